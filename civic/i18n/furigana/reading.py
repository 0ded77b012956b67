"""A text as words with their final readings."""

from __future__ import annotations

from civic.i18n.furigana.align import Part, align
from civic.i18n.furigana.analyser import Word, words_of
from civic.i18n.furigana.kana import IDEOGRAPH
from civic.i18n.furigana.readings import NO_READINGS, Readings, settled
from civic.i18n.furigana.rules import apply_rules


def read(text: str, readings: Readings = NO_READINGS) -> list[Word]:
    """The words of a text. Joined, their surfaces are the text."""
    return apply_rules(settled(text, words_of(text), readings.with_given(text)))


def parts(text: str, readings: Readings = NO_READINGS) -> list[Part]:
    """The letters of a text in pieces, each with what is read above it (empty where nothing is)."""
    if not IDEOGRAPH.search(text):
        return [(text, "")]
    return [part for word in read(text, readings) for part in align(word.surface, word.reading)]


def kana(text: str, readings: Readings = NO_READINGS) -> str:
    """The whole text in kana, as far as its words are known."""
    return "".join(word.reading or word.surface for word in read(text, readings))
