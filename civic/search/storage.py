"""What the databases need beside the tables: SQLite its full text table with the triggers that keep it, PostgreSQL its inverted index.

Used by the models (`create_all`) and by the migration. SQLite 3.40 has no contentless tables that can delete, so the full text table
points at `search_text`; only white space separates tokens there. PostgreSQL keeps long columns of `search_text` out of its rows, so that
walking over the matches of a common word stays short.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

MADE_BESIDE_MODELS = frozenset({"search_fts", "search_fts_data", "search_fts_idx", "search_fts_config", "ix_search_text_tokens"})
"""Names that the database knows and the models do not: left out when the two are compared."""

_SQLITE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(tokens, content='search_text', content_rowid='id', detail=none, columnsize=0, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co P* S*'\")",
    "CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN "
    "INSERT INTO search_fts(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
    "CREATE TRIGGER search_text_changed AFTER UPDATE OF tokens ON search_text BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens); "
    "INSERT INTO search_fts(rowid, tokens) VALUES (new.id, new.tokens); END",
)
_POSTGRESQL = (
    "ALTER TABLE search_text SET (toast_tuple_target = 128)",
    "CREATE INDEX ix_search_text_tokens ON search_text USING gin (tokens)",
)


def create(connection: Connection) -> None:
    """Make them; the table `search_text` is there."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def tidy(connection: Connection) -> None:
    """After many changes: one piece of SQLite's index instead of several. Takes a third of a second for 100,000 texts."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES ('optimize')")


def drop(connection: Connection) -> None:
    """Take them away, before the table goes."""
    if connection.dialect.name == "sqlite":
        for trigger in ("added", "gone", "changed"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS search_text_{trigger}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_fts")
    else:
        connection.exec_driver_sql("DROP INDEX IF EXISTS ix_search_text_tokens")
