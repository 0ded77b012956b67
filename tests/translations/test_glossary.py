"""The glossary: the shipped words, the CSV in and out, words found in texts."""

from __future__ import annotations

import pytest

from civic.i18n.languages import LANGUAGES
from civic.i18n.writing import problem_with
from civic.translations.glossary import (
    MAX_WORD,
    Entry,
    Glossary,
    UnreadableGlossaryError,
    head,
    merged,
    read_csv,
    shipped,
    write_csv,
)

TAGS = [language.tag for language in LANGUAGES]


def test_shipped_glossary_is_complete_in_every_language() -> None:
    assert len(shipped()) >= 60
    assert [(entry.term, tag) for entry in shipped() for tag in TAGS if not entry.word(tag)] == []
    assert len({entry.term for entry in shipped()}) == len(shipped())
    for entry in shipped():
        assert all(problem_with(entry.word(tag), maximum=MAX_WORD, single_line=True) == "" for tag in TAGS)
        assert all(head(entry.word(tag)) for tag in TAGS)


@pytest.mark.parametrize(
    "term",
    ["協働", "町内会", "自治会", "住民票", "参加型予算", "意見公募", "民生委員", "回覧板", "避難所", "区長", "施策", "市役所の担当課"],
)
def test_words_of_the_field_are_there(term: str) -> None:
    assert term in {entry.term for entry in shipped()}


def test_csv_goes_out_and_comes_in_again() -> None:
    assert read_csv(write_csv(shipped())) == list(shipped())


def test_csv_cells_cannot_be_formulas() -> None:
    out = write_csv([Entry("=1+1", words={"en": "@SUM(A1)"}, note="-2")])
    assert "\n=1+1" not in out
    assert "'=1+1" in out
    assert "'@SUM" in out


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "heading", 1),
        ("word,en\na,b\n", "heading", 1),
        ("term,en,en\na,b,c\n", "heading", 1),
        ("term,klingon\na,b\n", "heading", 1),
        ("term,en\na\n", "columns", 2),
        ("term,en\n,b\n", "term", 2),
        ('term,en\n"a,b\n', "csv", 2),
        ("term\n" + "".join(f"w{number}\n" for number in range(2001)), "many", 2002),
    ],
)
def test_csv_that_is_no_glossary_says_where(text: str, code: str, line: int) -> None:
    with pytest.raises(UnreadableGlossaryError) as caught:
        read_csv(text)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_csv_of_a_spreadsheet_is_read() -> None:
    assert read_csv("\ufeffterm,en,active\r\n 協働 , working together ,1\r\n\r\n町会,,0\r\n") == [
        Entry("協働", words={"en": "working together"}),
        Entry("町会", is_active=False),
    ]


def test_own_words_lie_over_the_shipped_ones() -> None:
    found = merged([Entry("区長", words={"en": "ward head"}), Entry("なし坊", words={"en": "Nashibo"})])
    assert found["区長"].word("en") == "ward head"
    assert found["区長"].word("vi") == "chủ tịch quận"
    assert found["なし坊"].word("en") == "Nashibo"
    assert found["区長"].reading == "くちょう"


def test_longest_word_wins_and_words_do_not_overlap() -> None:
    glossary = Glossary(shipped())
    text = "市役所の担当課と町内会、市役所。"
    assert [text[begin:end] for begin, end, _entry in glossary.spans(text, "ja")] == ["市役所の担当課", "町内会", "市役所"]


def test_words_of_spaced_languages_stand_alone() -> None:
    glossary = Glossary(shipped())
    assert [entry.term for *_span, entry in glossary.spans("The Mayor and mayoral matters", "en")] == ["市長"]
    assert glossary.spans("mayoral", "en") == []
    assert glossary.spans("", "en") == []
    assert glossary.spans("word", "xx") == []


def test_inactive_words_are_left_out() -> None:
    glossary = Glossary(merged([Entry("協働", is_active=False)]).values())
    assert glossary.spans("協働", "ja") == []


def test_explained_words_come_once_and_only_for_who_needs_them() -> None:
    glossary = Glossary(shipped())
    texts = [("協働と協働", "ja"), ("町内会", "ja")]
    assert [entry.term for entry in glossary.explained(texts, "ne")] == ["協働", "町内会"]
    assert glossary.explained(texts, "ja") == []


def test_explanation_in_brackets_is_not_part_of_the_word() -> None:
    assert head("phiếu cư trú (Juminhyo)") == "phiếu cư trú"
    assert head("町内会（邻里会）") == "町内会"
    assert head("배리어 프리(무장애)") == "배리어 프리"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_cells_that_look_like_formulas_come_in_as_they_went_out(sign: str) -> None:
    entries = [Entry(f"{sign}1+1", words={"en": f"{sign}SUM(A1)"}, note=f"{sign}2")]
    out = write_csv(entries)
    assert f"'{sign}1+1,,,'{sign}SUM(A1)" in out
    assert read_csv(out) == entries
