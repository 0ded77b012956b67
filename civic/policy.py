"""What a person may do: verdicts with reasons, roles, and the access mark that every view carries.

The mark is the outer gate (who may open this address at all); the policies of each feature are the inner one (this person, this
thing, this phase). A view without a mark cannot be opened: deny by default.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar


class Role(StrEnum):
    """What the town entrusted a person with. Every account is a resident; the others are given by an administrator."""

    MODERATOR = "moderator"
    COORDINATOR = "coordinator"
    DEPARTMENT = "department"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with its reason in the reader's language, and where something can be done about it (an endpoint)."""

    reason: str = ""
    remedy: str | None = None

    def __bool__(self) -> bool:
        return not self.reason


ALLOWED = Verdict()


class RefusedError(Exception):
    """An act was refused; `reason` is a sentence for the person, in their language. Nothing was changed."""

    status = 409

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAllowedError(RefusedError):
    """The rules do not let this person do this now (403)."""

    status = 403

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class ConflictError(RefusedError):
    """Somebody else was faster, or it was done already (409): the reason says what happened."""


class GoneError(RefusedError):
    """It was here and is no longer (410)."""

    status = 410


class TooManyError(RefusedError):
    """Too many attempts (429); `retry_after` is in seconds."""

    status = 429

    def __init__(self, reason: str, *, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


def enforce(verdict: Verdict) -> None:
    """Raise `NotAllowedError` unless the verdict is yes."""
    if not verdict:
        raise NotAllowedError(verdict)


@dataclass(frozen=True)
class Access:
    """Who may open an address: everyone, anyone signed in, or the holders of one of `roles`."""

    needs_sign_in: bool = False
    roles: frozenset[Role] = frozenset()


View = TypeVar("View", bound=Callable[..., Any])
_MARK = "civic_access"


def _mark(access: Access) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        setattr(view, _MARK, access)
        return view

    return decorate


public = _mark(Access())
signed_in = _mark(Access(needs_sign_in=True))


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Only holders of one of `roles` may open the view."""
    return _mark(Access(needs_sign_in=True, roles=frozenset(roles)))


def access_of(view: Callable[..., Any]) -> Access | None:
    """The mark of a view, or None: then nobody may open it."""
    mark = getattr(view, _MARK, None)
    return mark if isinstance(mark, Access) else None
