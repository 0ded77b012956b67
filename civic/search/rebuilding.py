"""The index anew as a whole, while the search goes on: for operators, after an upgrade or an import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from civic.contributions.models import Contribution
from civic.db import session, unit_of_work
from civic.processes.models import Process
from civic.search import services, storage, vocabulary
from civic.search.models import PROCESS, SearchDocument
from civic.search.sources import kinds
from civic.search.vocabulary import Tally


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rebuild is: `done` of `total` targets."""

    done: int
    total: int


def rebuild() -> Iterator[Progress]:
    """Index everything anew, a batch at a time, each in its own transaction: the search answers all the while. Outside a request only."""
    total = (session.scalar(select(func.count(Contribution.id))) or 0) + (session.scalar(select(func.count(Process.id))) or 0)
    session.rollback()
    tally, done = Tally(), 0
    for targets in (_processes, _contributions):
        after = 0
        while True:
            with unit_of_work():
                batch = targets(after)
                for kind, ids in batch.items():
                    services.put(kind, ids, tally)
            if not batch:
                break
            after, done = max(max(ids) for ids in batch.values()), done + sum(map(len, batch.values()))
            yield Progress(done, max(total, done))
    with unit_of_work():
        services.forget_documents(select(SearchDocument.id).where(SearchDocument.kind.not_in(kinds())))
        vocabulary.replace_all(tally)
    with unit_of_work():
        storage.tidy(session.connection())


def _processes(after: int) -> dict[str, list[int]]:
    ids = list(session.scalars(select(Process.id).where(Process.id > after).order_by(Process.id).limit(services.BATCH)))
    return {PROCESS: ids} if ids else {}


def _contributions(after: int) -> dict[str, list[int]]:
    batch: defaultdict[str, list[int]] = defaultdict(list)
    rows = select(Contribution.kind, Contribution.id).where(Contribution.id > after).order_by(Contribution.id).limit(services.BATCH)
    for kind, target_id in session.execute(rows):
        batch[str(kind)].append(target_id)
    return batch
