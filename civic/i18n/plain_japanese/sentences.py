"""Sentences with their place in the text, and their words by the dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from civic.i18n import dictionary

_SENTENCE = re.compile(r"(?:「[^」\n]{0,200}」|（[^）\n]{0,200}）|[^。！？!?\n])+[。！？!?]*")
_LIST_MARK = re.compile(r"\s*(?:[-*+・●○■□◆▶※#>]+|\d{1,2}[.)．）]|[①-⑳])?\s*")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the text, as it stands there, its dictionary form, its normal spelling, its kinds."""

    start: int
    surface: str
    lemma: str
    normal: str
    kind: str
    sort: str
    form: str
    reading: str

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.surface)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without its list mark. `words` is empty without the dictionary."""

    start: int
    text: str
    words: tuple[Word, ...]

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.text)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text: ended by a full stop, a question or exclamation mark, or the end of a line."""
    for found in _SENTENCE.finditer(text):
        mark = _LIST_MARK.match(found[0])
        skipped = mark.end() if mark else 0
        words = found[0][skipped:].rstrip()
        if words.strip("。！？!? 　"):
            start = found.start() + skipped
            yield Sentence(start, words, tuple(_words(words[:_LONGEST], start)))


def _words(text: str, start: int) -> Iterator[Word]:
    if not dictionary.is_available():
        return
    try:
        morphemes = dictionary.morphemes(text)
    except UnicodeEncodeError:
        return
    for morpheme in morphemes:
        parts = morpheme.part_of_speech()
        surface = dictionary.BRACKETED.sub("", morpheme.surface())
        yield Word(
            start + morpheme.begin(), surface, morpheme.dictionary_form(), morpheme.normalized_form(), parts[0], parts[1],
            parts[5], morpheme.reading_form(),
        )  # fmt: skip
