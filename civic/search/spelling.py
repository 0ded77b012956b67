"""Slips of the pen and the keyboard, mended with the town's own words: playgound, コミニュティ, 防災訓錬, 待機自動."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import func, or_, select

from civic.db import session
from civic.search.analysis import query_words
from civic.search.models import SearchTerm
from civic.search.normalise import bare
from civic.search.tokens import KANA, KANJI

VOCABULARY = 30_000
"""So many of the most frequent words are compared with: some milliseconds."""
_KANA_ONLY = re.compile("[ぁ-ゖー]+")


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the town that may have been meant."""

    word: str
    shown: str
    distance: int
    documents: int


def allowed(word: str) -> int:
    """How many slips a word of this length may have: in kanji each letter says more."""
    length = len(word)
    if KANJI.search(word):
        return 1 if length >= 3 else 0
    return 0 if length < 4 else 1 if length < 7 else 2


def nearest(typed: str, *, limit: int = 3) -> list[Near]:
    """Words that are nearly the normalised one, or that are read as it is, the likeliest first."""
    found = {near.word: near for near in (*_by_letters(typed), *_by_reading(typed))}
    found.pop(typed, None)
    return sorted(found.values(), key=lambda near: (near.distance, -near.documents, near.word))[:limit]


def _by_letters(typed: str) -> Iterable[Near]:
    slips = allowed(typed)
    if not slips:
        return
    plain = bare(typed)
    column = SearchTerm.reading if _KANA_ONLY.fullmatch(typed) else SearchTerm.word
    length = func.length(column)
    rows = session.execute(
        select(SearchTerm.word, SearchTerm.shown, SearchTerm.documents, column)
        .where(length >= len(typed) - slips, length <= len(typed) + slips)
        .order_by(SearchTerm.documents.desc(), SearchTerm.word)
        .limit(VOCABULARY)
    ).all()
    forms = [bare(row[3]) for row in rows]
    for _form, distance, place in process.extract(plain, forms, scorer=OSA.distance, score_cutoff=slips, limit=10):
        row = rows[place]
        if _same_script(typed, row[0]) or column is SearchTerm.reading:
            yield Near(row[0], row[1], int(distance), row[2])


def _same_script(one: str, other: str) -> bool:
    return bool(KANJI.search(one) or KANA.search(one)) == bool(KANJI.search(other) or KANA.search(other))


def _by_reading(typed: str) -> Iterable[Near]:
    """Words that sound the same: 待機自動 is 待機児童."""
    if not (KANJI.search(typed) or KANA.search(typed)):
        return
    reading = "".join(query_words(typed).readings)
    if len(reading) < 3:
        return
    rows = select(SearchTerm.word, SearchTerm.shown, SearchTerm.documents).where(
        or_(SearchTerm.reading == reading, SearchTerm.word == reading)
    )
    for row in session.execute(rows.order_by(SearchTerm.documents.desc(), SearchTerm.word).limit(5)):
        yield Near(row[0], row[1], 0, row[2])
