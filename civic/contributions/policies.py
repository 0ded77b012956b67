"""Who may do what with any public text."""

from __future__ import annotations

from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict


def can_correct_language(user: User, contribution: Contribution) -> Verdict:
    """Its author and every moderator, at any time: no word of the text changes."""
    if contribution.author_id == user.id or user.has_role(Role.MODERATOR):
        return ALLOWED
    return Verdict(_("Only the writer and the moderators can correct the language of a text."))
