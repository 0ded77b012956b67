"""Who may change what the search takes for the same."""

from __future__ import annotations

from civic.accounts.models import User
from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict


def can_edit_synonyms(user: User) -> Verdict:
    """Administrators."""
    return ALLOWED if user.has_role(Role.ADMINISTRATOR) else Verdict(_("Only administrators can change this."))
