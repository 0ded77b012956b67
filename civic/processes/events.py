"""Facts about processes."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event
from civic.processes.models import Override


@dataclass(frozen=True, kw_only=True)
class ProcessChanged(Event):
    """Its words, or what it belongs to."""

    process_id: int


@dataclass(frozen=True, kw_only=True)
class ProcessPublished(Event):
    """Everybody can see it."""

    process_id: int


@dataclass(frozen=True, kw_only=True)
class PhaseChanged(Event):
    """A phase was added, changed or removed."""

    process_id: int


@dataclass(frozen=True, kw_only=True)
class PhaseOverridden(Event):
    """An administrator put a word over the clock; None gives the clock its right back."""

    process_id: int
    phase_id: int
    override: Override | None
