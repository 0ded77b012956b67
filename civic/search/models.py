"""Tables of the search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from civic.contributions.models import Contribution
from civic.db import Base
from civic.processes.models import Process
from civic.search import storage

PROCESS = "process"
"""The kind of rows that stand for a process; the other kinds are those of contributions."""


class TokenSet(TypeDecorator[list[str]]):
    """A set of tokens: words between spaces on SQLite, a `tsvector` on PostgreSQL. Tokens hold no white space. Read back as a list."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """A `tsvector` on PostgreSQL."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return " ".join("'" + token.replace("\\", "\\\\").replace("'", "''") + "'" for token in value)
        return f" {' '.join(value)} "

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str] | None:
        if value is None:
            return None
        return [token.strip("'").replace("''", "'").replace("\\\\", "\\") for token in value.split()]


_BYTEWISE = String(80, collation="C").with_variant(String(80), "sqlite")
"""Compared byte by byte on both databases, so that ranges and orders are the same."""


class SearchDocument(Base):
    """One public text in one language: an original or a published translation.

    `kind` and `target_id` name what it belongs to: a contribution or a process. `published_day` counts days since 1970, `weight` is the
    support in steps: plain numbers, so that both databases rank alike. `analysed` is the version of the analysis that the tokens come
    from; 0 waits for the worker and is found by its letters already.
    """

    __tablename__ = "search_document"
    __table_args__ = (
        UniqueConstraint("kind", "target_id", "language"),
        Index("ix_search_document_contribution_id", "contribution_id"),
        Index("ix_search_document_process_id", "process_id"),
        Index("ix_search_document_waiting", "id", sqlite_where=text("analysed = 0"), postgresql_where=text("analysed = 0")),
        CheckConstraint("(kind = 'process') = (contribution_id IS NULL)", name="belongs_to_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    target_id: Mapped[int]
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey(Contribution.id, ondelete="CASCADE"))
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    language: Mapped[str] = mapped_column(String(12))
    is_original: Mapped[bool]
    published_day: Mapped[int]
    weight: Mapped[int] = mapped_column(default=0)
    analysed: Mapped[int] = mapped_column(default=0)


class SearchText(Base):
    """What a document is found by: its normalised title, its normalised text (title first), its tokens."""

    __tablename__ = "search_text"

    id: Mapped[int] = mapped_column(ForeignKey(SearchDocument.id, ondelete="CASCADE"), primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(Text)
    norm: Mapped[str] = mapped_column(Text)
    tokens: Mapped[list[str]] = mapped_column(TokenSet)


class SearchTerm(Base):
    """A word of the town's own texts, for "did you mean" and for suggestions; `documents` is about how many texts have it.

    Never shown without asking whether a text that everybody may read still has it.
    """

    __tablename__ = "search_term"
    __table_args__ = (
        Index("ix_search_term_reading", "reading"),
        Index("ix_search_term_documents", "documents", "word"),
    )

    word: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    shown: Mapped[str] = mapped_column(String(80))
    reading: Mapped[str] = mapped_column(_BYTEWISE, default="")
    documents: Mapped[int] = mapped_column(default=0)


class SearchSynonym(Base):
    """Words that find each other, one a line. A row with a `key` stands in place of the shipped group of that key."""

    __tablename__ = "search_synonym"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    words: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(default=True)


@event.listens_for(SearchText.__table__, "after_create")
def _create_beside(_table: Any, connection: Connection, **_more: Any) -> None:
    storage.create(connection)


@event.listens_for(SearchText.__table__, "before_drop")
def _drop_beside(_table: Any, connection: Connection, **_more: Any) -> None:
    storage.drop(connection)
