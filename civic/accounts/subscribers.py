"""Wiring: the mails of accounts."""

from civic.accounts import mails  # noqa: F401 - registers the builders
