"""Words with their readings, as the dictionary has them. Without it every text has no words, and pages show no readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from civic.i18n import dictionary
from civic.i18n.furigana.kana import IDEOGRAPH, hiragana


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


def words_of(text: str) -> list[Word]:
    """The words of a text, without gaps. What is no valid Unicode, and everything without the analyser, is one word without a reading."""
    if not dictionary.is_available():
        return [Word(text, "")]
    found: list[Word] = []
    for piece in dictionary.pieces(text):
        try:
            found.extend(_analysed(piece))
        except UnicodeEncodeError:
            found.append(Word(piece, ""))
    return found


def _analysed(piece: str) -> Iterator[Word]:
    for morpheme in dictionary.morphemes(piece):
        surface = morpheme.surface()
        kind, sort, *_rest = morpheme.part_of_speech()
        reading = hiragana(morpheme.reading_form() if IDEOGRAPH.search(surface) else surface)
        bracket = dictionary.BRACKETED.search(surface)
        if bracket is None:
            yield Word(surface, reading, morpheme.dictionary_form(), kind, sort)
        else:
            yield Word(surface[: bracket.start()], reading, surface[: bracket.start()], kind, sort)
            yield Word(bracket[0], bracket[0], bracket[0], "補助記号", "")
