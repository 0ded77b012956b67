"""Tables of the audit. Both are append-only: triggers on both databases refuse UPDATE and DELETE (see the migrations)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Base, utcnow


class AuditEntry(Base):
    """One fact: its kind, who acted, when, and the ids it is about. No text that a person wrote, no secret, no ballot choice."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80), index=True)
    actor_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    happened_at: Mapped[datetime] = mapped_column(default=utcnow)


class AuditLink(Base):
    """One link of the chain: `mac` is keyed over the entry and the link before. Sealed in batches by the worker."""

    __tablename__ = "audit_link"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey(AuditEntry.id), unique=True)
    key_id: Mapped[str] = mapped_column(String(16))
    mac: Mapped[str] = mapped_column(String(64))
