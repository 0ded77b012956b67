"""Tables of translations."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.db import Base, enum_type, utcnow
from civic.processes.models import Phase, Process


class Origin(StrEnum):
    """Who made a translation."""

    PERSON = "person"
    MACHINE = "machine"
    IMPORTED = "imported"


class State(StrEnum):
    """Draft: not checked by a person, and not good enough to stand first. Reported: a reader doubts it. Rejected: not shown again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPORTED = "reported"
    REJECTED = "rejected"


class LinkStatus(StrEnum):
    """What became of a place that was to be translated."""

    WAITING = "waiting"
    TRANSLATED = "translated"
    FAILED = "failed"


class Translation(Base):
    """One entry of the memory: what a text of one language is in another. The text itself is known by its hash only.

    At most one published entry for a text and a language: the one that readers see. `checks` are what was found wrong with a machine's
    work. `credit` names who made an imported one; a person's credit is their display name, as long as they are here.
    """

    __tablename__ = "translation"
    __table_args__ = (
        Index("uq_translation_published", "source_hash", "source_language", "target_language", unique=True,
              sqlite_where=text("state = 'published'"), postgresql_where=text("state = 'published'")),
        Index("ix_translation_key", "source_hash", "target_language", "source_language"),
        Index("ix_translation_queue", "target_language", "state", "id"),
        CheckConstraint("text <> ''", name="not_empty"),
        CheckConstraint("source_language <> target_language", name="two_languages"),
        CheckConstraint("origin <> 'machine' OR provider <> ''", name="machine_is_named"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    source_language: Mapped[str] = mapped_column(String(12))
    target_language: Mapped[str] = mapped_column(String(12))
    source_hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    origin: Mapped[Origin] = mapped_column(enum_type(Origin))
    state: Mapped[State] = mapped_column(enum_type(State))
    provider: Mapped[str] = mapped_column(String(20), default="")
    model: Mapped[str] = mapped_column(String(80), default="")
    glossary_revision: Mapped[int] = mapped_column(default=0)
    checks: Mapped[list[str]] = mapped_column(JSON, default=list)
    credit: Mapped[str] = mapped_column(String(100), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey(User.id), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    reviewed_at: Mapped[datetime | None]

    author: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])


class TranslationLink(Base):
    """A place where a text stands (a field of a contribution, process or phase), in one language that somebody wants to read it in.

    `source_hash` is the text as it was when it was asked for: when the place says something else today, the translation is outdated.
    `failure` is the code of the engine's error. `translation_id` is the last translation that was made for the place.
    """

    __tablename__ = "translation_link"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN contribution_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN process_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN phase_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_thing",
        ),
        UniqueConstraint("contribution_id", "field", "target_language"),
        UniqueConstraint("process_id", "field", "target_language"),
        UniqueConstraint("phase_id", "field", "target_language"),
        Index("ix_translation_link_hash", "source_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey(Contribution.id, ondelete="CASCADE"))
    process_id: Mapped[int | None] = mapped_column(ForeignKey(Process.id, ondelete="CASCADE"))
    phase_id: Mapped[int | None] = mapped_column(ForeignKey(Phase.id, ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    source_language: Mapped[str] = mapped_column(String(12))
    target_language: Mapped[str] = mapped_column(String(12))
    source_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[LinkStatus] = mapped_column(enum_type(LinkStatus))
    failure: Mapped[str] = mapped_column(String(20), default="")
    translation_id: Mapped[int | None] = mapped_column(ForeignKey(Translation.id, ondelete="SET NULL"), index=True)
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    requested_at: Mapped[datetime] = mapped_column(default=utcnow)
    finished_at: Mapped[datetime | None]

    translation: Mapped[Translation | None] = relationship(lazy="raise_on_sql")


class TranslationReport(Base):
    """A reader says that a translation is wrong. One for each person and translation."""

    __tablename__ = "translation_report"
    __table_args__ = (UniqueConstraint("translation_id", "reporter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    translation_id: Mapped[int] = mapped_column(ForeignKey(Translation.id, ondelete="CASCADE"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    settled_at: Mapped[datetime | None]


class TranslatorGrant(Base):
    """A person whom an administrator entrusted with reviewing translations into a language."""

    __tablename__ = "translator_grant"
    __table_args__ = (UniqueConstraint("user_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    language: Mapped[str] = mapped_column(String(12), index=True)
    granted_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    granted_at: Mapped[datetime] = mapped_column(default=utcnow)

    user: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[user_id])


class TranslationSettings(Base):
    """What the town decided (row 1). Limits are characters of originals: a day, a person a day, a process in all. 0 sends nothing."""

    __tablename__ = "translation_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("day_limit >= 0 AND person_limit >= 0 AND process_limit >= 0", name="not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    is_machine_on: Mapped[bool] = mapped_column(default=False)
    day_limit: Mapped[int] = mapped_column(default=200_000)
    person_limit: Mapped[int] = mapped_column(default=20_000)
    process_limit: Mapped[int] = mapped_column(default=2_000_000)
    glossary_revision: Mapped[int] = mapped_column(default=0)
    glossary_changed_at: Mapped[datetime] = mapped_column(default=utcnow)


class TranslationUsage(Base):
    """Characters that were sent to an engine, or are about to be. `day` is a day in the town's time zone."""

    __tablename__ = "translation_usage"
    __table_args__ = (
        Index("ix_translation_usage_day", "day"),
        Index("ix_translation_usage_person", "person_id", "day"),
        CheckConstraint("characters > 0", name="positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    process_id: Mapped[int | None] = mapped_column(ForeignKey(Process.id, ondelete="SET NULL"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    provider: Mapped[str] = mapped_column(String(20))
    target_language: Mapped[str] = mapped_column(String(12))
    characters: Mapped[int]


class ProcessLanguages(Base):
    """The languages that a process promises, and whether its texts are translated into them without being asked.

    `override_reason` is why an administrator opened it although translations were missing.
    """

    __tablename__ = "process_languages"
    __table_args__ = (CheckConstraint("overridden_at IS NULL OR override_reason <> ''", name="overridden_with_reason"),)

    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id, ondelete="CASCADE"), primary_key=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_automatic: Mapped[bool] = mapped_column(default=False)
    override_reason: Mapped[str] = mapped_column(Text, default="")
    overridden_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    overridden_at: Mapped[datetime | None]


class GlossaryTerm(Base):
    """The town's own word, or its correction of a shipped one. `words` maps language tags to words."""

    __tablename__ = "glossary_term"
    __table_args__ = (CheckConstraint("term <> ''", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(120), unique=True)
    reading: Mapped[str] = mapped_column(String(120), default="")
    words: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    changed_at: Mapped[datetime] = mapped_column(default=utcnow)
