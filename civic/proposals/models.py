"""Tables of proposals."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.db import Base, enum_type, utcnow
from civic.town.models import Area, Category


class ProposalStatus(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    UNDER_REVIEW = "under_review"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    WITHDRAWN = "withdrawn"


DECIDABLE = (ProposalStatus.PUBLISHED, ProposalStatus.UNDER_REVIEW)
TRANSITIONS: dict[ProposalStatus, frozenset[ProposalStatus]] = {
    ProposalStatus.DRAFT: frozenset({ProposalStatus.PUBLISHED}),
    ProposalStatus.PUBLISHED: frozenset(
        {ProposalStatus.UNDER_REVIEW, ProposalStatus.ADOPTED, ProposalStatus.NOT_ADOPTED, ProposalStatus.WITHDRAWN}
    ),
    ProposalStatus.UNDER_REVIEW: frozenset({ProposalStatus.ADOPTED, ProposalStatus.NOT_ADOPTED, ProposalStatus.WITHDRAWN}),
    ProposalStatus.ADOPTED: frozenset(),
    ProposalStatus.NOT_ADOPTED: frozenset(),
    ProposalStatus.WITHDRAWN: frozenset(),
}


class Proposal(Base):
    """One proposal; its id is that of its contribution. Counts are kept beside the rows they count, by the services that add them."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("support_count >= 0 AND comment_count >= 0", name="counts_not_negative"),
        CheckConstraint("status NOT IN ('adopted', 'not_adopted') OR decision_reason <> ''", name="decided_with_reason"),
        Index("ix_proposal_supported", "support_count", "id"),
        Index("ix_proposal_status", "status", "id"),
        Index("ix_proposal_decided", "status", "decided_at", "id"),
    )

    id: Mapped[int] = mapped_column(ForeignKey(Contribution.id), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    problem: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey(Area.id))
    category_id: Mapped[int | None] = mapped_column(ForeignKey(Category.id))
    status: Mapped[ProposalStatus] = mapped_column(enum_type(ProposalStatus), default=ProposalStatus.DRAFT)
    support_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[datetime | None]

    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    area: Mapped[Area | None] = relationship(lazy="raise_on_sql")
    category: Mapped[Category | None] = relationship(lazy="raise_on_sql")


class Support(Base):
    """One person's signature for a proposal: the primary key lets there be one only."""

    __tablename__ = "support"

    proposal_id: Mapped[int] = mapped_column(ForeignKey(Proposal.id), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
