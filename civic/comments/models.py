"""Tables of comments."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.contributions.models import Contribution
from civic.db import Base, enum_type


class Stance(StrEnum):
    """Where the writer stands."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


class Comment(Base):
    """One comment; its id is that of its contribution, whose `root_id` is what it is about."""

    __tablename__ = "comment"
    __table_args__ = (CheckConstraint("body <> ''", name="not_empty"),)

    id: Mapped[int] = mapped_column(ForeignKey(Contribution.id), primary_key=True)
    stance: Mapped[Stance] = mapped_column(enum_type(Stance))
    body: Mapped[str] = mapped_column(Text)

    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
