"""Contributions: the one row behind everything that a person writes in public, and the one rule of who may see it."""
