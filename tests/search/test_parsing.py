"""Whatever is typed has a meaning."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.search.parsing import LONGEST_TERM, MAX_TERMS, Query, parse
from civic.search.plan import FTS5, match_text, plan
from civic.search.synonyms import SHIPPED, Synonyms

pytestmark = pytest.mark.static
SYNONYMS = Synonyms(SHIPPED.values())


def said(query: Query) -> list[tuple[str, str]]:
    """Each term with its marks."""
    return [
        (term.text, ("-" if term.is_excluded else "") + ('"' if term.is_phrase else "") + ("*" if term.is_prefix else ""))
        for term in query.terms
    ]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("公園 ベンチ", [("公園", ""), ("べんち", "")]),
        ("公園　ベンチ", [("公園", ""), ("べんち", "")]),
        ("公園、ベンチ", [("公園", ""), ("べんち", "")]),
        ('"bus stop"', [("bus stop", '"')]),
        ("“bus stop” park", [("bus stop", '"'), ("park", "")]),
        ('bus "stop', [("bus", ""), ("stop", "")]),
        ('"', []),
        ('""', []),
        ("-park", [("park", "-")]),
        ("－公園", [("公園", "-")]),
        ('-"bus stop"', [("bus stop", '-"')]),
        ("-", []),
        ("--", []),
        ("lib*", [("lib", "*")]),
        ("*", []),
        ("NEAR(a b, 3)", [("near", ""), ("a", ""), ("b", ""), ("3", "")]),
        ("title:park", [("title", ""), ("park", "")]),
        ("wi-fi", [("wi-fi", "")]),
        ("'; DROP TABLE user;--", [("drop", ""), ("table", ""), ("user", "")]),
        ("👍", []),
        ("\u200b", []),
        ("pa\u200brk", [("park", "")]),
        ("\ud800公園\udfff", [("公園", "")]),
        ("公園 公園", [("公園", "")]),
        ("\x00park\x1f", [("park", "")]),
    ],
)
def test_parse(typed: str, terms: list[tuple[str, str]]) -> None:
    assert said(parse(typed)) == terms


def test_long_query_is_cut_and_says_so() -> None:
    query = parse(" ".join(f"word{n}" for n in range(1000)))
    assert query.is_cut
    assert len(query.terms) == MAX_TERMS
    assert len(parse("あ" * 10_000).terms[0].text) <= LONGEST_TERM


@given(st.text(max_size=120))
def test_any_text_makes_a_query_that_the_full_text_search_understands(typed: str) -> None:
    made = plan(parse(typed), SYNONYMS)
    if not made.wanted:
        return
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table f using fts5(t, detail=none, columnsize=0)")
    groups, without = ([one.alternatives for one in some] for some in (made.wanted, made.unwanted))
    assert base.execute("select rowid from f where f match ?", (match_text(groups, FTS5, without=without),)).fetchall() == []


@given(st.text(alphabet="ab\"*-:()^ 公園~_='\\|&!<>", max_size=40))
def test_signs_of_query_languages_mean_nothing(typed: str) -> None:
    test_any_text_makes_a_query_that_the_full_text_search_understands.hypothesis.inner_test(typed)
