"""Every fact of the house becomes an entry, in the same transaction."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import insert

from civic.audit.models import AuditEntry
from civic.db import session
from civic.events import Event, subscribe

_ENTRY = insert(AuditEntry)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


@subscribe(Event)
def record(event: Event) -> None:
    """Write the fact down as `<feature>.<EventClass>`."""
    kind = type(event)
    facts = {field.name: _plain(getattr(event, field.name)) for field in fields(event) if field.name != "actor_id"}
    values = {"kind": f"{kind.__module__.split('.')[1]}.{kind.__name__}", "actor_id": event.actor_id, "facts": facts}
    session.connection().execute(_ENTRY, values)
