"""The search on many texts: right answers, time of the processor, sizes, and what indexing adds to saving a text.

    python -m bench.search [--amount 100000] [--million] [--write]

SQLite always; PostgreSQL as well when `CIVIC_TEST_POSTGRES_URL` names a server on this machine, whose processes' time is counted, too.
Texts are those of `tests/search`: recombined sentences in fourteen languages, queries whose answers are known by patterns.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from civic.comments.events import CommentPosted
from civic.comments.searching import index_comment
from civic.db import db, is_sqlite, session, unit_of_work
from civic.events import _subscribers
from civic.search import queries, services
from civic.search.rebuilding import rebuild
from tests.conftest import signed_in_browser
from tests.databases import POSTGRES, application, fresh_database
from tests.factories import make_process, make_proposal, make_town, make_user
from tests.search.corpus import MENDED, QUERIES, make_texts
from tests.search.filling import write_texts

ROUNDS, SAVES = 3, 150
FIRST = 20
PERFORMANCE = Path("docs/performance.md")
TEXT = "駅前の自転車置き場に屋根をつけてください。雨の日に子どもと乗るとき、とても困っています。よろしくお願いします。" * 3


@dataclass
class Figures:
    """What was measured on one database."""

    engine: str
    amount: int
    recall: float = 0
    precision: float = 0
    groups: dict[str, tuple[float, float, int]] = field(default_factory=dict)
    times: list[tuple[float, str]] = field(default_factory=list)
    sizes: dict[str, float] = field(default_factory=dict)
    index_seconds: float = 0
    saving: float = 0
    mended: int = 0
    answers: dict[str, str] = field(default_factory=dict)

    def percentile(self, share: float) -> float:
        """Milliseconds of processor time of a page of results."""
        ordered = sorted(time for time, _query in self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def processor_seconds(backend: int | None) -> float:
    """Time of this process and of the database's process that serves it."""
    served = int(Path(f"/proc/{backend}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9 if backend else 0.0
    return time.process_time() + served


def backend_pid() -> int | None:
    """The database's process, if it is another one."""
    return None if is_sqlite() else int(session.scalar(text("SELECT pg_backend_pid()")) or 0)


def measure(engine: str, server: str, amount: int) -> Figures:
    """All figures of one database."""
    found = Figures(engine, amount)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = stack.enter_context(fresh_database(place, server=server))
        app = stack.enter_context(application(place, address, RATE_LIMITS="off"))
        stack.enter_context(app.app_context())
        with unit_of_work():
            make_town()
            process, author = make_process("道"), make_user()
            process.question = process.background = process.what_happens_next = "道"
            session.flush()
            write_texts(make_texts(amount), process=process, author=author)
        reset_numbers()
        _index(found)
        _sizes(found)
        _answers(found)
        _times(found)
        found.saving = saving_ratio(app)
    return found


def reset_numbers() -> None:
    """The texts came with numbers of their own: the next contribution gets a higher one."""
    if not is_sqlite():
        with unit_of_work():
            session.execute(text("SELECT setval('contribution_id_seq', (SELECT max(id) FROM contribution))"))


def _index(found: Figures) -> None:
    started = time.process_time()
    for progress in rebuild():
        if progress.done % 20_000 < services.BATCH:
            sys.stderr.write(f"{found.engine}: {progress.done:,} of {progress.total:,} indexed\n")
    found.index_seconds = time.process_time() - started
    if not is_sqlite():
        session.remove()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("search_text", "search_document", "contribution", "proposal", "comment"):
                connection.execute(text(f"VACUUM ANALYZE {table}"))
    session.remove()


def _sizes(found: Figures) -> None:
    if is_sqlite():
        rows = session.execute(text("SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE 'search%' GROUP BY name"))
        sizes = {name: size / 1e6 for name, size in rows}
        found.sizes = {"index": sum(size for name, size in sizes.items() if name.startswith("search_fts")), "all": sum(sizes.values())}
    else:
        index = session.scalar(text("SELECT pg_relation_size('ix_search_text_tokens')")) or 0
        tables = ("search_text", "search_document", "search_term")
        total = sum(session.scalar(text("SELECT pg_total_relation_size(CAST(:t AS regclass))"), {"t": name}) or 0 for name in tables)
        found.sizes = {"index": index / 1e6, "all": total / 1e6}
    session.remove()


def _answers(found: Figures) -> None:
    truths = {asked.typed: bytearray(found.amount + 1) for asked in QUERIES}
    for one in make_texts(found.amount):
        for asked in QUERIES:
            if asked.is_answered_by(one):
                truths[asked.typed][one.number] = 1
    by_group: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for asked in QUERIES:
        truth = truths.pop(asked.typed)
        got = array("l", (target_id for kind, target_id in queries.matching(asked.typed) if kind != "process"))
        session.rollback()
        found.answers[asked.typed] = hashlib.sha256(got.tobytes()).hexdigest()
        right, page = sum(truth), got[:FIRST]
        precision = sum(truth[number] for number in page) / len(page) if page else float(not right)
        by_group[asked.group].append((sum(truth[number] for number in got) / right if right else 1.0, precision))
    pairs = list(itertools.chain(*by_group.values()))
    found.recall, found.precision = (statistics.fmean(pair[part] for pair in pairs) for part in (0, 1))
    found.groups = {
        group: (statistics.fmean(recall for recall, _p in some), statistics.fmean(precision for _r, precision in some), len(some))
        for group, some in by_group.items()
    }
    found.mended = sum(queries.search(typed).instead is not None for typed, _pattern in MENDED)
    session.remove()


def _times(found: Figures) -> None:
    backend = backend_pid()
    for number in range(ROUNDS + 1):
        for asked in QUERIES:
            before = processor_seconds(backend)
            queries.search(asked.typed)
            if number:
                found.times.append(((processor_seconds(backend) - before) * 1000, asked.typed))
    session.remove()


@contextmanager
def without_indexing() -> Iterator[None]:
    """Comments are saved as if there were no search."""
    reactions = _subscribers[CommentPosted]
    place = reactions.index(index_comment)
    del reactions[place]
    try:
        yield
    finally:
        reactions.insert(place, index_comment)


def saving_ratio(app: Flask) -> float:
    """Processor time of posting a comment, the whole request with its commit, against the same without the search. Both alternate."""
    with unit_of_work():
        author, proposal = make_user(), make_proposal()
        browser, address = signed_in_browser(app, author), f"/ja/proposals/{proposal.id}/comments"
    backend = backend_pid()
    session.remove()
    spent: defaultdict[bool, list[float]] = defaultdict(list)
    for number in range(SAVES * 2):
        is_indexed = number % 2 == 0
        before = processor_seconds(backend)
        with nullcontext() if is_indexed else without_indexing():
            answer = browser.post(address, data={"body": f"{TEXT}{number}", "stance": "for", "token": f"t{number}"})
        assert answer.status_code == 303, answer.status_code
        spent[is_indexed].append(processor_seconds(backend) - before)
    return statistics.median(spent[True]) / statistics.median(spent[False])


def report(all_figures: list[Figures]) -> str:
    """The tables for docs/performance.md."""
    lines = [
        "| what | " + " | ".join(f"{one.engine}, {one.amount:,} texts" for one in all_figures) + " | aim |",
        "| --- |" + " --- |" * (len(all_figures) + 1),
    ]

    def row(what: str, values: list[str], aim: str) -> None:
        lines.append(f"| {what} | " + " | ".join(values) + f" | {aim} |")

    row(f"recall over {len(QUERIES)} queries", [f"{one.recall:.3f}" for one in all_figures], "≥ 0.97")
    for group in ("one kanji", "two kanji"):
        row(f"recall, {group}", [f"{one.groups[group][0]:.3f}" for one in all_figures], "1")
    row(f"precision of the first {FIRST}", [f"{one.precision:.3f}" for one in all_figures], "≥ 0.99")
    row("slips mended", [f"{one.mended} of {len(MENDED)}" for one in all_figures], "")
    row("page of results, CPU, median", [f"{one.percentile(0.5):.1f} ms" for one in all_figures], "")
    row(
        "page of results, CPU, p95",
        [f"{one.percentile(0.95):.1f} ms" for one in all_figures],
        "≤ 15 ms SQLite, ≤ 30 ms PostgreSQL; 3 × that at 1,000,000",
    )
    row("size of the index", [f"{one.sizes['index']:.0f} MB" for one in all_figures], "")
    row("all tables of the search", [f"{one.sizes['all']:.0f} MB" for one in all_figures], "")
    row("indexing a text with its words, CPU", [f"{one.index_seconds / one.amount * 1000:.2f} ms" for one in all_figures], "")
    row("saving a comment, CPU, with indexing against without", [f"{one.saving:.2f} ×" for one in all_figures], "≤ 1.25 ×")
    lines += ["", "| group of queries | queries | " + " | ".join(f"{one.engine}: recall / precision" for one in all_figures) + " |"]
    lines.append("| --- |" + " --- |" * (len(all_figures) + 1))
    for group, (_recall, _precision, number) in all_figures[0].groups.items():
        pairs = " | ".join(f"{one.groups[group][0]:.3f} / {one.groups[group][1]:.3f}" for one in all_figures)
        lines.append(f"| {group} | {number} | {pairs} |")
    return "\n".join(lines)


def differences(one: Figures, other: Figures) -> list[str]:
    """The queries whose results or order differ between two databases."""
    return [typed for typed, digest in one.answers.items() if digest != other.answers[typed]]


def write_section(table: str) -> None:
    """Put the tables into docs/performance.md, in place of those of an earlier run."""
    head = "## Search"
    before, _head, after = PERFORMANCE.read_text(encoding="utf-8").partition(f"{head}\n")
    following = after.partition("\n## ")[2]
    written = (
        f"{before.rstrip()}\n\n{head}\n\nWritten by `python -m bench.search --write`: {len(QUERIES)} queries with known answers. CPU of"
        f" this process and of the database's, warm, {ROUNDS} rounds.\n\n{table}\n"
    )
    PERFORMANCE.write_text(written + (f"\n## {following}" if following else ""), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and with `--write` write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--amount", type=int, default=100_000)
    parser.add_argument("--million", action="store_true", help="measure 1,000,000 texts instead")
    parser.add_argument("--sqlite-only", action="store_true")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    chosen = parser.parse_args(arguments)
    amount = 1_000_000 if chosen.million else chosen.amount
    figures = [measure("SQLite", "", amount)]
    said = ""
    if POSTGRES and not chosen.sqlite_only:
        figures.append(measure("PostgreSQL", POSTGRES, amount))
        differing = differences(*figures)
        said = (
            f"Queries with other ids or another order on the other database: {len(differing)} of {len(QUERIES)}. {' '.join(differing)}\n\n"
        )
    said += report(figures)
    sys.stdout.write(said + "\n")
    for one in figures:
        slowest = [(round(spent, 1), typed) for spent, typed in sorted(one.times, reverse=True)[:8]]
        sys.stderr.write(f"\n{one.engine}, slowest: {json.dumps(slowest, ensure_ascii=False)}\n")
    if chosen.write:
        write_section(said)


if __name__ == "__main__":
    os.environ.setdefault("CIVIC_LOG_LEVEL", "ERROR")
    main()
