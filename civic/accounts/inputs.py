"""What people type about their account, checked once for pages, command line and demo data."""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, validate_email

from civic.accounts.names import problem_with_name
from civic.accounts.passwords import hash_password, problem_with_password
from civic.accounts.queries import MAX_ADDRESS, email_key, town_names
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, clean


class InvalidInputError(InvalidTextError):
    """One field cannot be accepted (422); `field` is its name in the forms."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def checked_email(raw: str) -> str:
    """A usable address (RFC 5321/6531 syntax; its server is not asked). Full-width letters of a Japanese keyboard are understood."""
    try:
        typed = unicodedata.normalize("NFKC", raw).strip()
        address = validate_email(typed, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        address = ""
    if not address or len(email_key(address)) > MAX_ADDRESS:
        raise InvalidInputError("email", _("Please write a complete e-mail address, for example name@example.jp."))
    return address


def checked_name(raw: str, *, is_staff: bool) -> str:
    """A display name, cleaned."""
    name = clean(raw)
    problem = problem_with_name(name, is_staff=is_staff, town_names=town_names())
    if problem:
        raise InvalidInputError("display_name", problem)
    return name


def hash_of_checked(password: str, *, email: str) -> str:
    """The hash of a password that may be used."""
    problem = problem_with_password(password, email=email, town_names=town_names())
    if problem:
        raise InvalidInputError("password", problem)
    return hash_password(password)
