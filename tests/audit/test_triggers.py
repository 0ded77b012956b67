"""The database itself refuses to change the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from civic.audit import services, triggers
from civic.audit.models import AuditEntry
from civic.db import is_sqlite, savepoint, session

pytestmark = pytest.mark.usefixtures("database")

CHANGES = (
    "UPDATE audit_entry SET kind = 'other'",
    "DELETE FROM audit_entry",
    "UPDATE audit_link SET mac = ''",
    "DELETE FROM audit_link",
)


@pytest.mark.parametrize("statement", CHANGES)
def test_change_is_refused(statement: str) -> None:
    session.add(AuditEntry(kind="tests.Something", actor_id=None, facts={}))
    session.flush()
    services.seal_pending()
    with pytest.raises(DBAPIError, match="append-only"), savepoint():
        session.execute(text(statement))


def test_replacing_and_truncating_are_refused() -> None:
    entry = AuditEntry(kind="tests.Something", actor_id=None, facts={})
    session.add(entry)
    session.flush()
    statement = "TRUNCATE audit_entry CASCADE"
    if is_sqlite():
        statement = (
            f"INSERT OR REPLACE INTO audit_entry (id, kind, facts, happened_at) VALUES ({entry.id}, 'other', '{{}}', '2026-01-01 00:00:00')"
        )
    with pytest.raises(DBAPIError, match="append-only"), savepoint():
        session.connection().exec_driver_sql(statement)


def test_drop_takes_the_triggers_away_and_create_brings_them_back() -> None:
    session.add(AuditEntry(kind="tests.Something", actor_id=None, facts={}))
    session.flush()
    triggers.drop(session.connection())
    session.execute(text(CHANGES[0]))
    triggers.create(session.connection())
    with pytest.raises(DBAPIError, match="append-only"), savepoint():
        session.execute(text(CHANGES[0]))
