"""Reads about handoffs and responses. Nothing is listed that the viewer may not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload

from civic.accounts.models import User
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import READABLE, visible_to
from civic.db import session
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse, ResponseDecision
from civic.i18n.pages import local_day
from civic.proposals.models import Proposal, ProposalStatus
from civic.town.models import Department

PAGE = 20
DESK = 100


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

    handoff: Handoff
    department: Department
    response: OfficialResponse | None
    language: str | None
    published_at: datetime | None


def unassigned(viewer: User) -> list[DeskLine]:
    """Adopted proposals that no department has, the longest waiting first."""
    returned = (
        select(Handoff.return_reason)
        .where(Handoff.proposal_id == Proposal.id, Handoff.status == HandoffStatus.RETURNED)
        .order_by(Handoff.id.desc())
        .limit(1)
        .correlate(Proposal)
        .scalar_subquery()
    )
    held = exists(
        select(Handoff.id).where(Handoff.proposal_id == Proposal.id, Handoff.status != HandoffStatus.RETURNED).correlate(Proposal)
    )
    rows = session.execute(
        select(Proposal.id, Proposal.title, Contribution.language, Proposal.support_count, Proposal.decided_at, returned)
        .join(Contribution, Contribution.id == Proposal.id)
        .where(
            Proposal.status == ProposalStatus.ADOPTED, Contribution.visibility == Visibility.PUBLIC, visible_to(viewer), ~held
        )
        .order_by(Proposal.decided_at, Proposal.id)
        .limit(DESK)
    )  # fmt: skip
    return [DeskLine(*row) for row in rows]


def _lines(viewer: User) -> Select[int, int, str, str, date, HandoffStatus, Department]:
    return (
        select(Handoff.id, Handoff.proposal_id, Proposal.title, Contribution.language, Handoff.due_on, Handoff.status, Department)
        .join(Proposal, Proposal.id == Handoff.proposal_id)
        .join(Contribution, Contribution.id == Proposal.id)
        .join(Department, Department.id == Handoff.department_id)
        .where(visible_to(viewer))
    )


def open_handoffs(viewer: User) -> list[HandoffLine]:
    """What departments have to answer, the earliest day first."""
    rows = session.execute(_lines(viewer).where(Handoff.status == HandoffStatus.RECEIVED).order_by(Handoff.due_on, Handoff.id).limit(DESK))
    return [HandoffLine(*row) for row in rows]


def inbox(viewer: User, department_id: int) -> tuple[list[HandoffLine], list[HandoffLine]]:
    """A department's open handoffs by day, and the last ones that are closed."""
    lines = _lines(viewer).where(Handoff.department_id == department_id)
    received = lines.where(Handoff.status == HandoffStatus.RECEIVED).order_by(Handoff.due_on, Handoff.id).limit(DESK)
    closed = lines.where(Handoff.status != HandoffStatus.RECEIVED).order_by(Handoff.closed_at.desc(), Handoff.id.desc()).limit(PAGE)
    return [HandoffLine(*row) for row in session.execute(received)], [HandoffLine(*row) for row in session.execute(closed)]


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


def progress(viewer: User | None, proposal_id: int) -> Progress | None:
    """The last handoff of a proposal with its answer. One statement."""
    row = session.execute(
        select(Handoff, Department, OfficialResponse, Contribution.language, Contribution.published_at)
        .join(Department, Department.id == Handoff.department_id)
        .outerjoin(
            OfficialResponse.__table__.join(Contribution.__table__, Contribution.id == OfficialResponse.id),
            and_(OfficialResponse.handoff_id == Handoff.id, Contribution.visibility == Visibility.PUBLIC, visible_to(viewer)),
        )
        .where(Handoff.proposal_id == proposal_id)
        .order_by(Handoff.id.desc())
        .limit(1)
    ).one_or_none()
    return Progress(*row) if row is not None else None
