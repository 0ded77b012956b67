"""Put a message into the outbox; run what is due."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from civic.db import insert_once, is_sqlite, session, unit_of_work, utcnow
from civic.outbox.models import OutboxMessage, WorkerPulse

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
log = structlog.get_logger()

Sender = Callable[[OutboxMessage], None]
_senders: dict[str, Sender] = {}
_chores: list[Callable[[], None]] = []


def sends(prefix: str) -> Callable[[Sender], Sender]:
    """Decorate the function that sends messages whose kind starts with `prefix` and a dot. It raises to have the message tried again."""

    def register(sender: Sender) -> Sender:
        _senders[prefix] = sender
        return sender

    return register


def chore(run: Callable[[], None]) -> Callable[[], None]:
    """Decorate a short idempotent task that the worker runs in each round, in a transaction of its own."""
    if run not in _chores:
        _chores.append(run)
    return run


def enqueue(kind: str, payload: dict[str, Any], *, idempotency_key: str, due_at: datetime | None = None) -> None:
    """Write a message in the present transaction; the same key twice is one message."""
    if insert_once(OutboxMessage, kind=kind, payload=payload, idempotency_key=idempotency_key, due_at=due_at or utcnow()) is None:
        log.info("outbox.duplicate", kind=kind)


def claim(limit: int = 20) -> list[int]:
    """Take due messages for this worker by a lease; returns their ids. Commits."""
    now = utcnow()
    due = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.done_at.is_(None),
            OutboxMessage.given_up_at.is_(None),
            OutboxMessage.due_at <= now,
            or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until < now),
        )
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
    )
    with unit_of_work():
        ids = list(session.scalars(due if is_sqlite() else due.with_for_update(skip_locked=True)))
        if ids:
            session.execute(
                update(OutboxMessage)
                .where(OutboxMessage.id.in_(ids))
                .values(leased_until=now + LEASE, attempts=OutboxMessage.attempts + 1)
                .execution_options(synchronize_session=False)
            )
    return ids


def run_due(limit: int = 20) -> int:
    """Send what is due, each message in its own transaction; returns how many were tried. At least once: see docs/operating.md."""
    ids = claim(limit)
    for message_id in ids:
        _run_one(message_id)
    return len(ids)


def _run_one(message_id: int) -> None:
    session.expire_all()
    try:
        with unit_of_work():
            message = session.get_one(OutboxMessage, message_id)
            _senders[message.kind.split(".", 1)[0]](message)
            message.done_at, message.leased_until, message.error = utcnow(), None, None
    except Exception as error:
        log.warning("outbox.failed", message_id=message_id, error=type(error).__name__)
        with unit_of_work():
            message = session.get_one(OutboxMessage, message_id)
            message.leased_until, message.error = None, _said(error)
            if message.attempts >= MAX_ATTEMPTS:
                message.given_up_at = utcnow()
            else:
                message.due_at = utcnow() + back_off(message.attempts)


def _said(error: Exception) -> str:
    """What operators read. A database's error quotes what was to be written, which may be anybody's text."""
    return type(error).__name__ if isinstance(error, SQLAlchemyError) else f"{type(error).__name__}: {error}"[:500]


def back_off(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 10 s doubling to an hour at most, with a fifth of jitter."""
    seconds = min(10 * 2 ** (attempts - 1), 3600)
    return timedelta(seconds=seconds * random.uniform(0.9, 1.1))


def run_round() -> int:
    """One round of the worker: sign of life, chores, due messages. Returns how many messages were tried."""
    with unit_of_work():
        beat()
    for run in _chores:
        try:
            with unit_of_work():
                run()
        except Exception:
            log.exception("worker.chore_failed", chore=run.__name__)
    return run_due()


def beat() -> None:
    """Record the worker's sign of life."""
    pulse = session.get(WorkerPulse, 1)
    if pulse is None:
        session.add(WorkerPulse(id=1, beat_at=utcnow()))
    else:
        pulse.beat_at = utcnow()


def last_beat() -> datetime | None:
    """When the worker last showed itself."""
    return session.scalar(select(WorkerPulse.beat_at).where(WorkerPulse.id == 1))


def open_count() -> int:
    """How many messages wait."""
    return session.scalar(select(func.count()).select_from(OutboxMessage).where(OutboxMessage.done_at.is_(None))) or 0
