"""Tables of processes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.accounts.models import User
from civic.db import Base, enum_type, utcnow
from civic.town.models import Area, Category, Department


class Act(StrEnum):
    """What a person can do in a process; a phase opens some of them."""

    PROPOSE = "propose"
    SUPPORT = "support"
    COMMENT = "comment"


class Override(StrEnum):
    """An administrator's word over the clock."""

    OPEN = "open"
    CLOSED = "closed"


class Process(Base):
    """A framed question. It cannot be published before question, background, what happens next and a deadline are filled.

    `language` is the language that the texts are written in. `acts` are opened by the phase that is current by the clock, or by one that
    an administrator overrides.
    """

    __tablename__ = "process"
    __table_args__ = (
        CheckConstraint(
            "published_at IS NULL OR (question <> '' AND background <> '' AND what_happens_next <> '')", name="framed_before_published"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(Text, default="")
    background: Mapped[str] = mapped_column(Text, default="")
    what_happens_next: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(10), default="ja")
    department_id: Mapped[int | None] = mapped_column(ForeignKey(Department.id))
    area_id: Mapped[int | None] = mapped_column(ForeignKey(Area.id))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    is_official: Mapped[bool] = mapped_column(default=True)

    phases: Mapped[list[Phase]] = relationship(back_populates="process", lazy="raise_on_sql", order_by="Phase.starts_at, Phase.id")
    categories: Mapped[list[Category]] = relationship(secondary="process_category", lazy="raise_on_sql", order_by=Category.position)
    department: Mapped[Department | None] = relationship(lazy="raise_on_sql")
    area: Mapped[Area | None] = relationship(lazy="raise_on_sql")

    def phase_at(self, moment: datetime) -> Phase | None:
        """The phase that counts at a moment: one overridden open, else the one the clock names, unless it is overridden closed."""
        for phase in self.phases:
            if phase.override is Override.OPEN:
                return phase
        for phase in self.phases:
            if phase.starts_at <= moment < phase.ends_at and phase.override is not Override.CLOSED:
                return phase
        return None

    def allows(self, act: Act, *, at: datetime) -> bool:
        """Whether the process is published and its phase at that moment opens the act."""
        phase = self.phase_at(at)
        return self.published_at is not None and phase is not None and act in phase.acts

    @property
    def ends_at(self) -> datetime | None:
        """When the last phase ends."""
        return max((phase.ends_at for phase in self.phases), default=None)


class ProcessCategory(Base):
    """Which categories proposals of a process may choose; none means all of the town's."""

    __tablename__ = "process_category"

    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey(Category.id), primary_key=True)


class Phase(Base):
    """A stretch of time in which given acts are open. `ends_at` is exclusive."""

    __tablename__ = "phase"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id), index=True)
    title: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    open_acts: Mapped[list[str]] = mapped_column(JSON, default=list)
    override: Mapped[Override | None] = mapped_column(enum_type(Override))

    process: Mapped[Process] = relationship(back_populates="phases", lazy="raise_on_sql")

    @property
    def acts(self) -> frozenset[Act]:
        """The acts that this phase opens."""
        return frozenset(Act(name) for name in self.open_acts)
