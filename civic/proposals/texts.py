"""The words of proposals, for those who translate them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from civic.contributions.models import Contribution, Kind
from civic.db import session
from civic.events import subscribe
from civic.i18n.pages import current_language
from civic.processes.models import Process
from civic.proposals.events import ProposalDecided, ProposalPublished
from civic.proposals.models import Proposal
from civic.proposals.queries import ProposalCard
from civic.translations.automatic import translate_as_promised
from civic.translations.texts import Item, Piece, contribution_item, texts_of


def proposal_pieces(proposal: Proposal, *, language: str, process_language: str) -> list[Piece]:
    """Title and texts in the author's language, the reason of a decision in the language of the process."""
    own = [Piece(name, language, getattr(proposal, name)) for name in ("title", "problem", "body")]
    return [*own, Piece("decision_reason", process_language, proposal.decision_reason)]


def proposal_item(proposal: Proposal) -> Item:
    """A proposal that was read with its contribution and process."""
    contribution = proposal.contribution
    pieces = proposal_pieces(proposal, language=contribution.language, process_language=contribution.process.language)
    return contribution_item(proposal.id, pieces, process_id=contribution.process_id)


def card_items(cards: Iterable[ProposalCard]) -> list[Item]:
    """The titles of a list that are in another language than the page: only these can need a translation."""
    here = current_language().tag
    return [
        contribution_item(card.id, [Piece("title", card.language, card.title)], process_id=card.process_id)
        for card in cards
        if card.language != here
    ]


@texts_of(Kind.PROPOSAL)
def proposal_texts(ids: Sequence[int]) -> dict[int, list[Piece]]:
    """All texts of a proposal that a page shows. One statement."""
    rows = session.execute(
        select(Proposal, Contribution.language, Process.language)
        .join(Contribution, Contribution.id == Proposal.id)
        .join(Process, Process.id == Contribution.process_id)
        .where(Proposal.id.in_(ids))
    )
    return {row[0].id: proposal_pieces(row[0], language=row[1], process_language=row[2]) for row in rows}


@subscribe(ProposalPublished)
def translate_proposal(event: ProposalPublished) -> None:
    """Where the process translates by itself."""
    translate_as_promised("contribution", event.proposal_id)


@subscribe(ProposalDecided)
def translate_decision(event: ProposalDecided) -> None:
    """The reason of the decision is a text more."""
    translate_as_promised("contribution", event.proposal_id)
