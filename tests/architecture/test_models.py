"""Every table is wired, and the migrations make exactly what the models say, on both databases."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SAWarning

from civic.db import Base, db, session
from civic.readiness import MIGRATIONS
from civic.search.storage import MADE_BESIDE_MODELS
from tests.architecture.sources import assert_none, module_name, modules
from tests.databases import application, fresh_database
from tests.factories import make_comment, make_proposal, make_response, make_town


def tables_in_code() -> set[str]:
    """The tables that models on disk declare, whether anybody imports them or not."""
    return {
        node.value.value
        for path, module in modules()
        if path.name == "models.py"
        for node in ast.walk(module)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "__tablename__"
        and isinstance(node.value, ast.Constant)
    }


def test_every_table_is_wired(app: Flask) -> None:
    assert set(Base.metadata.tables) == tables_in_code()


def test_tables_are_declared_in_models_only() -> None:
    assert_none([module_name(path) for path, module in modules() if path.name != "models.py" and "__tablename__ =" in ast.unparse(module)])


def test_moments_know_their_zone(app: Flask) -> None:
    found = []
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if column.name.endswith("_at") and type(column.type).__name__ != "UTCDateTime":
                found.append(f"{table.name}.{column.name}")
    assert_none(found)


def test_foreign_keys_have_an_index_or_are_few() -> None:
    """A child of a table that grows is found by an index: its key is the first column of one."""
    grows = {"user", "contribution", "proposal", "process"}
    found = []
    for table in Base.metadata.tables.values():
        first = {tuple(index.columns)[0].name for index in table.indexes if len(index.columns)}
        first |= {next(iter(table.primary_key.columns)).name}
        first |= {next(iter(each.columns)).name for each in table.constraints if type(each).__name__ == "UniqueConstraint"}
        for key in table.foreign_keys:
            column = key.parent
            if key.column.table.name in grows and column.name not in first and not column.name.endswith("_by_id"):
                found.append(f"{table.name}.{column.name}")
    assert_none(found)


def shape(connection: Connection) -> set[str]:
    """All that the database knows of its tables, one line each, for comparison."""
    found = inspect(connection)
    lines = {f"trigger {name}" for name in triggers_in(connection)} | {f"index {text}" for text in index_definitions(connection)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        for table in sorted(set(found.get_table_names()) - {"alembic_version"}):
            facts: list[Any] = [("column", one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(table)]
            facts += [("primary key", found.get_pk_constraint(table)["constrained_columns"])]
            facts += [
                ("foreign key", one["constrained_columns"], one["referred_table"], one["name"]) for one in found.get_foreign_keys(table)
            ]
            facts += [("unique", one["name"], one["column_names"]) for one in found.get_unique_constraints(table)]
            facts += [("check", one["name"], " ".join(one["sqltext"].split())) for one in found.get_check_constraints(table)]
            lines |= {f"{table}: {fact}" for fact in facts}
    return lines


def index_definitions(connection: Connection) -> set[str]:
    """Every index as the database wrote it down: conditions and expressions, which the inspector leaves out on SQLite."""
    query = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
    }[connection.dialect.name]
    return {" ".join(definition.replace('"', "").split()) for definition in connection.scalars(text(query))}


def triggers_in(connection: Connection) -> set[str]:
    """The names of the triggers."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.dialect.name]
    return set(connection.scalars(text(query)))


def revisions() -> list[str]:
    """All migrations, newest first."""
    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def test_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made", tmp_path / "migrated"
    with fresh_database(made) as address, application(made, address) as app, app.app_context(), db.engine.connect() as connection:
        expected = shape(connection)
    with fresh_database(migrated) as address, application(migrated, address, create=False) as app, app.app_context():
        upgrade(directory=str(MIGRATIONS))
        with db.engine.connect() as connection:
            found = shape(connection)
            assert_none([f"the migrations do not make {line}" for line in sorted(expected - found)])
            assert_none([f"the models do not say {line}" for line in sorted(found - expected)])
            with warnings.catch_warnings():
                for unreadable in (UserWarning, SAWarning):  # indexes over expressions: `shape` has compared them
                    warnings.simplefilter("ignore", unreadable)
                options = {"compare_type": True, "include_name": is_in_models}
                assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def is_in_models(name: str | None, *_more: Any) -> bool:
    """Whether the models speak of a table or index; `shape` has compared the others."""
    return name not in MADE_BESIDE_MODELS


def test_migrations_have_one_line() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_migrations_go_down_and_up_again_on_filled_tables(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as address, application(tmp_path, address, create=False) as app, app.app_context():
        upgrade(directory=str(MIGRATIONS))
        make_town()
        make_comment(subject=make_proposal())
        make_response()
        session.commit()
        session.remove()
        for _revision in revisions():
            downgrade(directory=str(MIGRATIONS), revision="-1")
        with db.engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
            assert triggers_in(connection) == set()
        upgrade(directory=str(MIGRATIONS))
        upgrade(directory=str(MIGRATIONS))
        make_response()
        session.commit()
        session.remove()
