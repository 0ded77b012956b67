"""Reads for moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
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
HIDDEN = 50
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


def waiting(viewer: User, *, after: tuple[datetime, int] | None = None) -> tuple[list[ProposalCard], tuple[datetime, int] | None]:
    """Proposals that wait for a decision, the oldest first, and where the next page begins."""
    query = (
        select(*CARD)
        .join(Contribution, Contribution.id == Proposal.id)
        .where(Proposal.status.in_(DECIDABLE), Contribution.visibility == Visibility.PUBLIC, visible_to(viewer))
    )
    if after is not None:
        query = query.where(tuple_(Contribution.published_at, Contribution.id) > after)
    rows: Any = session.execute(query.order_by(Contribution.published_at, Contribution.id).limit(PAGE + 1))
    found = [ProposalCard(*row) for row in rows]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], (last.published_at, last.id) if last is not None else None


def hidden_texts(viewer: User) -> list[HiddenText]:
    """What is hidden now, the newest text first."""
    query = (
        select(
            Contribution.id, Contribution.kind, Contribution.language, Contribution.published_at, Contribution.hidden_reason, _TEXT
        )
        .outerjoin(Proposal, Proposal.id == Contribution.id)
        .outerjoin(Comment, Comment.id == Contribution.id)
        .outerjoin(OfficialResponse, OfficialResponse.id == Contribution.id)
        .where(Contribution.visibility == Visibility.HIDDEN, visible_to(viewer))
        .order_by(Contribution.published_at.desc(), Contribution.id.desc())
        .limit(HIDDEN)
    )  # fmt: skip
    rows: Any = session.execute(query)
    return [HiddenText(*row) for row in rows]


def text_for(viewer: User, contribution_id: int) -> tuple[Contribution, str] | None:
    """A text that the viewer may see, with its words; not a comment that its writer deleted."""
    deleted = (Contribution.kind == Kind.COMMENT) & (Contribution.visibility == Visibility.WITHDRAWN)
    row = session.execute(
        select(Contribution, _TEXT)
        .outerjoin(Proposal, Proposal.id == Contribution.id)
        .outerjoin(Comment, Comment.id == Contribution.id)
        .outerjoin(OfficialResponse, OfficialResponse.id == Contribution.id)
        .where(Contribution.id == contribution_id, Contribution.visibility != Visibility.DRAFT, ~deleted, visible_to(viewer))
        .options(joinedload(Contribution.author))
    ).one_or_none()
    return (row[0], row[1]) if row is not None else None
