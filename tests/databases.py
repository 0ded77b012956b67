"""Databases for tests: a SQLite file, or a database of its own on the PostgreSQL server named by `CIVIC_TEST_DATABASE_URL`."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy import inspect as sa_inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from civic.app import create_app
from civic.audit import triggers as audit_triggers
from civic.config import Settings, load_settings
from civic.db import Base, db, session
from civic.processes import triggers as phase_triggers

SERVER = os.environ.get("CIVIC_TEST_DATABASE_URL", "")
POSTGRES = os.environ.get("CIVIC_TEST_POSTGRES_URL", SERVER)


@contextmanager
def fresh_database(folder: Path, *, server: str = SERVER) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    if not server:
        folder.mkdir(parents=True, exist_ok=True)
        yield f"sqlite:///{folder / 'civic.db'}"
        return
    name = f"civic_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(4)}"
    engine = create_engine(make_url(server), isolation_level="AUTOCOMMIT")
    try:
        _execute_patiently(engine.url.render_as_string(hide_password=False), f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _execute_patiently(engine.url.render_as_string(hide_password=False), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        engine.dispose()


def _execute_patiently(address: str, statement: str) -> None:
    """Two workers that create a database at the same moment can lock each other out of the template for a moment."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    for attempt in range(20):
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        except OperationalError:
            if attempt == 19:
                raise
            time.sleep(0.2)
        else:
            break
    engine.dispose()


def settings_for(folder: Path, address: str, **more: str) -> Settings:
    """Settings of an application under test; `more` are settings by their name without the prefix."""
    given = {"MODE": "test", "DATA_DIR": str(folder), "DATABASE_URL": address, "LOG_LEVEL": "WARNING", **more}
    return load_settings({f"CIVIC_{name}": value for name, value in given.items()})


class Browser(FlaskClient):
    """A test client whose requests have an application context and a session of their own, as on a server."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request. The rows of the test are written before it, and read anew after it."""
        if has_app_context():
            session.flush()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        if has_app_context():
            refresh()
        return answer


def refresh() -> None:
    """Let the objects of the test read their columns anew; what is loaded behind relationships stays."""
    for thing in session:
        session.expire(thing, [attribute.key for attribute in sa_inspect(thing).mapper.column_attrs])


@contextmanager
def application(folder: Path, address: str, *, create: bool = True, **more: str) -> Iterator[Flask]:
    """An application on a database, with its tables unless `create` is false; its connections are closed afterwards."""
    app = create_app(settings_for(folder, address, **more))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = Browser
    with app.app_context():
        engine = db.engine
        if create:
            with engine.begin() as connection:
                Base.metadata.create_all(connection)
                audit_triggers.create(connection)
                phase_triggers.create(connection)
    try:
        yield app
    finally:
        engine.dispose()
