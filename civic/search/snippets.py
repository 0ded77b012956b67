"""The piece of a text that shows why it was found, in parts: plain and found. Templates put the marks; no markup is made here."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from civic.search.analysis import surfaces
from civic.search.normalise import bare, normalise
from civic.search.plan import Marks
from civic.search.tokens import runs

LENGTH = 140
"""Letters of a piece."""
_SPACES = re.compile(r"\s+")
_LOOKED_AT, _READ = 20_000, 600
_MARKUP = re.compile(r"(?m)^#{1,6} |^>\s?|^[*-] |\*\*|__|`")
_LETTER = re.compile(r"\w")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_MARK = regex.compile(r"\p{M}")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; `is_found` is what was looked for."""

    text: str
    is_found: bool = False


@lru_cache(maxsize=32_768)
def _folded_letter(piece: str) -> str:
    """A letter with its marks, as it is compared; what is no letter is a space."""
    said = bare(normalise(piece)) or " "
    return "".join(letter if _LETTER.match(letter) or unicodedata.category(letter)[0] == "M" else " " for letter in said)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, letter by letter, with the place in the text of each compared letter."""
    if text.isascii():
        return _NO_LETTER.sub(" ", text.lower()), range(len(text) + 1)
    if not _MARK.search(text):
        letters = "".join(map(_folded_letter, text))
        if len(letters) == len(text):
            return letters, range(len(text) + 1)
    said: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and text[end] > "\u02ff" and unicodedata.combining(text[end]):
            end += 1
        piece = _folded_letter(text[start:end])
        said.append(piece)
        places += [start] * len(piece)
        start = end
    places.append(len(text))
    return "".join(said), places


def _pattern(literal: str, may_go_on: bool) -> re.Pattern[str]:
    unspaced = [is_unspaced for is_unspaced, _units in runs(literal)]
    gaps = (r"\s*" if any(unspaced) else r"\s+").join(re.escape(part) for part in literal.split())
    before = "" if not unspaced or unspaced[0] else r"(?<!\w)"
    after = "" if may_go_on or not unspaced or unspaced[-1] else r"(?!\w)"
    return re.compile(f"{before}{gaps}{after}")


def find(text: str, marks: Marks) -> list[tuple[int, int]]:
    """Where a text has the letters that were looked for: (start, end) in order, not overlapping."""
    if not text or not marks.literals:
        return []
    folded, places = _folded(text)
    spans: list[tuple[int, int]] = []
    for literal, may_go_on in marks.literals:
        for found in _pattern(literal, may_go_on).finditer(folded):
            if found.end() > found.start():
                last = places[found.end() - 1]
                end = places[bisect_right(places, last)] if places[-1] > last else last + 1
                spans.append((places[found.start()], end))
    return _joined(spans)


def find_words(text: str, marks: Marks) -> list[tuple[int, int]]:
    """The same for dictionary words, whatever way they are written: slower, for texts without the letters."""
    return _joined(surfaces(text[:_READ], marks.words, marks.readings)) if marks.words or marks.readings else []


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def parts(text: str, spans: list[tuple[int, int]], *, start: int = 0, end: int | None = None) -> list[Part]:
    """The text from `start` to `end` in parts."""
    end = len(text) if end is None else end
    found: list[Part] = []
    at = start
    for first, last in spans:
        if last <= start or first >= end:
            continue
        first, last = max(first, at), min(last, end)
        if first > at:
            found.append(Part(text[at:first]))
        found.append(Part(text[first:last], True))
        at = last
    if at < end:
        found.append(Part(text[at:end]))
    return found


def shown(title: str, body: str, marks: Marks, *, length: int = LENGTH) -> tuple[list[Part], list[Part]]:
    """The whole title, and of the body the piece around what was found, else its beginning."""
    body = _SPACES.sub(" ", _MARKUP.sub("", body[:_LOOKED_AT])).strip()
    in_title, in_body = find(title, marks), find(body, marks)
    if not in_title and not in_body:
        in_title, in_body = find_words(title, marks), find_words(body, marks)
    start, end = _window(body, in_body, length)
    before, after = [Part("… ")] if start else [], [Part(" …")] if end < len(body) else []
    return parts(title, in_title), [*before, *parts(body, in_body, start=start, end=end), *after]


def _window(text: str, spans: list[tuple[int, int]], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    first = spans[0][0] if spans else 0
    start = max(0, min(first - length // 4, len(text) - length))
    return _at_word(text, start, forward=True), _at_word(text, min(start + length, len(text)), forward=False)


def _at_word(text: str, at: int, *, forward: bool) -> int:
    """The nearest space within a few letters, so that words of scripts with spaces are not cut; never inside a sign of a letter."""
    if at in (0, len(text)):
        return at
    for step in range(16):
        place = at + step if forward else at - step
        if 0 < place < len(text) and text[place - 1] == " ":
            return place
    while at < len(text) and unicodedata.category(text[at])[0] == "M":
        at += 1
    return at
