"""What people type: every script passes unharmed, nothing invisible does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.i18n.writing import FORBIDDEN, InvalidTextError, accepted, clean, problem_with

pytestmark = pytest.mark.usefixtures("database")

SCRIPTS = [
    "公園に日よけを",
    "葛󠄀城市の𠮷野家",
    "Cần thêm đèn đường",
    "बाटोमा बत्ती",
    "လမ်းမီးများ",
    "ถนนมืดมาก",
    "가로등이 필요합니다",
    "Ñandú, São Paulo",
    "👨‍👩‍👧‍👦 家族",
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_every_script_passes_as_it_was_typed(text: str) -> None:
    assert accepted(text, maximum=200, single_line=True) == text


def test_decomposed_letters_become_one() -> None:
    assert clean("か\u3099") == "が"


def test_line_ends_become_one_kind() -> None:
    assert clean(" a\r\nb\rc \n") == "a\nb\nc"


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "a\u202eb", "a\u2066b", "a\ufeffb", "a\x85b", "e" + "\u0301" * 5])
def test_invisible_and_stacked_characters_are_refused_with_a_reason(bad: str) -> None:
    with pytest.raises(InvalidTextError) as refused:
        accepted(bad, maximum=200)
    assert refused.value.status == 422
    assert refused.value.reason


def test_length_counts_characters_and_says_both_numbers() -> None:
    problem = problem_with("𠮷" * 11, maximum=10)
    assert "10" in problem
    assert "11" in problem
    assert problem_with("𠮷" * 10, maximum=10) == ""


def test_nothing_is_refused_only_where_something_is_needed() -> None:
    assert problem_with("", maximum=10)
    assert problem_with("", maximum=10, required=False) == ""


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=60))
def test_what_is_accepted_holds_nothing_forbidden(text: str) -> None:
    cleaned = clean(text)
    if not FORBIDDEN.search(cleaned):
        assert "\r" not in cleaned
    else:
        with pytest.raises(InvalidTextError):
            accepted(cleaned, maximum=1000)
