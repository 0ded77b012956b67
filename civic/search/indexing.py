"""Rows of the index: what is written at once, in the transaction of the text, and what the worker adds.

At once: the normalised text and the tokens that need no dictionary, so that a text is found by its letters from the moment it is public.
The worker adds dictionary words and readings; a row that waits for it is marked in the same transaction, so none is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from civic.search.analysis import Analysis, Term, analyse, is_japanese
from civic.search.models import PROCESS
from civic.search.normalise import normalise
from civic.search.sources import SourceText, VersionText
from civic.search.tokens import KANA, KANJI, in_title, safe, text_tokens

MAX_LETTERS = 60_000
"""More of a text is not looked at: six times the longest that can be written here."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WEIGHT_STEP, MAX_WEIGHT = 20, 240
SHORTEST_WORD, LONGEST_WORD = 3, 40


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row of the index is made of."""

    kind: str
    text: SourceText
    language: str
    title: str
    body: str
    is_original: bool

    @property
    def key(self) -> tuple[int, str]:
        """What tells the rows of a kind apart."""
        return self.text.target_id, self.language


def entries(kind: str, texts: Iterable[SourceText], versions: Sequence[VersionText]) -> list[Entry]:
    """One entry for each original and for each translation into another language."""
    found: list[Entry] = []
    for text in texts:
        found.append(Entry(kind, text, text.language, text.title, text.body, True))
        mine = {version.language: version for version in versions if version.target_id == text.target_id}
        found += [
            Entry(kind, text, version.language, version.title, version.body, False)
            for version in mine.values()
            if version.language != text.language
        ]
    return found


def day_of(moment: datetime) -> int:
    """Days since 1970."""
    return (moment - _EPOCH).days


def weight_of(support_count: int) -> int:
    """Support in steps: each doubling counts as much as the one before."""
    return min(support_count.bit_length() * _WEIGHT_STEP, MAX_WEIGHT)


def facets(kind: str, process_id: int | None = None, language: str | None = None) -> list[str]:
    """Tokens for what a search is narrowed to."""
    found = [f"=={kind}"] if kind else []
    found += [f"==p{process_id}"] if process_id is not None else []
    return found + ([f"==l{language.lower()}"] if language else [])


BLOCK = 14


def block(document_id: int) -> str:
    """The token of the block of 16,384 rows that a row is in: PostgreSQL looks at the newest blocks first (see `engine`)."""
    return f"==b{document_id >> BLOCK}"


def document_row(entry: Entry, *, analysed: int = 0) -> dict[str, object]:
    """The columns of `search_document`."""
    text = entry.text
    return {
        "kind": entry.kind, "target_id": text.target_id, "contribution_id": None if entry.kind == PROCESS else text.contribution_id,
        "process_id": text.process_id, "language": entry.language, "is_original": entry.is_original,
        "published_day": day_of(text.published_at), "weight": weight_of(text.support_count), "analysed": analysed,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indexed:
    """The columns of `search_text`, and the words that may be suggested."""

    title: str
    norm: str
    tokens: list[str]
    terms: dict[str, Term]


def index(entry: Entry, *, with_dictionary: bool) -> Indexed:
    """The tokens of an entry; `with_dictionary` is the part that takes time."""
    title, body = normalise(entry.title), normalise(entry.body[:MAX_LETTERS])
    title_norm, title_tokens = text_tokens(title)
    body_norm, body_tokens = text_tokens(body)
    terms = latin_terms((title_tokens | body_tokens).keys()) if with_dictionary else {}
    if with_dictionary and is_japanese(title + body, entry.language):
        known = analyse(entry.title)
        title_tokens.update(_dictionary_tokens(known))
        terms |= known.terms
        known = analyse(entry.body[:MAX_LETTERS])
        body_tokens.update(_dictionary_tokens(known))
        terms |= known.terms
    narrowing = facets(entry.kind, entry.text.process_id, entry.language)
    tokens = dict.fromkeys((*(safe(token) for token in (title_tokens | body_tokens)), *in_title(map(safe, title_tokens)), *narrowing))
    return Indexed(title_norm, f"{title_norm}{body_norm}" if entry.title else body_norm, list(tokens), terms)


def _dictionary_tokens(known: Analysis) -> dict[str, None]:
    return dict.fromkeys((*(f"_{word}" for word in known.words), *(f"~{reading}" for reading in known.readings)))


def latin_terms(tokens: Iterable[str]) -> dict[str, Term]:
    """The words of scripts with spaces among tokens, which may be suggested."""
    return {token: Term(token, token) for token in tokens if _may_be_suggested(token)}


def _may_be_suggested(token: str) -> bool:
    return (
        SHORTEST_WORD <= len(token) <= LONGEST_WORD
        and token[0] not in "=_~^"
        and not any(character.isdecimal() for character in token)
        and not KANJI.search(token)
        and not KANA.search(token)
        and not "\u0e00" <= token[0] <= "\u10ff"
        and not "\u1780" <= token[0] <= "\u17ff"
        and not "\uac00" <= token[0] <= "\ud7af"
    )


def terms_in(tokens: Iterable[str]) -> set[str]:
    """The suggestible words that stored tokens were counted for."""
    return {token[1:] if token[0] == "_" else token for token in tokens if token[0] == "_" or _may_be_suggested(token)}
