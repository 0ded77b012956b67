"""Wiring: the comments in a person's copy of their data."""

from civic.comments import export  # noqa: F401 - registers its part
