"""Where a Japanese line may break: between phrases (BudouX), so that a heading on a narrow screen never breaks inside a word."""

from __future__ import annotations

from functools import cache, lru_cache

from budoux import Parser, load_default_japanese_parser

_LONGEST = 300
"""Headings are short; a longer text is no heading and stays as it is."""


@cache
def _parser() -> Parser:
    return load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a short text. Joined, they are the text."""
    return tuple(_parser().parse(text)) if text and len(text) <= _LONGEST else (text,)


def breaks(text: str) -> frozenset[int]:
    """The places in a text before which a line may break."""
    at, found = 0, set()
    for phrase in phrases(text):
        at += len(phrase)
        found.add(at)
    return frozenset(found - {len(text)})
