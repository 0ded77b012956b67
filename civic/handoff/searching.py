"""Official responses in the search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from civic.contributions.models import Contribution, Kind
from civic.contributions.queries import READABLE
from civic.db import session
from civic.events import subscribe
from civic.handoff.events import OfficialResponsePublished
from civic.handoff.models import OfficialResponse
from civic.search import services
from civic.search.sources import Place, Source, SourceText, register_source

_READABLE = (
    select(
        OfficialResponse.id,
        OfficialResponse.body,
        Contribution.process_id,
        Contribution.language,
        Contribution.published_at,
        Contribution.root_id,
    )
    .join(OfficialResponse.contribution)
    .where(OfficialResponse.id.in_(bindparam("ids", expanding=True)), Contribution.visibility.in_(READABLE))
)


def load(ids: Sequence[int]) -> list[SourceText]:
    """The readable ones among some responses."""
    return [
        SourceText(
            target_id=row.id, contribution_id=row.id, process_id=row.process_id, language=row.language, body=row.body,
            published_at=row.published_at, root_id=row.root_id,
        )
        for row in session.execute(_READABLE, {"ids": list(ids)})
    ]  # fmt: skip


def place_of(place: Place) -> dict[str, Any]:
    """The page of the proposal that it answers."""
    return {"proposal_id": place.root_id}


register_source(Kind.RESPONSE, Source(load=load, endpoint="proposals.show", arguments=place_of))


@subscribe(OfficialResponsePublished)
def index_response(event: OfficialResponsePublished) -> None:
    """The town answered."""
    for text in load([event.response_id]):
        services.add_text(Kind.RESPONSE, text)
