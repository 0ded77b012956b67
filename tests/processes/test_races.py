"""Two administrators at the same moment: phases that overlap are refused by the database, on both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from civic.accounts.queries import user_with_roles
from civic.db import is_sqlite, savepoint, session, unit_of_work
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, Role
from civic.processes import services, triggers
from civic.processes.models import Phase, Process
from tests.databases import POSTGRES, application, fresh_database
from tests.factories import make_process, make_user
from tests.races import ONE_DONE, PEOPLE, race

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(params=["default", "postgresql"])
def two_sided(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application with real transactions, on the database under test and always on PostgreSQL, where writers run side by side."""
    server: dict[str, str] = {}
    if request.param == "postgresql":
        if not POSTGRES:
            pytest.skip("CIVIC_TEST_POSTGRES_URL names no server")
        server = {"server": POSTGRES}
    with fresh_database(tmp_path, **server) as address, application(tmp_path, address) as app:
        yield app


def process_by(process_id: int) -> Process:
    return session.execute(select(Process).where(Process.id == process_id).options(selectinload(Process.phases))).scalar_one()


def test_one_of_several_administrators_adds_the_phase(two_sided: Flask) -> None:
    with two_sided.app_context(), unit_of_work():
        people = [make_user(roles=(Role.ADMINISTRATOR,)).id for _number in range(PEOPLE)]
        process_id = make_process(starts_at=NOW - 9 * DAY, ends_at=NOW).id

    def act(number: int) -> None:
        services.add_phase(
            process_by(process_id), actor=user_with_roles(people[number]), title=f"段階{number}", acts=(),
            starts_at=NOW + number * timedelta(hours=1), ends_at=NOW + DAY,
        )  # fmt: skip

    assert race(two_sided, act, refusals=(ConflictError, InvalidTextError)) == ONE_DONE
    with two_sided.app_context():
        assert len(process_by(process_id).phases) == 2


@contextmanager
def second_writer(app: Flask, act: Callable[[], None]) -> Iterator[list[str]]:
    """Run `act` in a transaction of its own while the first, in the block, is not yet ended; the outcome is known after the block."""
    outcome: list[str] = []

    def run() -> None:
        with app.app_context():
            try:
                with unit_of_work():
                    act()
                outcome.append("done")
            except ConflictError:
                outcome.append("conflict")

    thread = threading.Thread(target=run)
    try:
        yield outcome
    finally:
        thread.start()
        thread.join(1.0)
        assert thread.is_alive(), "the second writer waits for the first"
        session.commit()
        thread.join(60)


def test_second_administrator_waits_and_is_told(tmp_path: Path) -> None:
    """Neither sees the other's phase when it looks; the trigger does, once the first transaction has ended."""
    if not POSTGRES:
        pytest.skip("CIVIC_TEST_POSTGRES_URL names no server")
    with fresh_database(tmp_path, server=POSTGRES) as address, application(tmp_path, address) as app, app.app_context():
        with unit_of_work():
            administrator = make_user(roles=(Role.ADMINISTRATOR,)).id
            process_id = make_process(starts_at=NOW - 9 * DAY, ends_at=NOW).id
            elsewhere_id = make_process(starts_at=NOW - 9 * DAY, ends_at=NOW).id
        values: dict[str, Any] = {"title": "段階", "acts": (), "starts_at": NOW, "ends_at": NOW + DAY}

        def stretch() -> None:
            process = process_by(process_id)
            services.update_phase(
                process.phases[0],
                process=process,
                actor=user_with_roles(administrator),
                **values | {"starts_at": NOW - DAY, "ends_at": NOW + DAY},
            )

        with second_writer(app, stretch) as outcome:
            services.add_phase(process_by(process_id), actor=user_with_roles(administrator), **values)
            services.add_phase(process_by(elsewhere_id), actor=user_with_roles(administrator), **values)
        assert outcome == ["conflict"]
        assert [(phase.starts_at, phase.ends_at) for phase in process_by(process_id).phases] == [(NOW - 9 * DAY, NOW), (NOW, NOW + DAY)]


def overlapping(process: Process, start: int, end: int) -> Phase:
    return Phase(process_id=process.id, title="x", starts_at=NOW + start * DAY, ends_at=NOW + end * DAY, open_acts=[])


@pytest.mark.usefixtures("database")
def test_database_refuses_what_no_service_checked() -> None:
    process, other = (make_process(starts_at=NOW, ends_at=NOW + 5 * DAY) for _number in range(2))
    for start, end in ((2, 3), (-1, 9), (0, 1), (4, 6), (0, 5)):
        with pytest.raises(IntegrityError, match="overlap"), savepoint():
            session.add(overlapping(process, start, end))
    before, after = overlapping(process, -1, 0), overlapping(process, 5, 6)
    session.add_all([before, after])
    session.flush()
    for change in ({"ends_at": NOW + DAY}, {"process_id": other.id, "ends_at": NOW + DAY}):
        with pytest.raises(IntegrityError, match="overlap"), savepoint():
            session.execute(update(Phase).where(Phase.id == before.id).values(change))
    before.title, before.process_id = "y", other.id
    session.flush()


@pytest.mark.usefixtures("database")
def test_drop_takes_the_triggers_away_and_create_brings_them_back() -> None:
    process = make_process(starts_at=NOW, ends_at=NOW + 5 * DAY)
    triggers.drop(session.connection())
    session.add(overlapping(process, 2, 3))
    session.flush()
    triggers.create(session.connection())
    with pytest.raises(IntegrityError, match="overlap"), savepoint():
        session.add(overlapping(process, 3, 4))
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'phase'"
    if not is_sqlite():
        names = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'phase'::regclass"
    assert sorted(session.scalars(text(names))) == ["phase_no_overlap_insert", "phase_no_overlap_update"]
