"""Passwords: argon2id, and the rules of NIST SP 800-63B (length, no composition rules, common ones refused)."""

from __future__ import annotations

import re
import secrets
import string
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from civic.i18n.text import _

MIN_LENGTH, MAX_LENGTH = 10, 256
_COMMON = Path(__file__).parent / "common_passwords.txt"
_SHORTEST_WORD, _ENOUGH_BESIDE, _FEW_AROUND, _SHORT_UNIT = 3, 6, 8, 4
_AROUND = string.digits + string.punctuation + " "
_ROWS = ("01234567890123456789", "98765432109876543210")
_REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)


class _Cost:
    hasher: PasswordHasher
    dummy: str


def configure(*, memory_kib: int) -> None:
    """Set the cost: OWASP's argon2id profile t=2, p=1 with the given memory in KiB (19,456 in production)."""
    _Cost.hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)
    _Cost.dummy = _Cost.hasher.hash(secrets.token_bytes(32))


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode()


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _Cost.hasher.hash(_bytes(password))


def verify_password(kept: str | None, password: str) -> bool:
    """Whether the password fits; without a kept hash the same work is done for nothing, so that time tells nothing."""
    try:
        return _Cost.hasher.verify(kept or _Cost.dummy, _bytes(password[: MAX_LENGTH * 4])) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(kept: str) -> bool:
    """Whether the hash was made with another cost than today's."""
    return _Cost.hasher.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """Passwords that attackers try first, folded: the shipped list."""
    return frozenset(line.strip() for line in _COMMON.read_text(encoding="utf-8").splitlines() if line.strip())


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The words that the listed passwords are made of."""
    return frozenset(word for word in (line.strip(_AROUND) for line in common_passwords()) if len(word) >= _SHORTEST_WORD)


def problem_with_password(password: str, *, email: str = "", town_names: Iterable[str] = ()) -> str:
    """Why a password cannot be used, as a sentence; empty when it can. Too close to the own address or the town's name is too easy."""
    if len(password) < MIN_LENGTH:
        return _("Please use at least %(minimum)s characters. Several words in a row are easy to remember.", minimum=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        return _("Please use at most %(maximum)s characters. You have written %(count)s.", maximum=MAX_LENGTH, count=len(password))
    if _is_easy(_folded(password)) or any(_rests_on(_folded(password), word) for word in _own_words(email, town_names)):
        return _("This password is easy to guess. Please choose another one.")
    return ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_easy(folded: str) -> bool:
    """Whether a guesser tries it early: on the list, hardly any different characters, a row of digits, or a listed word (also
    repeated) with at most eight digits or signs around it: a year, a birthday."""
    if folded in common_passwords() or len(set(folded)) < 4 or any(folded in row for row in _ROWS):
        return True
    core = folded.strip(_AROUND)
    repeated = _REPEATED.fullmatch(core)
    unit = repeated[1] if repeated else core
    return len(folded) - len(core) <= _FEW_AROUND and (unit in common_words() or (repeated is not None and len(unit) <= _SHORT_UNIT))


def _own_words(email: str, town_names: Iterable[str]) -> list[str]:
    name, _at, domain = email.partition("@")
    return [_letters(word) for word in (email, name, domain, "civic", *town_names)]


def _letters(text: str) -> str:
    return "".join(c for c in _folded(text) if c.isalnum())


def _rests_on(folded: str, word: str) -> bool:
    """Whether little is left of a password without a word."""
    letters = _letters(folded)
    return len(word) >= _SHORTEST_WORD and word in letters and len(letters.replace(word, "")) < _ENOUGH_BESIDE
