"""What counts as the same text, and that both databases keep every token whole."""

from __future__ import annotations

import sqlite3
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.search.normalise import bare, normalise
from civic.search.numerals import variants
from civic.search.tokens import runs, safe, text_tokens
from civic.search.variants import COMMON_FORM

pytestmark = pytest.mark.static

SAME = [
    ("ＬＩＮＥ", "line"),
    ("ｺﾐｭﾆﾃｨ", "コミュニティー"),
    ("サーバー", "サーバ"),
    ("ユニバーサル・デザイン", "ユニバーサルデザイン"),
    ("ヴェネツィア", "ベネツィア"),
    ("コドモ", "こども"),
    ("國會圖書館", "国会図書館"),
    ("澤", "沢"),
    ("髙﨑", "高崎"),
    ("渡邉", "渡邊"),
    ("霞ヶ関", "霞が関"),
    ("三ヶ月", "三か月"),
    ("５ヵ月", "5か月"),
    ("सम्बन्ध", "संबंध"),
    ("२०२४", "2024"),
    ("e\u0301", "é"),
    ("pa\u200brk", "park"),
    ("STRASSE", "straße"),
    ("①", "1"),
    ("㈱", "(株)"),
]
APART = [("cầu", "câu"), ("か", "が"), ("公園", "公演"), ("体", "休"), ("年", "ねん"), ("は", "ば"), ("n", "ñ"), ("キ", "ギ"), ("斎", "斉")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("marked", "plain"), [("orçamento", "orcamento"), ("Đà Nẵng", "da nang"), ("café", "cafe"), ("łódź", "lodz"), ("が", "が")]
)
def test_without_marks(marked: str, plain: str) -> None:
    assert bare(normalise(marked)) == plain


def test_common_forms_lead_nowhere_else() -> None:
    assert [form for form in COMMON_FORM.values() if ord(form) in COMMON_FORM] == []


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = text_tokens(normalise(text))
    assert text_tokens(normalise(normalise(text)))[0].split() == once[0].split() or any(ch in text for ch in "ーヴヶヵ々")


@given(st.text(max_size=200))
def test_tokens_hold_no_space_and_nothing_that_a_query_language_knows(text: str) -> None:
    for token in text_tokens(normalise(text))[1]:
        assert token == "".join(token.split())
        assert not set(safe(token)) & set("\"'*:&|!()\\")


def test_every_letter_of_unicode_is_kept_whole_by_sqlite() -> None:
    """SQLite's tokenizer knows an old Unicode: what it does not know would silently cut tokens."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "create virtual table f using fts5(t, detail=none, columnsize=0, "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co P* S*'\")"
    )
    base.execute("create virtual table v using fts5vocab(f, 'row')")
    tokens = set()
    for code in range(0xA0, sys.maxunicode + 1):
        if not 0xD800 <= code < 0xE000 and chr(code).isalnum():
            tokens.update(safe(token) for token in text_tokens(normalise(f"a{chr(code)}b"))[1])
    base.executemany("insert into f(t) values (?)", [(token,) for token in sorted(tokens)])
    assert {row[0] for row in base.execute("select term from v")} == tokens


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("令和六年", "2024年"),
        ("令和6年度", "令和六年度"),
        ("R6", "令和六年"),
        ("平成31年", "2019年"),
        ("2019年", "令和元年"),
        ("12月", "十二月"),
        ("十二月", "12月"),
    ],
)
def test_numbers_written_otherwise(typed: str, other: str) -> None:
    assert normalise(other) in variants(normalise(typed))


@pytest.mark.parametrize("typed", ["公園", "第一公園", "park", "〇", "百", "年"])
def test_no_number_no_variants(typed: str) -> None:
    assert variants(normalise(typed)) == []


def test_letters_of_scripts_without_spaces_stay_with_their_signs() -> None:
    ((unspaced, units),) = runs(normalise("น้ำ"))
    assert unspaced
    assert "".join(units) == normalise("น้ำ")
    assert len(units) == 2
