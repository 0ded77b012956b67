"""Compare the readings of the labelled sentences with what the engine says, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from civic.i18n.furigana.align import Part
from civic.i18n.furigana.reading import parts
from civic.i18n.furigana.readings import NO_READINGS, Readings

_LABEL = re.compile(r"\{([^|}]+)\|([^}]+)\}")


@dataclass(frozen=True)
class Sentence:
    """A sentence of the sample: its text and the words with kanji as (start, end, right readings)."""

    text: str
    words: tuple[tuple[int, int, tuple[str, ...]], ...]


def sentence(annotated: str) -> Sentence:
    """Take the labels out of a line such as {市|し}の{花|はな}."""
    text, words, last = "", [], 0
    for found in _LABEL.finditer(annotated):
        text += annotated[last : found.start()]
        words.append((len(text), len(text) + len(found[1]), tuple(found[2].split("/"))))
        text += found[1]
        last = found.end()
    return Sentence(text + annotated[last:], tuple(words))


SAMPLE_READINGS = Readings(
    {
        "復": "ふく", "武西": "むざい", "白井市": "しろいし", "白井駅": "しろいえき", "根": "ね", "池の上": "いけのかみ",
        "清水口": "しみずぐち", "折立": "おりたて", "神々廻": "ししば", "多納": "たのう",
    },
    "sample",
)  # fmt: skip
"""The list of the town that the sample's sentences with place names are about."""


def sample() -> list[Sentence]:
    """The labelled sentences. Columns: the set in which they were written, the kind of text, the sentence."""
    lines = (Path(__file__).parent / "sample.tsv").read_text(encoding="utf-8").splitlines()
    return [sentence(line.split("\t")[2]) for line in lines if line]


def wrong_words(line: Sentence, readings: Readings = NO_READINGS) -> Iterator[tuple[str, str, str]]:
    """Labelled words that are read otherwise: the word, its label, what was said.

    Where the engine takes labelled words together they are compared together.
    """
    said = _pieces(parts(line.text, readings))
    groups: list[list[tuple[int, int, tuple[str, ...]]]] = []
    end = -1
    for word in line.words:
        if word[0] < end:
            groups[-1].append(word)
        else:
            groups.append([word])
        end = max([end, word[1], *(piece[1] for piece in said if piece[3] and piece[0] < word[1] and piece[1] > word[0])])
    for group in groups:
        start, stop = group[0][0], group[-1][1]
        inside = [piece for piece in said if piece[0] < stop and piece[1] > start and (piece[3] or piece[0] >= start)]
        is_whole = all(piece[0] >= start and (piece[1] <= stop or not piece[3]) for piece in inside)
        heard = "".join(piece[2][: stop - piece[0]] if not piece[3] else piece[2] for piece in inside) if is_whole else "?"
        if heard not in _possible(group, line.text):
            for _word in group:
                yield line.text[start:stop], "".join(word[2][0] for word in group), heard


def _possible(group: list[tuple[int, int, tuple[str, ...]]], text: str) -> set[str]:
    said, last = {""}, group[0][0]
    for start, end, readings in group:
        said = {head + text[last:start] + reading for head in said for reading in readings}
        last = end
    return said


def _pieces(found: list[Part]) -> list[tuple[int, int, str, bool]]:
    """Start, end, what is read there, and whether ruby says so."""
    pieces, at = [], 0
    for letters, reading in found:
        pieces.append((at, at + len(letters), reading or letters, bool(reading)))
        at += len(letters)
    return pieces
