"""Tables of handoffs and official responses."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.db import Base, enum_type, utcnow
from civic.proposals.models import Proposal
from civic.town.models import Department


class HandoffStatus(StrEnum):
    """Where a handoff stands. Returned ones go back to the coordinator's desk."""

    RECEIVED = "received"
    RETURNED = "returned"
    ANSWERED = "answered"


class ResponseDecision(StrEnum):
    """What the department says it will do."""

    WILL_DO = "will_do"
    ALREADY_DOING = "already_doing"
    WILL_STUDY = "will_study"
    PARTLY = "partly"
    CANNOT = "cannot"


class Handoff(Base):
    """One adopted proposal in one department's hands, to be answered by `due_on` (a day in the town's time zone)."""

    __tablename__ = "handoff"
    __table_args__ = (
        Index("uq_handoff_open", "proposal_id", unique=True, sqlite_where=text("status = 'received'"),
              postgresql_where=text("status = 'received'")),
        Index("ix_handoff_inbox", "department_id", "status", "due_on", "id"),
        Index("ix_handoff_closed", "department_id", "closed_at", "id"),
        Index("ix_handoff_due", "due_on", "id", sqlite_where=text("status = 'received'"), postgresql_where=text("status = 'received'")),
        CheckConstraint("status <> 'returned' OR return_reason <> ''", name="returned_with_reason"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey(Proposal.id), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey(Department.id))
    due_on: Mapped[date] = mapped_column(Date)
    message: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[HandoffStatus] = mapped_column(enum_type(HandoffStatus), default=HandoffStatus.RECEIVED)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    handed_over_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    handed_over_at: Mapped[datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship(lazy="raise_on_sql")
    department: Mapped[Department] = relationship(lazy="raise_on_sql")


class OfficialResponse(Base):
    """The department's public answer; its id is that of its contribution, whose `root_id` is the proposal. One for each handoff."""

    __tablename__ = "official_response"
    __table_args__ = (CheckConstraint("body <> ''", name="not_empty"),)

    id: Mapped[int] = mapped_column(ForeignKey(Contribution.id), primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey(Handoff.id), unique=True)
    department_id: Mapped[int] = mapped_column(ForeignKey(Department.id))
    decision: Mapped[ResponseDecision] = mapped_column(enum_type(ResponseDecision))
    body: Mapped[str] = mapped_column(Text)
    next_step_on: Mapped[date | None] = mapped_column(Date)

    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    department: Mapped[Department] = relationship(lazy="raise_on_sql")
    handoff: Mapped[Handoff] = relationship(lazy="raise_on_sql")
