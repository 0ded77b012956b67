"""A text cut into pieces for an engine, and put together again: lines keep their marks of lists, long lines are cut between sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = re.compile(r"[ \t\u3000]*(?:(?:[-*+]|\d{1,3}[.)]|#{1,6}|>)[ \t]+)*")
_SENTENCE_END = re.compile(r"(?<=[。．！？!?။।])|(?<=[.!?])\s+")
_WORDLESS = re.compile(r"[\W\d_]*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Segmented:
    """`frame` is the text with None in the place of each piece."""

    frame: tuple[str | None, ...]
    pieces: tuple[str, ...]

    def join(self, translations: list[str]) -> str:
        """The translated text; as many translations as there are pieces. A line stays a line."""
        kept = (
            said.strip() if "\n" in piece else said.replace("\n", " ").strip()
            for said, piece in zip(translations, self.pieces, strict=True)
        )  # fmt: skip
        return "".join(part if part is not None else next(kept) for part in self.frame)


def cut(text: str, *, largest: int, whole: bool = False) -> Segmented:
    """Pieces of at most `largest` characters; with `whole`, a text that is short enough stays one piece."""
    if whole and len(text) <= largest:
        return Segmented((None,), (text,))
    frame: list[str | None] = []
    pieces: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            frame.append("\n")
        lead = _LEAD.match(line)
        start = lead.end() if lead else 0
        frame.append(line[:start])
        for part in _parts(line[start:], largest):
            if _WORDLESS.fullmatch(part):
                frame.append(part)
            else:
                body = part.rstrip()
                frame += [None, part[len(body) :]]
                pieces.append(body)
    return Segmented(tuple(frame), tuple(pieces))


def _parts(line: str, largest: int) -> list[str]:
    """Sentences gathered up to the limit; a sentence that is longer alone is cut hard."""
    if len(line) <= largest:
        return [line]
    parts = [""]
    ends = [found.end() for found in _SENTENCE_END.finditer(line)]
    for begin, end in zip([0, *ends], [*ends, len(line)], strict=True):
        sentence = line[begin:end]
        while len(sentence) > largest:
            parts.append(sentence[:largest])
            sentence = sentence[largest:]
        if len(parts[-1]) + len(sentence) <= largest:
            parts[-1] += sentence
        else:
            parts.append(sentence)
    return [part for part in parts if part]
