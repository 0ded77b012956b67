"""The database's own refusal to change what the audit holds, on both databases. Used by the migrations and by the tests."""

from __future__ import annotations

from sqlalchemy.engine import Connection

TABLES = {"audit_entry": "id", "audit_link": "position"}
_MESSAGE = "the audit is append-only"
_FUNCTION = "civic_audit_refuse_change"


def create(connection: Connection) -> None:
    """Install the triggers."""
    for table, key in TABLES.items():
        for statement in _statements(connection, table, key):
            connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the triggers away again."""
    sqlite = connection.dialect.name == "sqlite"
    for table in TABLES:
        for act in ("update", "delete", "replace") if sqlite else ("change", "truncate"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{act}" + ("" if sqlite else f" ON {table}"))
    if not sqlite:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_FUNCTION}()")


def _statements(connection: Connection, table: str, key: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # INSERT OR REPLACE fires no delete trigger
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refusal}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refusal}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refusal}",
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION USING MESSAGE = '{_MESSAGE}', ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()",
    ]
