"""The words of official responses, for those who translate them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from civic.contributions.models import Contribution, Kind
from civic.db import session
from civic.events import subscribe
from civic.handoff.events import OfficialResponsePublished
from civic.handoff.models import OfficialResponse
from civic.handoff.queries import Progress, ResponseLine
from civic.translations.automatic import translate_as_promised
from civic.translations.texts import Item, Piece, contribution_item, texts_of


def answer_items(found: Progress | None) -> list[Item]:
    """The answer on a proposal's page."""
    if found is None or found.response is None or found.language is None:
        return []
    return [contribution_item(found.response.id, [Piece("body", found.language, found.response.body)], is_official=True)]


def line_items(lines: Iterable[ResponseLine]) -> list[Item]:
    """The answers of a list, and the titles of the proposals that they answer, each once."""
    lines = list(lines)
    answers = [contribution_item(line.id, [Piece("body", line.language, line.body)], is_official=True) for line in lines]
    titles = {line.proposal_id: Piece("title", line.title_language, line.title) for line in lines}
    return [*answers, *(contribution_item(proposal_id, [title]) for proposal_id, title in titles.items())]


@texts_of(Kind.RESPONSE)
def response_texts(ids: Sequence[int]) -> dict[int, list[Piece]]:
    """What the department says. One statement."""
    rows = session.execute(
        select(OfficialResponse.id, Contribution.language, OfficialResponse.body)
        .join(Contribution, Contribution.id == OfficialResponse.id)
        .where(OfficialResponse.id.in_(ids))
    )
    return {row[0]: [Piece("body", row[1], row[2])] for row in rows}


@subscribe(OfficialResponsePublished)
def translate_response(event: OfficialResponsePublished) -> None:
    """Where the process translates by itself."""
    translate_as_promised("contribution", event.response_id)
