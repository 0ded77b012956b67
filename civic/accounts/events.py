"""Facts about accounts."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event
from civic.policy import Role


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Something happened to an account."""

    user_id: int


@dataclass(frozen=True, kw_only=True)
class AccountCreated(AccountEvent):
    """A new account, not yet confirmed unless an operator made it."""


@dataclass(frozen=True, kw_only=True)
class SignUpRepeated(AccountEvent):
    """Somebody asked for an account with an address that has one, confirmed or not."""


@dataclass(frozen=True, kw_only=True)
class EmailConfirmed(AccountEvent):
    """The address belongs to the person."""


@dataclass(frozen=True, kw_only=True)
class EmailChanged(AccountEvent):
    """The address is a new, confirmed one."""


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(AccountEvent):
    """Display name or language."""


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(AccountEvent):
    """By the person, or after a reset."""


@dataclass(frozen=True, kw_only=True)
class SignedIn(AccountEvent):
    """A new session on a device."""

    session_id: int


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(AccountEvent):
    """How many sessions ended."""

    count: int


@dataclass(frozen=True, kw_only=True)
class DataExported(AccountEvent):
    """The person downloaded the own data."""


@dataclass(frozen=True, kw_only=True)
class AccountDeleted(AccountEvent):
    """Everything personal is gone; contributions stay."""


@dataclass(frozen=True, kw_only=True)
class RoleGiven(AccountEvent):
    """An administrator (or, with no actor, an operator) gave a role."""

    role: Role
    department_id: int | None


@dataclass(frozen=True, kw_only=True)
class RoleRevoked(AccountEvent):
    """An administrator took a role back."""

    role: Role
    department_id: int | None
