"""Reads for moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import joinedload

from civic.accounts.models import User
from civic.comments.models import Comment
from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import visible_to
from civic.db import session
from civic.handoff.models import OfficialResponse
from civic.proposals.models import DECIDABLE, Proposal
from civic.proposals.queries import CARD, ProposalCard

PAGE = 20
Place = tuple[datetime, int]
_TEXT = func.coalesce(Comment.body, OfficialResponse.body, Proposal.title, "")


@dataclass(frozen=True, slots=True)
class HiddenText:
    """A hidden text in the list."""

    id: int
    kind: Kind
    language: str
    published_at: datetime
    reason: str
    text: str


def waiting(viewer: User, *, after: Place | None = None) -> tuple[list[ProposalCard], Place | None]:
    """Proposals that wait for a decision, the oldest first, and where the next page begins."""
    query = (
        select(*CARD)
        .join(Contribution, Contribution.id == Proposal.id)
        .where(
            Contribution.kind == Kind.PROPOSAL, Proposal.status.in_(DECIDABLE), Contribution.visibility == Visibility.PUBLIC,
            visible_to(viewer),
        )
    )  # fmt: skip
    if after is not None:
        query = query.where(tuple_(Contribution.published_at, Contribution.id) > after)
    rows: Any = session.execute(query.order_by(Contribution.published_at, Contribution.id).limit(PAGE + 1))
    found = [ProposalCard(*row) for row in rows]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], (last.published_at, last.id) if last is not None else None


def hidden_texts(viewer: User, *, after: Place | None = None) -> tuple[list[HiddenText], Place | None]:
    """What is hidden now, the newest text first, and where the next page begins."""
    hidden = literal(Visibility.HIDDEN, Contribution.visibility.type, literal_execute=True)  # the index of hidden texts names the word
    query = (
        select(
            Contribution.id, Contribution.kind, Contribution.language, Contribution.published_at, Contribution.hidden_reason, _TEXT
        )
        .outerjoin(Proposal, Proposal.id == Contribution.id)
        .outerjoin(Comment, Comment.id == Contribution.id)
        .outerjoin(OfficialResponse, OfficialResponse.id == Contribution.id)
        .where(Contribution.visibility == hidden, visible_to(viewer))
    )  # fmt: skip
    if after is not None:
        query = query.where(tuple_(Contribution.published_at, Contribution.id) < after)
    rows: Any = session.execute(query.order_by(Contribution.published_at.desc(), Contribution.id.desc()).limit(PAGE + 1))
    found = [HiddenText(*row) for row in rows]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], (last.published_at, last.id) if last is not None else None


def text_for(viewer: User, contribution_id: int) -> tuple[Contribution, str] | None:
    """A text that the viewer may see, with its words; not a comment that its writer deleted."""
    found = any_text_for(viewer, contribution_id)
    return None if found is None or found[0].visibility is Visibility.DRAFT else found


def any_text_for(viewer: User, contribution_id: int) -> tuple[Contribution, str] | None:
    """As `text_for`, and of the viewer's own also drafts."""
    deleted = (Contribution.kind == Kind.COMMENT) & (Contribution.visibility == Visibility.WITHDRAWN)
    row = session.execute(
        select(Contribution, _TEXT)
        .outerjoin(Proposal, Proposal.id == Contribution.id)
        .outerjoin(Comment, Comment.id == Contribution.id)
        .outerjoin(OfficialResponse, OfficialResponse.id == Contribution.id)
        .where(Contribution.id == contribution_id, ~deleted, visible_to(viewer))
        .options(joinedload(Contribution.author))
    ).one_or_none()
    return (row[0], row[1]) if row is not None else None
