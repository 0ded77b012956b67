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
from civic.contributions.queries import Standing, standing_of, viewer_values, visible_as
from civic.db import fetch, session
from civic.processes.models import Phase, Process
from civic.proposals.models import Proposal, ProposalStatus, Support

PAGE = 20
COUNT_LIMIT = 200
_P, _C = Proposal.__table__, Contribution.__table__  # lists need columns, not objects: half the cost
CARD = (
    _P.c.id, _P.c.title, _P.c.status, _P.c.support_count, _P.c.comment_count, _P.c.area_id, _P.c.category_id, _C.c.language,
    _C.c.published_at, _C.c.process_id,
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
    """A page of a list. `total` stops at `COUNT_LIMIT`, which is then shown as "200 or more"."""

    cards: list[ProposalCard]
    total: int
    next_cursor: tuple[Any, int] | None = None
    filters: Filters = field(default_factory=Filters)


_FILTERS: dict[str, ColumnElement[Any]] = {
    "process_id": _C.c.process_id,
    "area_id": _P.c.area_id,
    "category_id": _P.c.category_id,
    "status": _P.c.status,
}
_KEYS: dict[Order, tuple[Any, Any]] = {
    Order.RECENT: (_C.c.published_at, _C.c.id),
    Order.SUPPORTED: (_P.c.support_count, _P.c.id),
}
Statement = Select[*tuple[Any, ...]]


def _listed(query: Statement, shape: tuple[str, ...], standing: Standing) -> Statement:
    conditions = [
        _C.c.kind == Kind.PROPOSAL,
        _C.c.visibility.in_((Visibility.PUBLIC, Visibility.WITHDRAWN)),
        visible_as(standing),
        *(_FILTERS[name] == bindparam(name) for name in shape),
    ]
    return query.join(_C, _C.c.id == _P.c.id).where(*conditions)


@lru_cache(maxsize=256)
def _rows(shape: tuple[str, ...], order: Order, has_cursor: bool, limit: int, standing: Standing) -> Statement:
    """The rows of a list. Statements are built once: building costs more than running. Parameters are named like the filters."""
    key = _KEYS[order]
    rows = _listed(select(*CARD), shape, standing).order_by(key[0].desc(), key[1].desc()).limit(limit)
    if not has_cursor:
        return rows
    return rows.where(tuple_(*key) < tuple_(bindparam("after_key", type_=key[0].type), bindparam("after_id", type_=key[1].type)))


@lru_cache(maxsize=256)
def _page(shape: tuple[str, ...], order: Order, has_cursor: bool, standing: Standing) -> tuple[Statement, Statement]:
    """A page with the bounded count of the whole list in each row, and that count alone."""
    bounded = _listed(select(_P.c.id), shape, standing).limit(COUNT_LIMIT).subquery()
    count = select(func.count()).select_from(bounded)
    return _rows(shape, order, has_cursor, PAGE + 1, standing).add_columns(count.scalar_subquery()), count


def proposal_page(filters: Filters, *, viewer: User | None) -> ProposalPage:
    """A page of proposals that the viewer may see. One statement; behind the end of a list a second one, for the count."""
    values = {name: getattr(filters, name) for name in _FILTERS if getattr(filters, name) is not None}
    page, count = _page(tuple(values), filters.order, filters.after is not None, standing_of(viewer))
    values |= viewer_values(viewer)
    cursor = {"after_key": filters.after[0], "after_id": filters.after[1]} if filters.after is not None else {}
    found = fetch(page, values | cursor)
    if not found:
        return ProposalPage([], (session.scalar(count, values) or 0) if cursor else 0, None, filters)
    cards = [ProposalCard(*row[:-1]) for row in found[:PAGE]]
    last = cards[-1] if len(found) > PAGE else None
    following = None
    if last is not None:
        following = (last.support_count if filters.order is Order.SUPPORTED else last.published_at, last.id)
    return ProposalPage(cards, found[0][-1], following, filters)


def newest(limit: int, *, viewer: User | None) -> list[ProposalCard]:
    """The newest proposals, for the home page. One statement."""
    rows = _rows((), Order.RECENT, False, limit, standing_of(viewer))
    return [ProposalCard(*row) for row in session.execute(rows, viewer_values(viewer))]


@lru_cache
def _one(standing: Standing) -> Select[Proposal]:
    return (
        select(Proposal)
        .join(Proposal.contribution)
        .join(Contribution.author)
        .join(Contribution.process)
        .outerjoin(Process.phases)
        .where(Proposal.id == bindparam("proposal_id"), visible_as(standing))
        .options(
            contains_eager(Proposal.contribution).contains_eager(Contribution.author),
            contains_eager(Proposal.contribution).contains_eager(Contribution.process).contains_eager(Process.phases),
            joinedload(Proposal.area),
            joinedload(Proposal.category),
        )
        .order_by(Phase.starts_at, Phase.id)
    )


def proposal_for(viewer: User | None, proposal_id: int) -> Proposal | None:
    """A proposal that the viewer may see, with all that its page and its policies need. One statement: a row for each phase."""
    found = session.scalars(_one(standing_of(viewer)), {"proposal_id": proposal_id, **viewer_values(viewer)})
    return found.unique().one_or_none()


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
