"""Reads about handoffs and responses. Nothing is listed that the viewer may not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload

from civic.accounts.models import User
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import READABLE, Standing, standing_of, viewer_values, visible_as, visible_to
from civic.db import fetch, session
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse, ResponseDecision
from civic.i18n.pages import current_language, local_day
from civic.proposals.models import Proposal, ProposalStatus
from civic.town.models import Department, name_in

PAGE = 20
Row = TypeVar("Row")
_RECEIVED = literal(HandoffStatus.RECEIVED, Handoff.status.type, literal_execute=True)
"""Written out in the statement, because the index of the open handoffs names the word."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """An adopted proposal that no department has. `return_reason` is the last department's, empty at first."""

    id: int
    title: str
    language: str
    support_count: int
    decided_at: datetime | None
    return_reason: str | None


@dataclass(frozen=True, slots=True)
class HandoffLine:
    """A handoff in a list."""

    id: int
    proposal_id: int
    title: str
    language: str
    due_on: date
    status: HandoffStatus
    closed_at: datetime | None
    department: Department


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """An official response in a list, with the proposal it answers."""

    id: int
    proposal_id: int
    title: str
    title_language: str
    decision: ResponseDecision
    body: str
    language: str
    published_at: datetime
    next_step_on: date | None
    department: Department
    handed_over_at: datetime

    @property
    def days(self) -> int:
        """Days from the handoff to the answer; 0 for answers that came from elsewhere together with their handoff."""
        return (local_day(self.published_at) - local_day(self.handed_over_at)).days


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a proposal stands between desk and answer. `response` is None while there is none that the viewer may read."""

    handoff: Stage
    department: Office
    response: Answer | None
    language: str | None
    published_at: datetime | None


class Stage(NamedTuple):
    """A handoff, as the page of its proposal needs it."""

    id: int
    status: HandoffStatus
    due_on: date
    department_id: int


class Office(NamedTuple):
    """A department, as the page of a proposal needs it."""

    names: dict[str, str]
    phone: str

    @property
    def name(self) -> str:
        """The name in the page's language."""
        return name_in(self.names, current_language())


class Answer(NamedTuple):
    """An official response, as the page of its proposal needs it."""

    id: int
    decision: ResponseDecision
    body: str
    next_step_on: date | None


def _adopted_elsewhere() -> ColumnElement[bool]:
    """The proposal came with its decision from another system, and nobody here has decided anything about it: it is history."""
    return and_(Contribution.source.is_not(None), Proposal.decided_by_id.is_(None))


def unassigned(
    viewer: User, *, imported: bool = False, after: tuple[datetime, int] | None = None
) -> tuple[list[DeskLine], tuple[datetime, int] | None]:
    """Adopted proposals that no department has, the longest waiting first, and where the next page begins. One statement.

    Proposals that were adopted before they were imported do not wait; `imported` gives those instead. One that a coordinator handed over
    all the same and that a department returned does wait.
    """
    returned = (
        select(Handoff.return_reason)
        .where(Handoff.proposal_id == Proposal.id, Handoff.status == HandoffStatus.RETURNED)
        .order_by(Handoff.id.desc())
        .limit(1)
        .correlate(Proposal)
        .scalar_subquery()
    )
    touched = exists(select(Handoff.id).where(Handoff.proposal_id == Proposal.id).correlate(Proposal))
    held = exists(
        select(Handoff.id).where(Handoff.proposal_id == Proposal.id, Handoff.status != HandoffStatus.RETURNED).correlate(Proposal)
    )
    query = (
        select(Proposal.id, Proposal.title, Contribution.language, Proposal.support_count, Proposal.decided_at, returned)
        .join(Contribution, Contribution.id == Proposal.id)
        .where(Proposal.status == ProposalStatus.ADOPTED, Contribution.visibility == Visibility.PUBLIC, visible_to(viewer))
        .where(and_(_adopted_elsewhere(), ~touched) if imported else and_(or_(~_adopted_elsewhere(), touched), ~held))
    )
    if after is not None:
        query = query.where(tuple_(Proposal.decided_at, Proposal.id) > after)
    rows: Any = session.execute(query.order_by(Proposal.decided_at, Proposal.id).limit(PAGE + 1))
    lines, last = _page([DeskLine(*row) for row in rows])
    return lines, (last.decided_at, last.id) if last is not None and last.decided_at is not None else None


def has_imported(viewer: User) -> bool:
    """Whether `unassigned` has anything imported to give."""
    return bool(unassigned(viewer, imported=True)[0])


def _page(rows: list[Row]) -> tuple[list[Row], Row | None]:
    """The rows of a page out of those read, and its last one when there are more."""
    return rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None


def _lines(viewer: User) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Handoff.id, Handoff.proposal_id, Proposal.title, Contribution.language, Handoff.due_on, Handoff.status, Handoff.closed_at,
            Department,
        )
        .join(Proposal, Proposal.id == Handoff.proposal_id)
        .join(Contribution, Contribution.id == Proposal.id)
        .join(Department, Department.id == Handoff.department_id)
        .where(visible_to(viewer))
    )  # fmt: skip


def open_handoffs(
    viewer: User, *, department_id: int | None = None, after: tuple[date, int] | None = None
) -> tuple[list[HandoffLine], tuple[date, int] | None]:
    """What departments (or one of them) have to answer, the earliest day first, and where the next page begins. One statement."""
    query = _lines(viewer).where(Handoff.status == _RECEIVED)
    if department_id is not None:
        query = query.where(Handoff.department_id == department_id)
    if after is not None:
        query = query.where(tuple_(Handoff.due_on, Handoff.id) > after)
    rows: Any = session.execute(query.order_by(Handoff.due_on, Handoff.id).limit(PAGE + 1))
    lines, last = _page([HandoffLine(*row) for row in rows])
    return lines, (last.due_on, last.id) if last is not None else None


def closed_handoffs(
    viewer: User, department_id: int, *, after: tuple[datetime, int] | None = None
) -> tuple[list[HandoffLine], tuple[datetime, int] | None]:
    """What a department answered or returned, the last first, and where the next page begins. One statement."""
    query = _lines(viewer).where(Handoff.department_id == department_id, Handoff.closed_at.is_not(None))
    if after is not None:
        query = query.where(tuple_(Handoff.closed_at, Handoff.id) < after)
    rows: Any = session.execute(query.order_by(Handoff.closed_at.desc(), Handoff.id.desc()).limit(PAGE + 1))
    lines, last = _page([HandoffLine(*row) for row in rows])
    return lines, (last.closed_at, last.id) if last is not None and last.closed_at is not None else None


def departments_of(user: User) -> list[tuple[Department, int]]:
    """The departments a person works for, with the number of open handoffs."""
    rows = session.execute(
        select(Department, func.count(Handoff.id))
        .outerjoin(Handoff, and_(Handoff.department_id == Department.id, Handoff.status == HandoffStatus.RECEIVED))
        .where(Department.id.in_(user.department_ids))
        .group_by(*Department.__table__.primary_key)
        .order_by(Department.position, Department.id)
    )
    return [(department, count) for department, count in rows]


def handoff_for(viewer: User, handoff_id: int) -> Handoff | None:
    """A handoff whose proposal the viewer may read, with what its page needs. Who may see the handoff itself: `policies.can_see`."""
    return session.scalar(
        select(Handoff)
        .join(Handoff.proposal)
        .join(Proposal.contribution)
        .where(Handoff.id == handoff_id, visible_to(viewer))
        .options(
            contains_eager(Handoff.proposal).contains_eager(Proposal.contribution).joinedload(Contribution.author),
            joinedload(Handoff.department),
        )
    )


def stance_counts(viewer: User, proposal_id: int) -> list[tuple[Stance, int]]:
    """How many public comments take each side, those without comments too."""
    rows = session.execute(
        select(Comment.stance, func.count())
        .join(Contribution, Contribution.id == Comment.id)
        .where(Contribution.root_id == proposal_id, Contribution.visibility == Visibility.PUBLIC, visible_to(viewer))
        .group_by(Comment.stance)
    )
    counts = {row[0]: row[1] for row in rows}
    return [(stance, counts.get(stance, 0)) for stance in Stance]


def responses(
    viewer: User | None, *, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> tuple[list[ResponseLine], tuple[datetime, int] | None]:
    """The town's answers, newest first, and where the next page begins. One statement. Nobody is shown a hidden one here."""
    asked = aliased(Contribution)
    query = (
        select(
            OfficialResponse.id, Proposal.id, Proposal.title, asked.language, OfficialResponse.decision, OfficialResponse.body,
            Contribution.language, Contribution.published_at, OfficialResponse.next_step_on, Department, Handoff.handed_over_at,
        )
        .join(Contribution, Contribution.id == OfficialResponse.id)
        .join(asked, asked.id == Contribution.root_id)
        .join(Proposal, Proposal.id == asked.id)
        .join(Department, Department.id == OfficialResponse.department_id)
        .join(Handoff, Handoff.id == OfficialResponse.handoff_id)
        .where(
            Contribution.kind == Kind.RESPONSE, Contribution.visibility == Visibility.PUBLIC, asked.visibility.in_(READABLE),
            visible_to(viewer),
        )
    )  # fmt: skip
    if after is not None:
        query = query.where(tuple_(Contribution.published_at, Contribution.id) < after)
    rows: list[Any] = list(session.execute(query.order_by(Contribution.published_at.desc(), Contribution.id.desc()).limit(limit + 1)))
    lines = [ResponseLine(*row) for row in rows[:limit]]
    return lines, (lines[-1].published_at, lines[-1].id) if len(rows) > limit else None


@lru_cache
def _progress(standing: Standing) -> Select[*tuple[Any, ...]]:
    handoff, department, response, shown = (kind.__table__ for kind in (Handoff, Department, OfficialResponse, Contribution))
    return (
        select(
            handoff.c.id, handoff.c.status, handoff.c.due_on, handoff.c.department_id, department.c.names, department.c.phone,
            response.c.id, response.c.decision, response.c.body, response.c.next_step_on, shown.c.language, shown.c.published_at,
        )
        .join(department, department.c.id == handoff.c.department_id)
        .outerjoin(
            response.join(shown, shown.c.id == response.c.id),
            and_(response.c.handoff_id == handoff.c.id, shown.c.visibility == Visibility.PUBLIC, visible_as(standing)),
        )
        .where(handoff.c.proposal_id == bindparam("proposal_id"))
        .order_by(handoff.c.id.desc())
        .limit(1)
    )  # fmt: skip


def progress(viewer: User | None, proposal_id: int) -> Progress | None:
    """The last handoff of a proposal with its answer. One statement."""
    found = fetch(_progress(standing_of(viewer)), {"proposal_id": proposal_id, **viewer_values(viewer)})
    if not found:
        return None
    row = found[0]
    return Progress(Stage(*row[:4]), Office(*row[4:6]), Answer(*row[6:10]) if row[6] is not None else None, *row[10:])
