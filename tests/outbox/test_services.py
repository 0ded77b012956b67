"""The outbox: in the act's transaction, once a key, at least once, never lost, and put aside when it cannot be sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select

from civic.db import session, unit_of_work, utcnow
from civic.outbox import services
from civic.outbox.models import OutboxMessage
from civic.outbox.services import LEASE, MAX_ATTEMPTS, back_off, claim, enqueue, last_beat, open_count, run_due, run_round, sends


class Refusing:
    """A sender that notes what it got and fails as often as it is told to."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.failures = 0

    def __call__(self, message: OutboxMessage) -> None:
        self.got.append(message.idempotency_key)
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the other side does not answer")


@pytest.fixture
def sender() -> Iterator[Refusing]:
    """Receives what is sent as `probe.…`."""
    refusing = Refusing()
    sends("probe")(refusing)
    yield refusing
    del services._senders["probe"]


def messages() -> list[OutboxMessage]:
    session.expire_all()
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@pytest.mark.usefixtures("database")
def test_same_key_twice_is_one_message() -> None:
    enqueue("probe.x", {"id": 1}, idempotency_key="a")
    enqueue("probe.x", {"id": 2}, idempotency_key="a")
    assert [message.payload for message in messages()] == [{"id": 1}]


@pytest.mark.usefixtures("database")
def test_run_sends_in_order_and_marks_done(sender: Refusing) -> None:
    for key in "abc":
        enqueue("probe.x", {}, idempotency_key=key)
    enqueue("probe.x", {}, idempotency_key="later", due_at=utcnow() + timedelta(hours=1))
    assert run_due() == 3
    assert run_due() == 0
    assert sender.got == ["a", "b", "c"]
    assert [message.done_at is not None for message in messages()] == [True, True, True, False]


@pytest.mark.usefixtures("database")
def test_failure_is_tried_again_later_and_keeps_others_going(sender: Refusing) -> None:
    sender.failures = 1
    enqueue("probe.x", {}, idempotency_key="a")
    enqueue("probe.x", {}, idempotency_key="b")
    run_due()
    first, second = messages()
    assert (first.done_at, first.attempts, first.leased_until) == (None, 1, None)
    assert first.due_at > utcnow()
    assert first.error == "ConnectionError: the other side does not answer"
    assert second.done_at is not None


@pytest.mark.usefixtures("database")
def test_message_that_never_goes_is_put_aside(sender: Refusing) -> None:
    sender.failures = MAX_ATTEMPTS + 1
    enqueue("probe.x", {}, idempotency_key="a")
    for _ in range(MAX_ATTEMPTS + 2):
        messages()[0].due_at = utcnow() - timedelta(seconds=1)
        session.flush()
        run_due()
    assert len(sender.got) == MAX_ATTEMPTS
    assert messages()[0].given_up_at is not None
    assert messages()[0].error is not None


@pytest.mark.usefixtures("database")
def test_message_of_a_kind_nobody_sends_is_kept() -> None:
    enqueue("unknown.x", {}, idempotency_key="a")
    run_due()
    assert (messages()[0].done_at, messages()[0].attempts) == (None, 1)


@pytest.mark.usefixtures("database")
def test_lease_of_a_dead_worker_runs_out(sender: Refusing) -> None:
    enqueue("probe.x", {}, idempotency_key="a")
    assert len(claim()) == 1
    assert run_due() == 0
    messages()[0].leased_until = utcnow() - LEASE
    session.flush()
    assert run_due() == 1
    assert messages()[0].attempts == 2


def test_back_off_doubles_to_an_hour() -> None:
    assert [round(back_off(n).total_seconds() / (10 * 2 ** (n - 1)), 0) for n in range(1, 8)] == [1] * 7
    assert timedelta(minutes=53) < back_off(30) < timedelta(minutes=67)


@pytest.mark.usefixtures("database")
def test_round_shows_life_and_survives_a_failing_chore(sender: Refusing) -> None:
    def broken() -> None:
        raise RuntimeError

    enqueue("probe.x", {}, idempotency_key="a")
    services.chore(broken)
    try:
        assert run_round() == 1
    finally:
        services._chores.remove(broken)
    assert last_beat() is not None
    assert utcnow() - (last_beat() or utcnow()) < timedelta(seconds=30)


def test_nothing_is_sent_for_an_act_that_was_rolled_back(live_app: Flask, sender: Refusing) -> None:
    def act() -> None:
        with unit_of_work():
            enqueue("probe.x", {}, idempotency_key="a")
            raise RuntimeError

    with live_app.app_context():
        with pytest.raises(RuntimeError):
            act()
        assert (run_due(), open_count()) == (0, 0)


def test_three_workers_share_the_work_without_doubles(live_app: Flask, sender: Refusing) -> None:
    with live_app.app_context(), unit_of_work():
        for number in range(60):
            enqueue("probe.x", {}, idempotency_key=str(number))

    def work() -> None:
        with live_app.app_context():
            while run_due(5):
                pass

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sorted(sender.got, key=int) == [str(number) for number in range(60)]
    with live_app.app_context():
        assert open_count() == 0


def test_failure_of_the_database_is_kept_without_what_was_to_be_written(live_app: Flask) -> None:
    def write_twice(message: OutboxMessage) -> None:
        session.execute(insert(OutboxMessage), [{"kind": "a.b", "payload": {}, "idempotency_key": "geheim", "due_at": utcnow()}] * 2)

    sends("leaky")(write_twice)
    try:
        with live_app.app_context():
            with unit_of_work():
                enqueue("leaky.one", {}, idempotency_key="leaky")
            run_due()
            message = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "leaky.one")).one()
            assert message.error is not None
            assert message.error.startswith("IntegrityError")
            assert "geheim" not in message.error
    finally:
        del services._senders["leaky"]
