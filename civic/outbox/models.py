"""Messages that wait to be sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Base, utcnow


class OutboxMessage(Base):
    """One thing to send. `payload` holds ids only: what is sent is made at sending time, in the receiver's language.

    Due while `done_at` and `given_up_at` are null, `due_at` has passed and the lease is over.
    A worker that dies leaves its lease to run out.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_open", "due_at", sqlite_where=text("done_at IS NULL AND given_up_at IS NULL"),
              postgresql_where=text("done_at IS NULL AND given_up_at IS NULL")),
        CheckConstraint("done_at IS NULL OR given_up_at IS NULL", name="one_end"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    due_at: Mapped[datetime] = mapped_column(default=utcnow)
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


class WorkerPulse(Base):
    """The last sign of life of the background worker, one row; `/readyz` reads it."""

    __tablename__ = "worker_pulse"

    id: Mapped[int] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]
