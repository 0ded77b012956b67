"""Reactions to facts below: processes are indexed. And the worker's part: dictionary words for rows that wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from civic.contributions.events import LanguageCorrected
from civic.contributions.models import Contribution
from civic.db import session
from civic.events import subscribe
from civic.outbox.services import chore
from civic.processes.events import PhaseChanged, ProcessChanged, ProcessPublished
from civic.processes.models import Phase, Process
from civic.search import services
from civic.search.models import PROCESS
from civic.search.sources import Place, Source, SourceText, register_source

TURNS = 5


def load_processes(ids: Sequence[int]) -> list[SourceText]:
    """The framing of published processes, with the names of their phases."""
    phases: dict[int, list[str]] = {}
    for process_id, title, description in session.execute(
        select(Phase.process_id, Phase.title, Phase.description).where(Phase.process_id.in_(ids)).order_by(Phase.starts_at, Phase.id)
    ):
        phases.setdefault(process_id, []).append(f"{title}\n{description}")
    rows = session.scalars(select(Process).where(Process.id.in_(ids), Process.published_at.is_not(None)))
    return [
        SourceText(
            target_id=row.id, contribution_id=None, process_id=row.id, language=row.language, title=row.title,
            body="\n\n".join((row.question, row.background, row.what_happens_next, *phases.get(row.id, ()))),
            published_at=row.published_at or row.created_at,
        )
        for row in rows
    ]  # fmt: skip


def process_address(place: Place) -> dict[str, Any]:
    """A process's own page."""
    return {"process_id": place.target_id}


register_source(PROCESS, Source(load=load_processes, endpoint="processes.show", arguments=process_address))


@subscribe(ProcessPublished)
def index_published(event: ProcessPublished) -> None:
    """Everybody can read it now."""
    services.refresh(PROCESS, [event.process_id])


@subscribe(ProcessChanged)
def index_changed(event: ProcessChanged) -> None:
    """Its words changed."""
    services.refresh(PROCESS, [event.process_id])


@subscribe(PhaseChanged)
def index_phase(event: PhaseChanged) -> None:
    """The words of a phase changed."""
    services.refresh(PROCESS, [event.process_id])


@subscribe(LanguageCorrected)
def index_in_other_language(event: LanguageCorrected) -> None:
    """It was written in another language than was believed; a draft still has no row."""
    kind = session.scalar(select(Contribution.kind).where(Contribution.id == event.contribution_id))
    if kind is not None:
        services.refresh(str(kind), [event.contribution_id])


@chore
def analyse_waiting_texts() -> None:
    """Some of the rows that wait; a fifth of a second's work at most, since on SQLite nobody else can write meanwhile."""
    for _turn in range(TURNS):
        if services.analyse_waiting() < services.ROUND:
            break
