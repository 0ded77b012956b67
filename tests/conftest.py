"""What every test may ask for.

Two ways to a database. `app`, `client`, `database`: tables made once a process, each test inside one transaction that is rolled back.
`live_app`: a database of its own with real commits, for races between threads and for the worker.
"""

from __future__ import annotations

import email
import email.policy
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import redis
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from hypothesis import settings as property_settings
from sqlalchemy import event

from civic import events
from civic.accounts.models import User, UserSession
from civic.accounts.queries import hash_token
from civic.config import Settings
from civic.db import db, session, utcnow
from civic.events import Event
from civic.outbox.mail import mailbox
from civic.outbox.services import run_round
from civic.ui import limits
from tests.databases import application, fresh_database, refresh
from tests.factories import make_town
from tests.servers import IS_CI, REDIS, redis_problem

# The same examples in every run, and as much time as a busy machine needs: a red run must mean a fault of the code.
property_settings.register_profile("house", deadline=None, derandomize=True)
property_settings.load_profile("house")
SignIn = Callable[[User], FlaskClient]


class Counted:
    """The statements that ran inside a `count_statements()` block."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    @property
    def count(self) -> int:
        """How many."""
        return len(self.statements)


@pytest.fixture(scope="session")
def _house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("house")
    with fresh_database(folder) as address, application(folder, address) as app:
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        yield app


@pytest.fixture
def app(_house: Flask) -> Iterator[Flask]:
    """The application; whatever the test writes is rolled back at its end."""
    engines = db._app_engines[_house]
    engine = engines[None]
    connection = engine.connect()
    transaction = connection.begin()
    engines[None] = connection  # type: ignore[assignment]  # the session binds to a connection as to an engine
    config = dict(_house.config)
    limits._limiter.enabled = False  # one limiter for all applications of the process: another test may have left it on
    try:
        yield _house
    finally:
        _house.config.clear()
        _house.config.update(config)
        engines[None] = engine
        transaction.rollback()
        connection.close()


@pytest.fixture
def database(app: Flask) -> Iterator[None]:
    """An application context with a session, for factories, services and queries."""
    with app.app_context():
        yield


@pytest.fixture
def faults_as_answers(app: Flask) -> None:
    """Let a fault in a view become the page of status 500, as on a server, so that a walk can list all of them."""
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)


@pytest.fixture
def client(app: Flask, database: None) -> FlaskClient:
    """A browser that nobody signed in with; the town is there."""
    make_town()
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, database: None) -> SignIn:
    """`sign_in(user)`: a new browser in which this person is signed in."""
    make_town()
    return lambda user: signed_in_browser(app, user)


def signed_in_browser(app: Flask, user: User) -> FlaskClient:
    """A browser with a session of `user`."""
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(token_hash=hash_token(token), user_id=user.id, device="Linux · Firefox", expires_at=utcnow() + timedelta(days=30))
    )
    session.flush()
    browser = app.test_client()
    with app.app_context(), browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return browser


@pytest.fixture
def count_statements(app: Flask) -> Callable[[], Any]:
    """`with count_statements() as counted:` gives `.count` and `.statements`, without the savepoints."""

    @contextmanager
    def counting() -> Iterator[Counted]:
        counted = Counted()
        target = db._app_engines[app][None]

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
                counted.statements.append(statement)

        event.listen(target, "before_cursor_execute", note)
        try:
            yield counted
        finally:
            event.remove(target, "before_cursor_execute", note)

    return counting


@pytest.fixture
def captured_events() -> Iterator[list[Event]]:
    """Every fact that is published during the test, in order."""
    heard: list[Event] = []
    events.subscribe(Event)(heard.append)
    yield heard
    events._subscribers[Event].remove(heard.append)


@pytest.fixture
def mails(app: Flask) -> list[EmailMessage]:
    """The mails that `run_worker()` sent, in order."""
    return []


@pytest.fixture
def run_worker(app: Flask, mails: list[EmailMessage]) -> Callable[[], int]:
    """`run_worker()`: rounds of the worker until nothing is due; returns how many messages it tried."""

    def drain() -> int:
        if has_app_context():
            session.flush()
        total = drain_outbox(app)
        mails.extend(take_mails(app))
        if has_app_context():
            refresh()
        return total

    take_mails(app)
    return drain


def drain_outbox(app: Flask) -> int:
    """Run rounds of the worker in a context of their own until nothing is due."""
    total = 0
    with app.app_context():
        while done := run_round():
            total += done
    return total


def take_mails(app: Flask) -> list[EmailMessage]:
    """Empty the folder that stands in for a mail server."""
    settings: Settings = app.config["CIVIC"]
    found = []
    for path in sorted(mailbox(settings).glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name)):
        found.append(email.message_from_bytes(path.read_bytes(), EmailMessage, policy=email.policy.default))
        path.unlink()
    return found


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A Redis server; the test's keys are removed. Skips where none answers, fails where one must be there."""
    problem = redis_problem()
    if problem:
        (pytest.fail if IS_CI else pytest.skip)(problem)
    connection = redis.Redis.from_url(REDIS)
    connection.flushdb()
    yield REDIS
    connection.flushdb()
    connection.close()


@pytest.fixture
def live_app(tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own, with real transactions: open app contexts in as many threads as you like."""
    with fresh_database(tmp_path) as address, application(tmp_path, address) as app:
        yield app


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many tests of each layer passed."""
    layers = {"test_policies": "rules", "test_services": "acts", "test_queries": "reads", "test_views": "pages"}
    counts: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        path = Path(report.location[0])
        folder = path.parts[1] if len(path.parts) > 2 else ""
        named = folder if folder in {"architecture", "security", "visibility", "browser"} else ""
        counts[named or layers.get(path.stem, "other")] += 1
    if counts:
        terminalreporter.write_line("passed by layer: " + ", ".join(f"{layer} {count}" for layer, count in sorted(counts.items())))
