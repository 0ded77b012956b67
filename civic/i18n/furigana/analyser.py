"""The morphological analyser: SudachiPy with its core dictionary, loaded at the first use.

The dictionary is a file that is mapped into memory, so that worker processes share its pages. A tokenizer belongs to one thread.
Without the packages every text has no words, and pages show no readings.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

try:
    from sudachipy import Dictionary, SplitMode, Tokenizer
except ImportError:  # a town that starts small
    _is_installed = False
else:
    _is_installed = True

from civic.i18n.furigana.kana import IDEOGRAPH, hiragana

_PIECE = 8_000
"""The analyser takes at most 49,149 bytes at a time."""
_CUT = re.compile(rf"[^\n。]{{{_PIECE}}}|[^\n。]*[\n。]+|[^\n。]+")
_BRACKET = re.compile(r"(?<=.)[(（][^()（）]+[)）]$")
"""The analyser takes a reading in brackets into the word before it: 会場（みなと）."""
_of_thread = threading.local()


@dataclass(slots=True)
class Word:
    """A word of a text: as it stands there, its reading in hiragana, its dictionary form and its kind."""

    surface: str
    reading: str
    lemma: str = ""
    kind: str = "名詞"
    sort: str = "普通名詞"
    is_settled: bool = False
    """The town or the author said how it is read."""


@cache
def available() -> bool:
    """Whether the analyser and its dictionary are installed."""
    return _is_installed and find_spec("sudachidict_core") is not None


@cache
def analyser_version() -> str:
    """The versions of analyser and dictionary, for people; empty without them."""
    try:
        return f"SudachiPy {version('sudachipy')}, dictionary {version('sudachidict-core')}"
    except PackageNotFoundError:
        return ""


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def _tokenizer() -> Tokenizer:
    found: Tokenizer | None = getattr(_of_thread, "tokenizer", None)
    if found is None:
        found = _of_thread.tokenizer = _dictionary().tokenizer(SplitMode.C)
    return found


def words_of(text: str) -> list[Word]:
    """The words of a text, without gaps. What is no valid Unicode, and everything without the analyser, is one word without a reading."""
    if not available():
        return [Word(text, "")]
    found: list[Word] = []
    for piece in _pieces(text):
        try:
            found.extend(_analysed(piece))
        except UnicodeEncodeError:
            found.append(Word(piece, ""))
    return found


def _pieces(text: str) -> Iterator[str]:
    if len(text) <= _PIECE:
        yield text
    else:
        yield from _CUT.findall(text)


def _analysed(piece: str) -> Iterator[Word]:
    for morpheme in _tokenizer().tokenize(piece):
        surface = morpheme.surface()
        kind, sort, *_rest = morpheme.part_of_speech()
        reading = hiragana(morpheme.reading_form() if IDEOGRAPH.search(surface) else surface)
        bracket = _BRACKET.search(surface)
        if bracket is None:
            yield Word(surface, reading, morpheme.dictionary_form(), kind, sort)
        else:
            yield Word(surface[: bracket.start()], reading, surface[: bracket.start()], kind, sort)
            yield Word(bracket[0], bracket[0], bracket[0], "補助記号", "")
