"""Facts about the town."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class TownChanged(Event):
    """Name or contact."""


@dataclass(frozen=True, kw_only=True)
class ReadingsChanged(Event):
    """Readings were added, changed or deleted: how many."""

    amount: int


@dataclass(frozen=True, kw_only=True)
class WordingChanged(Event):
    """A sentence of the interface is said differently, or as shipped again. `sentence` is its key."""

    language: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PlaceChanged(Event):
    """An area, category or department was added, changed, or switched on or off. `kind` is its table."""

    kind: str
    place_id: int
