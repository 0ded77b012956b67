"""The chain over the entries: each link is keyed over its entry and the link before, so that a change anywhere shows.

Entries are sealed by the worker, not in the transaction that writes them: a chain has one end, and two people acting at the same moment
would otherwise wait for each other. What the chain cannot show is that its newest links were cut off together with their entries.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import UTC, timedelta

from sqlalchemy import exists, select, text

from civic.audit.models import AuditEntry, AuditLink
from civic.db import is_sqlite, session, utcnow
from civic.outbox.services import chore

ROUND = 1000
LATE = timedelta(minutes=10)
_LOCK = 0x6369766963
_WINDOW = 10_000
_SEARCH_SECONDS = 300.0


class _State:
    """The keys (the first one seals, all verify), and when the whole table is searched next."""

    keys: dict[str, bytes] = {}
    sealing: str = ""
    search_at: float = 0.0


def key_id(key: bytes) -> str:
    """A short name of a key that tells nothing about it."""
    return hashlib.sha256(key).hexdigest()[:16]


def configure(keys: list[bytes]) -> None:
    """Set the present key first, then those of earlier secrets."""
    _State.keys = {key_id(key): key for key in keys}
    _State.sealing = key_id(keys[0])


def mac_of(entry: AuditEntry, *, position: int, previous: str, key: bytes) -> str:
    """The link's keyed hash: HMAC-SHA256 over canonical JSON."""
    happened_at = entry.happened_at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [position, entry.id, entry.kind, entry.actor_id, entry.facts, happened_at, previous]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hmac.new(key, canonical.encode("ascii"), hashlib.sha256).hexdigest()


@chore
def seal_pending() -> None:
    """Link the entries that are not in the chain yet, a bounded number a round."""
    if not is_sqlite():
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    end = session.execute(select(AuditLink).order_by(AuditLink.position.desc()).limit(1)).scalar_one_or_none()
    position, previous, sealed_to = (end.position, end.mac, end.entry_id) if end is not None else (0, "", 0)
    pending = _pending(above=sealed_to - _WINDOW)
    if not pending and time.monotonic() >= _State.search_at:
        pending = _pending(above=0)
        _State.search_at = time.monotonic() + _SEARCH_SECONDS
    for entry in pending:
        position += 1
        previous = mac_of(entry, position=position, previous=previous, key=_State.keys[_State.sealing])
        session.add(AuditLink(position=position, entry_id=entry.id, key_id=_State.sealing, mac=previous))
    session.flush()


def _pending(*, above: int) -> list[AuditEntry]:
    """Unsealed entries near the end; a long transaction can commit entries with far lower ids, which the full search finds."""
    unsealed = ~exists(select(AuditLink.position).where(AuditLink.entry_id == AuditEntry.id))
    return list(session.scalars(select(AuditEntry).where(AuditEntry.id > above, unsealed).order_by(AuditEntry.id).limit(ROUND)))


def verify() -> list[str]:
    """Check every link; a sentence for the operator for each thing that is wrong."""
    problems: list[str] = []
    position, previous = 0, ""
    links = select(AuditLink, AuditEntry).outerjoin(AuditEntry, AuditEntry.id == AuditLink.entry_id).order_by(AuditLink.position)
    for link, entry in session.execute(links.execution_options(yield_per=ROUND, populate_existing=True)):
        if link.position != position + 1:
            problems.append(f"link {position + 1}: missing, the chain goes on at {link.position}")
        problem = _problem(link, entry, previous)
        if problem:
            problems.append(problem)
        position, previous = link.position, link.mac
    return problems + _late()


def _problem(link: AuditLink, entry: AuditEntry | None, previous: str) -> str:
    if entry is None:
        return f"entry {link.entry_id}: missing, link {link.position} names it"
    key = _State.keys.get(link.key_id)
    if key is None:
        return f"entry {entry.id}: forged, or sealed with a key that is not in the settings ({link.key_id})"
    if hmac.compare_digest(mac_of(entry, position=link.position, previous=previous, key=key), link.mac):
        return ""
    return f"entry {entry.id}: changed or forged, link {link.position} does not fit it"


def _late() -> list[str]:
    unsealed = ~exists(select(AuditLink.position).where(AuditLink.entry_id == AuditEntry.id))
    late = select(AuditEntry.id).where(unsealed, AuditEntry.happened_at < utcnow() - LATE).order_by(AuditEntry.id)
    return [f"entry {entry_id}: not sealed although it is older than ten minutes" for entry_id in session.scalars(late)]
