"""Alembic environment: runs inside the application's context, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from alembic import context
from flask import current_app

from civic.db import Base
from civic.search.storage import MADE_BESIDE_MODELS

engine = current_app.extensions["migrate"].db.engine


def run() -> None:
    """Run the migrations in one transaction each."""
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=is_sqlite,
            compare_type=True,
            include_name=lambda name, _kind, _parents: name not in MADE_BESIDE_MODELS,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
