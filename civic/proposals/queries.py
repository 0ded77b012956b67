"""Reads about proposals: lists, one proposal, a person's own. Each list page is one statement, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from civic.accounts.models import User
from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import visible_to
from civic.db import session
from civic.processes.models import Process
from civic.proposals.models import Proposal, ProposalStatus, Support

PAGE = 20
COUNT_LIMIT = 500
CARD = (
    Proposal.id, Proposal.title, Proposal.status, Proposal.support_count, Proposal.comment_count, Proposal.area_id,
    Proposal.category_id, Contribution.language, Contribution.published_at, Contribution.process_id,
)  # fmt: skip
SHOWN = tuple(status for status in ProposalStatus if status is not ProposalStatus.DRAFT)


class Order(StrEnum):
    """The orders of a list; nothing else is accepted from an address."""

    RECENT = "recent"
    SUPPORTED = "supported"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a list is narrowed to. Cursor: (moment, id) for recent, (supports, id) for supported."""

    process_id: int | None = None
    area_id: int | None = None
    category_id: int | None = None
    status: ProposalStatus | None = None
    order: Order = Order.RECENT
    after: tuple[Any, int] | None = None

    @property
    def active(self) -> dict[str, str]:
        """The set filters as address arguments."""
        values = {"process": self.process_id, "area": self.area_id, "category": self.category_id, "status": self.status}
        found = {name: str(value) for name, value in values.items() if value is not None}
        return found | ({"order": str(self.order)} if self.order is not Order.RECENT else {})


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """One proposal in a list."""

    id: int
    title: str
    status: ProposalStatus
    support_count: int
    comment_count: int
    area_id: int | None
    category_id: int | None
    language: str
    published_at: datetime
    process_id: int


@dataclass(frozen=True)
class ProposalPage:
    """A page of a list. `total` stops at `COUNT_LIMIT`, which is then shown as "500 or more"."""

    cards: list[ProposalCard]
    total: int
    next_cursor: tuple[Any, int] | None = None
    filters: Filters = field(default_factory=Filters)


_FILTERS: dict[str, ColumnElement[Any]] = {
    "process_id": Contribution.__table__.c.process_id,
    "area_id": Proposal.__table__.c.area_id,
    "category_id": Proposal.__table__.c.category_id,
    "status": Proposal.__table__.c.status,
}
_KEYS: dict[Order, tuple[Any, Any]] = {
    Order.RECENT: (Contribution.published_at, Contribution.id),
    Order.SUPPORTED: (Proposal.support_count, Proposal.id),
}
Statement = Select[*tuple[Any, ...]]


def _listed(query: Statement, shape: tuple[str, ...], viewer: User | None) -> Statement:
    conditions = [
        Contribution.kind == Kind.PROPOSAL,
        Contribution.visibility.in_((Visibility.PUBLIC, Visibility.WITHDRAWN)),
        visible_to(viewer),
        *(_FILTERS[name] == bindparam(name) for name in shape),
    ]
    return query.join(Contribution, Contribution.id == Proposal.id).where(*conditions)


def _statements(shape: tuple[str, ...], order: Order, has_cursor: bool, viewer: User | None) -> tuple[Statement, Statement]:
    """The rows and the bounded count of a list; what is asked for comes in as parameters named like the filters."""
    key = _KEYS[order]
    rows = _listed(select(*CARD), shape, viewer).order_by(key[0].desc(), key[1].desc()).limit(PAGE + 1)
    if has_cursor:
        rows = rows.where(tuple_(*key) < tuple_(bindparam("after_key", type_=key[0].type), bindparam("after_id", type_=key[1].type)))
    bounded = _listed(select(Proposal.id), shape, viewer).limit(COUNT_LIMIT).subquery()
    return rows, select(func.count()).select_from(bounded)


@lru_cache(maxsize=64)
def _public_statements(shape: tuple[str, ...], order: Order, has_cursor: bool) -> tuple[Statement, Statement]:
    """The same for the public, built once: building costs more than running."""
    return _statements(shape, order, has_cursor, None)


def proposal_page(filters: Filters, *, viewer: User | None) -> ProposalPage:
    """A page of proposals that the viewer may see: two statements (rows, bounded count)."""
    values = {name: getattr(filters, name) for name in _FILTERS if getattr(filters, name) is not None}
    kind = (tuple(values), filters.order, filters.after is not None)
    rows, count = _public_statements(*kind) if viewer is None else _statements(*kind, viewer)
    cursor = {"after_key": filters.after[0], "after_id": filters.after[1]} if filters.after is not None else {}
    found = [ProposalCard(*row) for row in session.execute(rows, values | cursor)]
    cards, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    following = None
    if last is not None:
        following = (last.support_count if filters.order is Order.SUPPORTED else last.published_at, last.id)
    return ProposalPage(cards, session.scalar(count, values) or 0, following, filters)


def newest(limit: int, *, viewer: User | None) -> list[ProposalCard]:
    """The newest proposals, for the home page. One statement."""
    rows, _count = _public_statements((), Order.RECENT, False) if viewer is None else _statements((), Order.RECENT, False, viewer)
    return [ProposalCard(*row) for row in session.execute(rows.limit(limit))]


def _one(viewer: User | None) -> Select[Proposal]:
    return (
        select(Proposal)
        .join(Proposal.contribution)
        .join(Contribution.author)
        .join(Contribution.process)
        .where(Proposal.id == bindparam("proposal_id"), visible_to(viewer))
        .options(
            contains_eager(Proposal.contribution).contains_eager(Contribution.author),
            contains_eager(Proposal.contribution).contains_eager(Contribution.process).selectinload(Process.phases),
            contains_eager(Proposal.contribution).contains_eager(Contribution.process).joinedload(Process.department),
            joinedload(Proposal.area),
            joinedload(Proposal.category),
        )
    )


_PUBLIC_ONE = _one(None)


def proposal_for(viewer: User | None, proposal_id: int) -> Proposal | None:
    """A proposal that the viewer may see, with all that its page and its policies need. Two statements (phases come second)."""
    return session.scalar(_PUBLIC_ONE if viewer is None else _one(viewer), {"proposal_id": proposal_id})


def hidden_reason(proposal_id: int) -> str | None:
    """Why a proposal was hidden by moderation, or None when it was not."""
    return session.scalar(
        select(Contribution.hidden_reason).where(
            Contribution.id == proposal_id, Contribution.kind == Kind.PROPOSAL, Contribution.visibility == Visibility.HIDDEN
        )
    )


def supports(user: User, proposal_id: int) -> bool:
    """Whether the person signed the proposal."""
    return session.get(Support, (proposal_id, user.id)) is not None


def own_proposals(author: User) -> list[tuple[Proposal, Contribution]]:
    """The author's own, drafts first, newest first."""
    rows = session.execute(
        select(Proposal, Contribution)
        .join(Contribution, Contribution.id == Proposal.id)
        .where(Contribution.author_id == author.id, Contribution.kind == Kind.PROPOSAL)
        .order_by(Proposal.status != ProposalStatus.DRAFT, Contribution.created_at.desc(), Contribution.id.desc())
        .limit(200)
    )
    return [(proposal, contribution) for proposal, contribution in rows]
