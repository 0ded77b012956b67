"""The one row that everything public hangs on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.accounts.models import User
from civic.db import Base, enum_type, utcnow
from civic.processes.models import Process


class Kind(StrEnum):
    """What a contribution is."""

    PROPOSAL = "proposal"
    COMMENT = "comment"
    RESPONSE = "response"


class Visibility(StrEnum):
    """Draft: the author's own. Public and withdrawn: everybody may read. Hidden: by moderation, with a reason shown in place."""

    DRAFT = "draft"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


class LanguageSource(StrEnum):
    """Who says which language a text is in."""

    DETECTOR = "detector"
    AUTHOR = "author"
    STAFF = "staff"


class Contribution(Base):
    """Whatever a person writes in public is one row here plus one in its own table (same id).

    `root_id` is the contribution that this one belongs to (the proposal of a comment or response): hidden roots hide what hangs on them.
    `language` is the tag of the language that the text is written in, as `language_source` found it.
    `source`/`source_id` name where an imported text came from.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        CheckConstraint("visibility = 'draft' OR published_at IS NOT NULL", name="published_at_when_shown"),
        CheckConstraint("visibility <> 'hidden' OR hidden_reason <> ''", name="hidden_with_reason"),
        Index("ix_contribution_process_list", "process_id", "kind", "published_at", "id"),
        Index("ix_contribution_list", "kind", "published_at", "id"),
        Index("ix_contribution_thread", "root_id", "kind", "published_at", "id"),
        Index("ix_contribution_hidden", "published_at", "id", sqlite_where=text("visibility = 'hidden'"),
              postgresql_where=text("visibility = 'hidden'")),
        Index("uq_contribution_source", "source", "source_id", unique=True),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    root_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"))
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility))
    language: Mapped[str] = mapped_column(String(12))
    language_source: Mapped[LanguageSource] = mapped_column(enum_type(LanguageSource), default=LanguageSource.DETECTOR)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    hidden_reason: Mapped[str] = mapped_column(Text, default="")
    is_official: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None] = mapped_column(String(40))
    source_id: Mapped[str | None] = mapped_column(String(80))

    author: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])
    process: Mapped[Process] = relationship(lazy="raise_on_sql")
