"""Japanese words by the dictionary: one spelling for 子供・子ども・こども, readings, compounds.

Without the dictionary installed the search works on letters alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from civic.i18n import dictionary
from civic.search.normalise import normalise
from civic.search.tokens import KANA, KANJI
from civic.search.variants import COMMON_FORM

if TYPE_CHECKING:
    from sudachipy import Morpheme

VERSION = 1
"""Goes up when the tokens of the same text change: `civic search rebuild` then has something to do."""

_FUNCTION_WORDS = frozenset({"助詞", "助動詞", "補助記号", "空白", "記号", "接続詞"})
_SPOKEN = frozenset({"名詞", "動詞", "形容詞", "形状詞", "代名詞", "副詞"})
_KANA_ONLY = re.compile("[ぁ-ゖー]+")
LONGEST_COMPOUND = 3
LONGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it may be suggested: its compared form, how it is written, its reading in hiragana (empty for other scripts)."""

    word: str
    shown: str
    reading: str = ""


@dataclass(slots=True)
class Analysis:
    """What the dictionary knows of a text."""

    words: dict[str, None] = field(default_factory=dict)
    readings: dict[str, None] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)


_form = lru_cache(maxsize=65_536)(normalise)
"""The same words come again and again."""


def is_japanese(text: str, language: str) -> bool:
    """Whether the dictionary can help: kana always says so, kanji alone unless the text is in another language."""
    return bool(KANA.search(text)) or (language.startswith("ja") and bool(KANJI.search(text)))


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces, old forms of kanji replaced: the dictionary knows the common ones. None without the dictionary."""
    return dictionary.pieces(text.translate(COMMON_FORM)) if dictionary.is_available() else iter(())


def _morphemes(text: str) -> Iterator[Morpheme]:
    for piece in _pieces(text):
        yield from dictionary.morphemes(piece)


def _is_word(surface: str) -> bool:
    return bool(KANA.search(surface) or KANJI.search(surface))


def analyse(text: str) -> Analysis:
    """Words, readings and suggestible terms of a Japanese text."""
    found = Analysis()
    nouns: list[Term] = []
    for morpheme in _morphemes(text):
        kind, surface = morpheme.part_of_speech(), morpheme.surface()
        if kind[0] not in _FUNCTION_WORDS and kind[1] != "非自立可能" and _is_word(surface):
            _note(found, morpheme, kind)
        if kind[0] == "名詞" and _is_word(surface):
            nouns.append(Term(_form(morpheme.normalized_form()), surface, _form(morpheme.reading_form())))
            continue
        _note_compound(found, nouns)
        nouns.clear()
    _note_compound(found, nouns)
    return found


def _note(found: Analysis, morpheme: Morpheme, kind: tuple[str, ...]) -> None:
    shown = morpheme.normalized_form()
    word = _form(shown)
    found.words[word] = None
    if kind[0] not in _SPOKEN:
        return
    spoken = _form(morpheme.reading_form())
    if len(spoken) > 1:
        found.readings[spoken] = None
    if kind[0] == "名詞" and kind[1] != "数詞" and len(word) > 1:
        found.terms[word] = Term(word, shown, spoken)
    parts = dictionary.parts(morpheme)
    if len(parts) > 1:
        for part in parts:
            if part.part_of_speech()[0] not in _FUNCTION_WORDS:
                found.words[_form(part.normalized_form())] = None
                if part.part_of_speech()[0] in _SPOKEN and len(part.reading_form()) > 1:
                    found.readings[_form(part.reading_form())] = None


def _note_compound(found: Analysis, nouns: list[Term]) -> None:
    """Nouns in a row are also found and suggested together: 防災 + 訓練, ぼうさいくんれん."""
    if not 2 <= len(nouns) <= LONGEST_COMPOUND:
        return
    word, shown, reading = ("".join(getattr(noun, part) for noun in nouns) for part in ("word", "shown", "reading"))
    found.words[word] = None
    if len(shown) <= LONGEST_SHOWN and _KANA_ONLY.fullmatch(reading):
        found.readings[reading] = None
        found.terms[word] = Term(word, shown, reading)


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The dictionary words of a query, function words left out. `compound` is set when it is a row of nouns and nothing else."""

    words: tuple[str, ...]
    readings: tuple[str, ...]
    compound: str = ""


def query_words(chunk: str) -> QueryWords:
    """What the dictionary makes of a word that somebody searches for. Kana of which it leaves some over were read wrongly."""
    morphemes = [one for one in _morphemes(chunk) if one.part_of_speech()[0] != "空白"]
    meant = [one for one in morphemes if one.part_of_speech()[0] not in _FUNCTION_WORDS and _is_word(one.surface())]
    if len(meant) < len(morphemes) and _KANA_ONLY.fullmatch(normalise(chunk)):
        return QueryWords((), ())
    words = tuple(_form(one.normalized_form()) for one in meant)
    readings = tuple(_form(one.reading_form()) for one in meant)
    is_row = 2 <= len(meant) <= LONGEST_COMPOUND and all(one.part_of_speech()[0] == "名詞" and _is_word(one.surface()) for one in morphemes)
    return QueryWords(words, readings, "".join(words) if is_row else "")


def surfaces(text: str, words: frozenset[str], readings: frozenset[str]) -> list[tuple[int, int]]:
    """Where in a text words stand that the dictionary takes for one of these: (start, end) of each, in order."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for piece in _pieces(text):
        for morpheme in dictionary.morphemes(piece):
            for part in _parts(morpheme):
                if _form(part.normalized_form()) in words or _form(part.reading_form()) in readings:
                    spans.append((offset + part.begin(), offset + part.end()))
                    break
        offset += len(piece)
    return spans


def _parts(morpheme: Morpheme) -> Iterator[Morpheme]:
    yield morpheme
    if morpheme.end() - morpheme.begin() > 2:
        yield from dictionary.parts(morpheme)
