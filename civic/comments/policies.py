"""Who may take back a comment."""

from __future__ import annotations

from civic.accounts.models import User
from civic.comments.models import Comment
from civic.contributions.models import Visibility
from civic.i18n.text import _
from civic.policy import ALLOWED, Verdict


def can_delete(user: User, comment: Comment) -> Verdict:
    """Its author, while it is shown."""
    if comment.contribution.author_id != user.id:
        return Verdict(_("Only the writer can delete this comment."))
    if comment.contribution.visibility is not Visibility.PUBLIC:
        return Verdict(_("This comment is no longer shown."))
    return ALLOWED
