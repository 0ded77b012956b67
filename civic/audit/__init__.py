"""Audit: the append-only, hash-chained record of every fact of the house."""
