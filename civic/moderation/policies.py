"""Who may hide and restore a text."""

from __future__ import annotations

from civic.accounts.models import User
from civic.contributions.models import Contribution, Visibility
from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict

HIDEABLE = (Visibility.PUBLIC, Visibility.WITHDRAWN)


def _may_moderate(user: User, contribution: Contribution) -> Verdict:
    if not user.has_role(Role.MODERATOR):
        return Verdict(_("Only moderators can hide or restore texts."))
    if contribution.author_id == user.id:
        return Verdict(_("You wrote this text, so another moderator decides on it."))
    return ALLOWED


def can_hide(user: User, contribution: Contribution) -> Verdict:
    """A moderator who did not write it, while it is readable."""
    verdict = _may_moderate(user, contribution)
    if verdict and contribution.visibility not in HIDEABLE:
        return Verdict(_("This text is not public."))
    return verdict


def can_restore(user: User, contribution: Contribution) -> Verdict:
    """A moderator who did not write it, while it is hidden."""
    verdict = _may_moderate(user, contribution)
    if verdict and contribution.visibility is not Visibility.HIDDEN:
        return Verdict(_("This text is not hidden."))
    return verdict
