"""One handle of the Japanese dictionary for all threads, a tokenizer for each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civic
from civic.i18n import dictionary
from civic.i18n.furigana.analyser import words_of
from civic.search.analysis import analyse, surfaces

pytestmark = [pytest.mark.static, pytest.mark.skipif(not dictionary.is_available(), reason="the analyser is not installed")]

TEXT = "選挙管理委員会は、子どもの居場所づくりについて来月一日から意見を受け付けます。"


def test_many_threads_share_the_dictionary_and_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(dictionary, "Dictionary", lambda **which: opened.append(which) or dictionary_type(**which))
    dictionary._opened.cache_clear()
    together = Barrier(8)

    def read(_number: int) -> tuple[list[str], list[str]]:
        together.wait(20)
        return [word.reading for _turn in range(30) for word in words_of(TEXT)], list(analyse(TEXT).words)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(read, range(8)))
    assert found == [found[0]] * 8
    assert opened == [{"dict": "core"}]


dictionary_type = dictionary.Dictionary


def test_nobody_else_opens_the_dictionary() -> None:
    root = Path(civic.__path__[0])
    importing = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "\nimport sudachipy" in (text := path.read_text("utf-8")) or "Dictionary(" in text
    ]
    assert importing == ["i18n/dictionary.py"]


@given(st.text("公園。\n！水ab", max_size=60), st.integers(1, 9))
def test_pieces_are_the_text_without_gaps(text: str, longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionary, "_LONGEST", longest)
        found = list(dictionary.pieces(text))
    assert "".join(found) == text
    assert all(1 <= len(piece) <= longest for piece in found)


def test_words_of_a_long_text_stand_where_the_search_says() -> None:
    text = "水道の話。" * 2000 + "公園のベンチ"
    assert surfaces(text, frozenset({"公園"}), frozenset()) == [(10_000, 10_002)]
