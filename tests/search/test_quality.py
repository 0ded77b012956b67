"""Right answers on a corpus in fourteen languages, and the same ones on both databases."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from civic.db import unit_of_work
from civic.search import queries
from tests.databases import POSTGRES, SERVER, application, fresh_database
from tests.factories import make_process, make_town, make_user
from tests.search.corpus import MENDED, QUERIES, Asked, Text, make_texts
from tests.search.filling import index_all, write_texts

AMOUNT, FIRST = 700, 20


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """The corpus."""
    return list(make_texts(AMOUNT))


def filled(folder: Path, server: str, texts: list[Text]) -> Iterator[None]:
    """An application context on a database with the corpus."""
    with fresh_database(folder, server=server) as address, application(folder, address) as app, app.app_context():
        with unit_of_work():
            make_town()
            process = make_process("道")
            process.question = process.background = process.what_happens_next = "道"
            write_texts(texts, process=process, author=make_user())
        index_all()
        yield


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory, texts: list[Text]) -> Iterator[dict[str, list[int]]]:
    """All results of each query, in order, on the database of this run, which stays open."""
    for _ready in filled(tmp_path_factory.mktemp("search"), SERVER, texts):
        yield {asked.typed: found(asked.typed) for asked in QUERIES}


def found(typed: str) -> list[int]:
    """The numbers of the texts."""
    return [target_id for kind, target_id in queries.matching(typed) if kind != "process"]


def truth(asked: Asked, texts: list[Text]) -> set[int]:
    """The numbers that should be found."""
    return {text.number for text in texts if asked.is_answered_by(text)}


def test_every_query_has_an_answer(texts: list[Text]) -> None:
    assert len(QUERIES) >= 70
    assert len({text.language for text in texts}) >= 10
    assert [asked.typed for asked in QUERIES if not truth(asked, texts)] == []


def test_recall(answers: dict[str, list[int]], texts: list[Text]) -> None:
    recalls = {asked.typed: len(truth(asked, texts).intersection(answers[asked.typed])) / len(truth(asked, texts)) for asked in QUERIES}
    assert {typed for typed, recall in recalls.items() if recall < 0.9} == set()
    assert statistics.fmean(recalls.values()) >= 0.99


def test_short_queries_find_everything(answers: dict[str, list[int]], texts: list[Text]) -> None:
    missed = {asked.typed: truth(asked, texts).difference(answers[asked.typed]) for asked in QUERIES if len(asked.typed) <= 2}
    assert {typed for typed, numbers in missed.items() if numbers} == set()


def test_first_results_are_right(answers: dict[str, list[int]], texts: list[Text]) -> None:
    shares = []
    for asked in QUERIES:
        right = truth(asked, texts)
        page = answers[asked.typed][: min(FIRST, len(right))]
        shares.append(sum(number in right for number in page) / len(page))
    assert statistics.fmean(shares) >= 0.99


def test_slips_are_mended(answers: dict[str, list[int]], texts: list[Text]) -> None:
    by_number = {text.number: text for text in texts}
    wrong = []
    for typed, pattern in MENDED:
        results = queries.search(typed)
        right = Asked(typed, pattern, "")
        if not results.instead or not all(right.is_answered_by(by_number[hit.target_id]) for hit in results.hits):
            wrong.append((typed, results.instead))
    assert wrong == []


def test_what_was_found_is_marked(answers: dict[str, list[int]]) -> None:
    unmarked = []
    for asked in QUERIES:
        for hit in queries.search(asked.typed).hits:
            if not any(part.is_found for part in (*hit.heading, *hit.body)):
                unmarked.append((asked.typed, hit.target_id))
    assert len(unmarked) <= 0.02 * len(QUERIES) * FIRST, unmarked[:20]


@pytest.mark.skipif(bool(SERVER) or not POSTGRES, reason="compares SQLite with PostgreSQL once, in the run on SQLite")
def test_both_databases_give_the_same_in_the_same_order(
    answers: dict[str, list[int]], tmp_path_factory: pytest.TempPathFactory, texts: list[Text]
) -> None:
    for _ready in filled(tmp_path_factory.mktemp("other"), POSTGRES, texts):
        assert {asked.typed: found(asked.typed) for asked in QUERIES} == answers
