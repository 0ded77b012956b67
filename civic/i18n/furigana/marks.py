"""Marked letters (`<mark>`, what a search found): a mark may begin or end inside a word, and the word keeps its reading."""

from __future__ import annotations

import re
from collections.abc import Callable

RUN = re.compile(r"(?:[^<]*<mark>[^<]+</mark>)+[^<]*")
"""Letters of which some are marked."""
_MARK = re.compile(r"(</?mark>)")
_LETTER = re.compile(r"&[^;\s]+;|.", re.DOTALL)
_UNIT = re.compile(r"<ruby>([^<]*)(<rp>.*?</ruby>)|<[^>]*>|&[^;\s]+;|.", re.DOTALL)


def with_marks(run: str, change: Callable[[str], str]) -> str:
    """`change` gets the letters without their marks; the marks are put around the same letters of what it makes."""
    pieces = _MARK.split(run)
    marked: list[bool] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            marked += [pieces[place - 1] == "<mark>"] * len(_LETTER.findall(piece))
    made = _marked(change("".join(pieces[::2])), marked)
    return made if made is not None else "".join(piece if place % 2 else change(piece) for place, piece in enumerate(pieces))


def _marked(markup: str, marked: list[bool]) -> str | None:
    """None where the letters are not the same ones."""
    out: list[str] = []
    is_open = False
    at = 0

    def put(piece: str, is_marked: bool) -> None:
        nonlocal is_open
        if is_marked != is_open:
            out.append("<mark>" if is_marked else "</mark>")
            is_open = is_marked
        out.append(piece)

    for unit in _UNIT.finditer(markup):
        base, reading = unit[1], unit[2]
        letters = _LETTER.findall(base) if base else [] if unit[0].startswith("<") else [unit[0]]
        flags = marked[at : at + len(letters)]
        if len(flags) != len(letters):
            return None
        at += len(letters)
        if not letters:
            out.append(unit[0])
        elif all(flag == flags[0] for flag in flags):
            put(unit[0], flags[0])
        else:
            put("<ruby>", False)
            for letter, flag in zip(letters, flags, strict=True):
                put(letter, flag)
            put(reading, False)
    put("", False)
    return "".join(out) if at == len(marked) else None
