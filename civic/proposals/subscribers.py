"""Reactions to facts below: comments are counted, drafts of people who leave go. Wiring: proposals in a person's copy of their data."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select, update

from civic.accounts.events import AccountDeleted
from civic.comments.events import CommentPosted
from civic.contributions.models import Contribution, Visibility
from civic.db import session
from civic.events import subscribe
from civic.proposals import export, texts  # noqa: F401 - each registers its part
from civic.proposals.models import Proposal

_ONE_MORE_COMMENT = update(Proposal).where(Proposal.id == bindparam("proposal_id")).values(comment_count=Proposal.comment_count + 1)


@subscribe(CommentPosted)
def count_comment(event: CommentPosted) -> None:
    """One more comment under a proposal (a comment taken back keeps its place and its number)."""
    session.connection().execute(_ONE_MORE_COMMENT, {"proposal_id": event.subject_id})


@subscribe(AccountDeleted)
def delete_drafts(event: AccountDeleted) -> None:
    """What was never published leaves with its author."""
    drafts = select(Contribution.id).where(Contribution.author_id == event.user_id, Contribution.visibility == Visibility.DRAFT)
    ids = list(session.scalars(drafts))
    session.execute(delete(Proposal).where(Proposal.id.in_(ids)))
    session.execute(delete(Contribution).where(Contribution.id.in_(ids)))
