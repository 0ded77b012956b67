"""Facts about moderation."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class ContributionHidden(Event):
    """A moderator hid a text."""

    contribution_id: int


@dataclass(frozen=True, kw_only=True)
class ContributionRestored(Event):
    """A moderator showed a hidden text again."""

    contribution_id: int
