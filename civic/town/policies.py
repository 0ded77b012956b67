"""Who may change the town's facts. Roles are read from the person; accounts lie above the town."""

from __future__ import annotations

from typing import Protocol

from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict


class Person(Protocol):
    """Somebody with roles."""

    @property
    def id(self) -> int: ...

    def has_role(self, *roles: Role) -> bool:
        """Whether one of `roles` is held."""
        ...


def can_change_town(actor: Person) -> Verdict:
    """Administrators."""
    return ALLOWED if actor.has_role(Role.ADMINISTRATOR) else Verdict(_("Only administrators can change this."))
