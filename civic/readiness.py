"""What `/readyz` asks: the database, its migrations, the worker's sign of life."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from civic.db import session, utcnow
from civic.outbox.services import last_beat
from civic.ui.health import register_check

MIGRATIONS = Path(__file__).parent.parent / "migrations"
WORKER_SILENCE = timedelta(minutes=2)


def database_problem() -> str:
    """Empty when the database answers."""
    session.execute(text("SELECT 1"))
    return ""


def head_revision() -> str | None:
    """The newest migration in the code."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config).get_current_head()


def migrations_problem() -> str:
    """Empty when the database is at the newest migration."""
    current = MigrationContext.configure(session.connection()).get_current_revision()
    return "" if current == head_revision() else "migrations are not at head: run civic migrate"


def worker_problem() -> str:
    """Empty when the background worker has shown itself lately."""
    beat = last_beat()
    return "" if beat is not None and utcnow() - beat < WORKER_SILENCE else "the worker shows no sign of life: run civic work"


def register_checks() -> None:
    """Fill the list of `/readyz`."""
    for name, check in (("database", database_problem), ("migrations", migrations_problem), ("worker", worker_problem)):
        register_check(name, check)
