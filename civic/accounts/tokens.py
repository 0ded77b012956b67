"""Tokens in mailed links: signed, limited in time, and void as soon as what they rest on changes, so that each works once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from enum import StrEnum

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from civic.accounts.models import User
from civic.db import session
from civic.i18n.text import _
from civic.policy import GoneError


class Purpose(StrEnum):
    """What a link is for; a token of one purpose never serves another."""

    CONFIRM = "confirm"
    RESET = "reset"
    EMAIL = "email"


LIFETIME = {Purpose.CONFIRM: 48 * 3600, Purpose.RESET: 3600, Purpose.EMAIL: 24 * 3600}
"""Seconds."""
_RESTS_ON = ["password_hash", "email_key", "new_email", "email_confirmed_at", "deleted_at"]
_keys: dict[str, Callable[[str], list[bytes]]] = {}


def configure(keys_for: Callable[[str], list[bytes]]) -> None:
    """Tell where keys come from: a purpose to keys, the present one first."""
    _keys["for"] = keys_for


def _serializer(purpose: Purpose) -> URLSafeTimedSerializer:
    keys = _keys["for"](f"accounts.{purpose}")
    return URLSafeTimedSerializer([key.hex() for key in reversed(keys)], salt=str(purpose))


def fingerprint(user: User) -> str:
    """What a token rests on: password, address, the wished new address, and whether it is confirmed."""
    parts = (user.password_hash, user.email_key, user.new_email, user.email_confirmed_at and "confirmed")
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def make_token(user: User, purpose: Purpose) -> str:
    """A token for a link to this person."""
    return _serializer(purpose).dumps([user.id, fingerprint(user)])


def read_token(token: str, purpose: Purpose, *, is_for_use: bool = False) -> User:
    """The account that a token speaks for; `GoneError` when it is forged, too old, or used.

    `is_for_use` locks the account until the transaction ends: of two uses at once one finds the token used, and what the token rests
    on does not change between this look and the act.
    """
    try:
        user_id, mark = _serializer(purpose).loads(token, max_age=LIFETIME[purpose])
    except (BadData, ValueError):
        raise gone() from None
    user = session.scalar(select(User).where(User.id == user_id, User.deleted_at.is_(None)))
    if user is not None and is_for_use:
        session.refresh(user, _RESTS_ON, with_for_update=True)
    if user is None or user.deleted_at is not None or fingerprint(user) != mark:
        raise gone()
    return user


def gone() -> GoneError:
    """The refusal of a link that cannot be used."""
    return GoneError(_("This link is no longer valid. It may be too old or already used. Please ask for a new one."))
