"""The database's own refusal to let two phases of a process run at the same time. Used by the migrations and by the tests.

PostgreSQL could say this as an exclusion constraint only with an extension that a town's server may not have. There the trigger first
locks the process's row, so that a second transaction looks once the first has ended; SQLite has one writer at a time anyway. Both
databases report an integrity error. A migration that builds the table `phase` anew on SQLite has to call `create` again.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

_MESSAGE = "two phases of a process overlap"
_FUNCTION = "civic_phase_refuse_overlap"
_OVERLAPS = (
    "EXISTS (SELECT 1 FROM phase WHERE process_id = NEW.process_id AND id <> NEW.id"
    " AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at)"
)
_ACTS = {"insert": "INSERT", "update": "UPDATE OF process_id, starts_at, ends_at"}


def create(connection: Connection) -> None:
    """Install the triggers."""
    if connection.dialect.name == "sqlite":
        body = f"WHEN {_OVERLAPS} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    else:
        body = f"FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "PERFORM 1 FROM process WHERE id = NEW.process_id FOR NO KEY UPDATE; "
            f"IF {_OVERLAPS} THEN RAISE EXCEPTION USING MESSAGE = '{_MESSAGE}', ERRCODE = 'exclusion_violation'; END IF; "
            "RETURN NULL; END $$"
        )
    for name, act in _ACTS.items():
        connection.exec_driver_sql(f"CREATE TRIGGER phase_no_overlap_{name} AFTER {act} ON phase {body}")


def drop(connection: Connection) -> None:
    """Take the triggers away again."""
    sqlite = connection.dialect.name == "sqlite"
    for name in _ACTS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS phase_no_overlap_{name}" + ("" if sqlite else " ON phase"))
    if not sqlite:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_FUNCTION}()")
