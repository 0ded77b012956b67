"""Words for people and roles."""

from __future__ import annotations

from civic.accounts.models import User
from civic.i18n.text import _
from civic.policy import Role


def public_name(user: User) -> str:
    """What others see: the display name, or that the person left."""
    return user.display_name or _("Former participant")


def role_label(role: Role) -> str:
    """The role in the reader's language."""
    match role:
        case Role.MODERATOR:
            return _("Moderator")
        case Role.COORDINATOR:
            return _("Coordinator")
        case Role.DEPARTMENT:
            return _("Department staff")
        case Role.ADMINISTRATOR:
            return _("Administrator")
