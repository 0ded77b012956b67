"""Reactions to facts below: the number of comments is kept beside the proposal. Wiring: the proposals in a person's copy of their data."""

from __future__ import annotations

from sqlalchemy import update

from civic.comments.events import CommentPosted
from civic.db import session
from civic.events import subscribe
from civic.proposals import export  # noqa: F401 - registers its part
from civic.proposals.models import Proposal


@subscribe(CommentPosted)
def count_comment(event: CommentPosted) -> None:
    """One more comment under a proposal (a comment taken back keeps its place and its number)."""
    session.execute(
        update(Proposal)
        .where(Proposal.id == event.subject_id)
        .values(comment_count=Proposal.comment_count + 1)
        .execution_options(synchronize_session=False)
    )
