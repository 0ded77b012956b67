"""Which part of a reading belongs above which letters: 食べる and たべる give 食(た)べる."""

from __future__ import annotations

import re
from functools import lru_cache

from civic.i18n.furigana.kana import IDEOGRAPH, KANJI, hiragana

_RUN = re.compile(rf"[{KANJI}0-9０-９]+|[^{KANJI}0-9０-９]+")
Part = tuple[str, str]
"""Letters, and what is read above them; empty where nothing is."""


@lru_cache(maxsize=20_000)
def align(surface: str, reading: str) -> tuple[Part, ...]:
    """Split a word into parts. Where letters and reading cannot be matched, the reading stands above the whole word."""
    if not reading or not IDEOGRAPH.search(surface) or hiragana(surface) == reading:
        return ((surface, ""),)
    parts = _RUN.findall(surface)
    pattern = "".join("(.+?)" if IDEOGRAPH.search(part) else f"({re.escape(hiragana(part))})" for part in parts)
    found = re.fullmatch(pattern, reading)
    if found is None:
        return ((surface, reading),)
    return tuple((part, read if IDEOGRAPH.search(part) else "") for part, read in zip(parts, found.groups(), strict=True))
