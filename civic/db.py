"""The database: declarative base, session, clock, and the one transaction of a request.

SQLite (WAL) and PostgreSQL run the same code. Services never commit: the request does, at its end, when the method may write
and the answer is below 400 (`HOUSE` rule: one request, one transaction; a GET writes nothing).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from flask import Flask, Response, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, Executable, Insert, MetaData, Row, Table, bindparam, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session
from sqlalchemy.types import TypeDecorator

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_may_write: ContextVar[bool] = ContextVar("may_write", default=True)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_type(kind: type[StrEnum]) -> Enum:
    """A column type that stores the values of `kind` as text, checked by the database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Base of all tables. Constraint names are fixed so that migrations can name them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime()}


db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
session: scoped_session[Session] = db.session  # type: ignore[assignment]  # the extension's own subclass of Session


def utcnow() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@contextmanager
def savepoint() -> Iterator[None]:
    """A nested transaction: a violated constraint inside undoes only what is inside."""
    with session.begin_nested():
        yield


@lru_cache(maxsize=64)
def _insert_once(table: Table, names: tuple[str, ...], dialect: str) -> Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in names})
    return statement.on_conflict_do_nothing().returning(*table.primary_key)


def insert_once(row_type: type[Base], /, **values: Any) -> int | None:
    """Insert a row unless one of its unique keys is taken: the database decides a race. Returns the (first) primary key, None if taken.

    One statement, where a savepoint with the violation caught outside needs three.
    """
    table = row_type.__table__
    assert isinstance(table, Table)
    row = session.execute(_insert_once(table, tuple(values), session.get_bind().dialect.name), values).one_or_none()
    return row[0] if row is not None else None


def fetch(statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a `select()` of columns, past the object mapper: for the few reads that every page makes. Nothing pending is flushed."""
    return session.connection().execute(statement, values).all()


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One transaction outside a request (command line, worker, demo): commit at the end, roll back on any error."""
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def keep_despite_refusal() -> None:
    """Commit this request although its answer is a refusal: for counters of failed attempts, which must not be undone."""
    g.keep_despite_refusal = True


def is_sqlite() -> bool:
    """Whether the session speaks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def init_app(app: Flask) -> None:
    """Connect the application with its database and install the request transaction."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    app.before_request(_declare_intent)
    app.after_request(_end_transaction)


def prepare_engine(engine: Engine) -> None:
    """SQLite: write-ahead log, foreign keys, patience, and a write lock taken at the start of a writing transaction.

    Without `BEGIN IMMEDIATE` two readers that both turn into writers cannot wait for each other and one fails at once.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "busy_timeout=15000", "foreign_keys=ON", "synchronous=NORMAL", "cache_size=-16000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _may_write.get() else "BEGIN")


def _declare_intent() -> None:
    _may_write.set(request.method not in SAFE_METHODS)


def _end_transaction(response: Response) -> Response:
    try:
        if request.method in SAFE_METHODS:
            session.rollback()
        elif response.status_code < 400 or (response.status_code < 500 and g.get("keep_despite_refusal", False)):
            session.commit()
        else:
            session.rollback()
    except BaseException:
        session.rollback()
        raise
    finally:
        _may_write.set(True)
    return response
