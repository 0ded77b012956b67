"""Facts about handoffs and official responses."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class HandedOver(Event):
    """A coordinator gave an adopted proposal to a department."""

    handoff_id: int
    proposal_id: int
    department_id: int


@dataclass(frozen=True, kw_only=True)
class HandoffReturned(Event):
    """The department gave it back to the desk: it is not theirs."""

    handoff_id: int


@dataclass(frozen=True, kw_only=True)
class OfficialResponsePublished(Event):
    """The department answered in public."""

    response_id: int
    handoff_id: int
    proposal_id: int
