"""Wiring: the comments in a person's copy of their data, and for translation."""

from civic.comments import export, texts  # noqa: F401 - each registers its part
