"""Filters, pages, words while typing, similar texts; only what everybody may read, in counts, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.proposals.models import Proposal, ProposalStatus
from civic.search import queries, services, sources
from civic.search.engine import CANDIDATES
from civic.search.plan import Marks
from civic.search.queries import PAGE, Filters, Since
from civic.search.snippets import Part, shown
from tests.factories import make_comment, make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


@dataclass(frozen=True)
class Version:
    """A published translation."""

    target_id: int
    language: str
    title: str
    body: str


@pytest.fixture
def versions() -> Iterator[list[Version]]:
    """Translations that the search is told of."""
    made: list[Version] = []

    def give(kind: str, ids: Any) -> list[Version]:
        return [one for one in made if kind == "proposal" and one.target_id in ids]

    sources.register_versions(give)
    yield made
    sources._versions.remove(give)


def indexed(*proposals: Proposal) -> None:
    """In the index, with words."""
    services.refresh("proposal", [one.id for one in proposals])
    while services.analyse_waiting():
        pass


def ids(typed: str, **narrowed: Any) -> list[int]:
    """The numbers of the first page."""
    return [hit.target_id for hit in queries.search(typed, Filters(**narrowed)).hits]


def test_title_comes_before_body_and_newer_before_older() -> None:
    now = utcnow()
    process = make_process("道")
    old, new = (make_proposal("道", body="噴水", process=process, published_at=now - timedelta(days=days)) for days in (900, 1))
    title = make_proposal("噴水", body="x", process=process, published_at=now - timedelta(days=2000))
    indexed(old, new, title)
    assert ids("噴水") == [title.id, new.id, old.id]


def test_word_comes_before_letters_inside_another_word() -> None:
    inside, word = make_proposal("東京都の例", body="x"), make_proposal("例", body="京都の例")
    indexed(inside, word)
    assert ids("京都") == [word.id, inside.id]


def test_filters() -> None:
    now = utcnow()
    one, other = make_process("甲"), make_process("乙")
    old = make_proposal("噴水", process=one, published_at=now - timedelta(days=200))
    new = make_proposal("噴水", process=other)
    english = make_proposal("Fountain 噴水", process=other, language="en")
    comment = make_comment("噴水", subject=old)
    indexed(old, new, english)
    services.refresh("comment", [comment.id])
    assert set(ids("噴水")) == {old.id, new.id, english.id, comment.id}
    assert ids("噴水", kind="comment") == [comment.id]
    assert ids("噴水", language="en") == [english.id]
    assert set(ids("噴水", process_id=one.id)) == {old.id, comment.id}
    assert set(ids("噴水", since=Since.MONTH)) == {new.id, english.id, comment.id}
    assert ids("噴水", since=Since.WEEK, kind="proposal", language="ja") == [new.id]
    assert Filters(kind="comment", since=Since.WEEK).active == {"kind": "comment", "since": "week"}


def test_pages_follow_each_other_and_the_count_is_bounded() -> None:
    process, author = make_process("道"), make_user()
    made = [make_proposal(f"噴水{number}", process=process, author=author) for number in range(PAGE + 5)]
    indexed(*made)
    first, second = queries.search("噴水"), queries.search("噴水", page=2)
    assert (first.total, first.has_more, second.has_more, first.is_bounded) == (PAGE + 5, True, False, False)
    assert [hit.target_id for hit in (*first.hits, *second.hits)] == [one.id for one in reversed(made)]
    assert queries.search("噴水", page=999).hits == []
    assert CANDIDATES // PAGE * PAGE == CANDIDATES


def test_search_costs_the_same_statements_with_one_result_and_with_three(count_statements: Callable[[], Any]) -> None:
    process, author = make_process("道"), make_user()
    counts = []
    for _round in range(2):
        indexed(*(make_proposal("噴水", process=process, author=author) for _each in range(1 if not counts else 2)))
        with count_statements() as counted:
            queries.search("噴水")
        counts.append(counted.count)
    assert counts[0] == counts[1]


def test_translation_finds_the_original(versions: list[Version]) -> None:
    proposal = make_proposal("公園にベンチを", body="二つ置く")
    versions.append(Version(proposal.id, "pt-BR", "Bancos no parque", "Dois bancos"))
    indexed(proposal)
    (hit,) = queries.search("parque").hits
    assert (hit.target_id, hit.language, hit.is_original, hit.original_language) == (proposal.id, "pt-BR", False, "ja")
    assert hit.heading == [Part("Bancos no "), Part("parque", True)]
    assert ids("公園") == ids("parque", language="pt-BR") == [proposal.id]
    assert ids("parque", language="ja") == []
    versions.clear()
    services.refresh("proposal", [proposal.id])
    assert ids("parque") == []


def test_one_result_for_a_text_whose_translations_match_too(versions: list[Version]) -> None:
    proposal = make_proposal("LINE", body="LINE")
    versions += [Version(proposal.id, "en", "LINE", "LINE"), Version(proposal.id, "vi", "LINE", "LINE")]
    indexed(proposal)
    results = queries.search("line")
    assert (results.total, [hit.is_original for hit in results.hits]) == (1, [True])


def test_similar_texts_across_languages(versions: list[Version]) -> None:
    process = make_process("道")
    noise = [make_proposal(f"道路{number}", body="道路を直す", problem="", process=process) for number in range(12)]
    bench = make_proposal("公園にベンチを置く", body="二つ", problem="", process=process)
    versions.append(Version(bench.id, "en", "Benches for the park", "two"))
    indexed(*noise, bench)
    for text in ("公園のベンチをふやしてほしい", "More benches in the park"):
        assert [hit.target_id for hit in queries.similar(text, kind="proposal")] == [bench.id]
    assert queries.similar("図書館", kind="proposal") == []
    assert queries.similar("", kind="proposal") == []


def test_short_words_are_found_as_they_are_read() -> None:
    snow = make_proposal("雪かきの手伝い", body="雪の日")
    indexed(snow, make_proposal("公園", body="花"))
    assert ids("ゆき") == [snow.id]


def test_suggestions_by_letters_and_by_reading_in_the_order_of_use() -> None:
    process = make_process("道")
    indexed(
        make_proposal("防災訓練", body="防災", process=process), make_proposal("防災の本", body="防犯", process=process),
        make_proposal("A fountain", body="playground", language="en", process=process),
    )  # fmt: skip
    assert queries.suggestions("防")[0] == "防災"
    assert set(queries.suggestions("ぼうさ")) == {"防災", "防災訓練"}
    assert queries.suggestions("fou") == ["fountain"]
    assert queries.suggestions("a play") == ["a playground"]
    for typed in ("", " ", "%", "_", "👍", "\ud800", "x" * 500, "\x00"):
        assert queries.suggestions(typed) == []


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.HIDDEN])
def test_nothing_of_what_may_not_be_read(visibility: Visibility) -> None:
    process = make_process("道")
    secret = make_proposal("ひみつの噴水", process=process)
    indexed(secret)
    secret.contribution.visibility, secret.contribution.hidden_reason = visibility, "x"
    session.flush()
    for typed in ("噴水", "噴", "ふんすい", '"ひみつの噴水"', "-道 噴水", "墳水"):
        results = queries.search(typed)
        assert (results.total, results.hits, results.instead, results.meant) == (0, [], None, ()), typed
    assert queries.suggestions("噴") == []


def test_unpublished_process_hides_what_is_in_it() -> None:
    proposal = make_proposal("噴水", process=make_process("道", published=False))
    indexed(proposal)
    assert ids("噴水") == []


def test_comment_shows_the_title_of_its_proposal() -> None:
    comment = make_comment("噴水がよい", subject=make_proposal("水の広場"))
    services.refresh("comment", [comment.id])
    (hit,) = queries.search("噴水").hits
    assert "".join(part.text for part in hit.heading) == "水の広場"
    assert hit.body == [Part("噴水", True), Part("がよい")]


@pytest.mark.parametrize(
    ("body", "literals", "marked"),
    [
        ("Café au lait, cafeteria", (("cafe", False),), ["Café"]),
        ("Ｃａｆｅ", (("cafe", False),), ["Ｃａｆｅ"]),
        ("コミュニティセンター", (("こみゅにてぃ", True),), ["コミュニティ"]),
        ("wi-fi and wifi", (("wi fi", False),), ["wi-fi"]),
        ("नयाँ पार्कमा", (("पार्क", True),), ["पार्क"]),
        ("<b>公園</b>", (("公園", True),), ["公園"]),
        ("公園公園", (("公園", True),), ["公園公園"]),
        ("", (("公園", True),), []),
    ],
)
def test_marks(body: str, literals: tuple[tuple[str, bool], ...], marked: list[str]) -> None:
    _title, parts = shown("", body, Marks(literals))
    assert [part.text for part in parts if part.is_found] == marked
    assert "".join(part.text for part in parts) == body


def test_long_text_is_cut_around_what_was_found() -> None:
    _title, parts = shown("", "あ" * 500 + "噴水" + "い" * 500, Marks((("噴水", True),)))
    assert [part.text for part in parts if part.is_found] == ["噴水"]
    assert parts[0].text == "… "
    assert parts[-1].text == " …"
    assert sum(len(part.text) for part in parts) < 160


def test_status_counts() -> None:
    indexed(make_proposal("噴水", status=ProposalStatus.WITHDRAWN))
    found = queries.status()
    assert (found.documents, found.languages, found.waiting, found.outdated) == ({"proposal": 1}, {"ja": 1}, 0, 0)
    assert found.words > 0
    assert session.scalar(select(Proposal.id)) is not None
