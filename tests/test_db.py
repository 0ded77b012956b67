"""The request's transaction, and moments in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from civic.accounts.models import User
from civic.db import db, is_sqlite, keep_despite_refusal, savepoint, session, unit_of_work, utcnow
from civic.policy import public
from civic.town.models import Town
from tests.databases import application
from tests.factories import make_town, make_user


def names(app: Flask) -> list[str]:
    with app.app_context():
        return list(session.scalars(select(User.display_name).order_by(User.id)))


@pytest.mark.parametrize(
    ("method", "status", "keep", "kept"),
    [
        ("POST", 303, False, True),
        ("POST", 422, False, False),
        ("POST", 422, True, True),
        ("GET", 200, False, False),
        ("HEAD", 200, False, False),
    ],
)
def test_request_writes_only_when_it_may_and_succeeds(live_app: Flask, method: str, status: int, keep: bool, kept: bool) -> None:
    @public
    def act() -> tuple[str, int]:
        make_user("written")
        if keep:
            keep_despite_refusal()
        return "", status

    live_app.add_url_rule("/act", "act", act, methods=["GET", "POST"])
    assert live_app.test_client().open("/act", method=method).status_code == status
    assert names(live_app) == (["written"] if kept else [])


def test_request_that_fails_writes_nothing(live_app: Flask) -> None:
    @public
    def act() -> str:
        make_user("written")
        raise RuntimeError

    live_app.add_url_rule("/act", "act", act, methods=["POST"])
    live_app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    assert live_app.test_client().post("/act").status_code == 500
    assert names(live_app) == []


@pytest.mark.usefixtures("database")
def test_moment_comes_back_aware_and_equal() -> None:
    tokyo = datetime(2026, 11, 25, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    user = make_user()
    user.created_at = tokyo
    session.flush()
    session.expire(user, ["created_at"])
    assert user.created_at == tokyo
    assert user.created_at.tzinfo is UTC


@pytest.mark.usefixtures("database")
def test_moment_without_a_zone_is_refused() -> None:
    user = make_user()
    user.created_at = datetime(2026, 11, 25)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


@pytest.mark.usefixtures("database")
def test_savepoint_undoes_only_what_is_inside() -> None:
    first = make_user("first")
    with pytest.raises(IntegrityError), savepoint():
        session.add(User(email_key=first.email_key, display_name="second", language="ja"))
    assert list(session.scalars(select(User.display_name))) == ["first"]


def test_unit_of_work_rolls_back_on_an_error(live_app: Flask) -> None:
    def act() -> None:
        with unit_of_work():
            make_user("lost")
            raise RuntimeError

    with live_app.app_context():
        with pytest.raises(RuntimeError):
            act()
        with unit_of_work():
            make_user("kept")
    assert names(live_app) == ["kept"]


def test_sqlite_waits_and_checks_foreign_keys(live_app: Flask) -> None:
    with live_app.app_context():
        if not is_sqlite():
            pytest.skip("about SQLite only")
        with db.engine.connect() as connection:
            values = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")]
    assert values == ["wal", 1, 15000]


@pytest.mark.usefixtures("database")
def test_there_is_one_town() -> None:
    make_town()
    with pytest.raises(IntegrityError), savepoint():
        session.add(Town(id=2, names={}, contact_section={}, contact_phone="", contact_email=""))
    assert session.scalar(select(func.count()).select_from(Town)) == 1


def test_second_application_in_one_process_has_its_own_database(live_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("other")
    with application(folder, f"sqlite:///{folder / 'civic.db'}") as other:
        with other.app_context(), unit_of_work():
            make_user("there")
        assert names(other) == ["there"]
    assert names(live_app) == []
    assert utcnow().tzinfo is UTC
