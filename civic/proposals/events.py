"""Facts about proposals."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event
from civic.proposals.models import ProposalStatus


@dataclass(frozen=True, kw_only=True)
class ProposalDrafted(Event):
    """A draft was begun."""

    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalPublished(Event):
    """A draft became public."""

    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalImported(Event):
    """A proposal came from another system."""

    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(Event):
    """Its author took it back; the text stays readable."""

    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalDecided(Event):
    """A moderator adopted it, did not adopt it, or began the review."""

    proposal_id: int
    status: ProposalStatus


@dataclass(frozen=True, kw_only=True)
class ProposalSupported(Event):
    """A person signed it."""

    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class SupportWithdrawn(Event):
    """A person took the signature back."""

    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class DraftDeleted(Event):
    """A draft was thrown away by its author."""

    proposal_id: int
