"""Hidden texts leave the search at once, restored ones come back, with what hangs on them."""

from __future__ import annotations

from civic.events import subscribe
from civic.moderation.events import ContributionHidden, ContributionRestored
from civic.search import services


@subscribe(ContributionHidden)
def forget_hidden(event: ContributionHidden) -> None:
    """Out of sight, out of the index."""
    services.forget(event.contribution_id)


@subscribe(ContributionRestored)
def remember_restored(event: ContributionRestored) -> None:
    """Readable again."""
    services.remember(event.contribution_id)
