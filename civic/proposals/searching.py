"""Proposals in the search: their text from the moment they are public, their support as a weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from civic.contributions.models import Contribution, Kind
from civic.contributions.queries import READABLE
from civic.db import session
from civic.events import subscribe
from civic.proposals.events import ProposalImported, ProposalPublished, ProposalSupported, SupportWithdrawn
from civic.proposals.models import Proposal
from civic.search import queries, services
from civic.search.queries import Hit
from civic.search.sources import Place, Source, SourceText, register_source

_READABLE = (
    select(
        Proposal.id, Proposal.title, Proposal.problem, Proposal.body, Proposal.support_count, Contribution.process_id,
        Contribution.language, Contribution.published_at,
    )
    .join(Proposal.contribution)
    .where(Proposal.id.in_(bindparam("ids", expanding=True)), Contribution.visibility.in_(READABLE))
)  # fmt: skip


def load(ids: Sequence[int]) -> list[SourceText]:
    """The readable ones among some proposals."""
    return [
        SourceText(
            target_id=row.id, contribution_id=row.id, process_id=row.process_id, language=row.language, title=row.title,
            body="\n\n".join(part for part in (row.problem, row.body) if part),
            published_at=row.published_at, support_count=row.support_count,
        )
        for row in session.execute(_READABLE, {"ids": list(ids)})
    ]  # fmt: skip


def place_of(place: Place) -> dict[str, Any]:
    """The proposal's page."""
    return {"proposal_id": place.target_id}


def similar_proposals(text: str) -> list[Hit]:
    """Public proposals about the same thing, in any language, for somebody who is writing one."""
    return queries.similar(text, kind=str(Kind.PROPOSAL))


register_source(Kind.PROPOSAL, Source(load=load, endpoint="proposals.show", arguments=place_of))


@subscribe(ProposalPublished)
def index_published(event: ProposalPublished) -> None:
    """A draft became public."""
    _index(event.proposal_id)


@subscribe(ProposalImported)
def index_imported(event: ProposalImported) -> None:
    """A proposal came from another system."""
    _index(event.proposal_id)


def _index(proposal_id: int) -> None:
    for text in load([proposal_id]):
        services.add_text(Kind.PROPOSAL, text)


def _weigh(proposal_id: int, *, by: int) -> None:
    count = session.get_one(Proposal, proposal_id).support_count
    services.weigh(Kind.PROPOSAL, proposal_id, before=count - by, now=count)


@subscribe(ProposalSupported)
def weigh_supported(event: ProposalSupported) -> None:
    """One more."""
    _weigh(event.proposal_id, by=1)


@subscribe(SupportWithdrawn)
def weigh_withdrawn(event: SupportWithdrawn) -> None:
    """One fewer."""
    _weigh(event.proposal_id, by=-1)
