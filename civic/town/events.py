"""Facts about the town."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class TownChanged(Event):
    """Name or contact."""


@dataclass(frozen=True, kw_only=True)
class PlaceChanged(Event):
    """An area, category or department was added, changed, or switched on or off. `kind` is its table."""

    kind: str
    place_id: int
