"""Passwords: argon2id, and the rules of NIST SP 800-63B (length, no composition rules, common ones refused)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from civic.i18n.text import _

MIN_LENGTH, MAX_LENGTH = 10, 256
_COMMON = Path(__file__).parent / "common_passwords.txt"
_state: dict[str, PasswordHasher | str] = {}


def configure(*, memory_kib: int) -> None:
    """Set the cost: OWASP's argon2id profile t=2, p=1 with the given memory in KiB (19,456 in production)."""
    hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)
    _state["hasher"], _state["dummy"] = hasher, hasher.hash("nobody has this password")


def _hasher() -> PasswordHasher:
    hasher = _state["hasher"]
    assert isinstance(hasher, PasswordHasher)  # noqa: S101 - narrows the type
    return hasher


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode()


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher().hash(_bytes(password))


def verify_password(kept: str | None, password: str) -> bool:
    """Whether the password fits; without a kept hash the same work is done for nothing, so that time tells nothing."""
    try:
        return _hasher().verify(kept or str(_state["dummy"]), _bytes(password[: MAX_LENGTH * 4])) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(kept: str) -> bool:
    """Whether the hash was made with another cost than today's."""
    return _hasher().check_needs_rehash(kept)


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """Passwords that attackers try first, folded: the shipped list."""
    return frozenset(line.strip() for line in _COMMON.read_text(encoding="utf-8").splitlines() if line.strip())


def problem_with_password(password: str, *, email: str = "") -> str:
    """Why a password cannot be used, as a sentence; empty when it can."""
    if len(password) < MIN_LENGTH:
        return _("Please use at least %(minimum)s characters. Several words in a row are easy to remember.", minimum=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        return _("Please use at most %(maximum)s characters. You have written %(count)s.", maximum=MAX_LENGTH, count=len(password))
    folded = unicodedata.normalize("NFKC", password).casefold()
    name = email.partition("@")[0].casefold()
    if folded in common_passwords() or len(set(folded)) < 4 or (len(name) >= 4 and name in folded and len(folded) - len(name) < 6):
        return _("This password is easy to guess. Please choose another one.")
    return ""
