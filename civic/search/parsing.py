"""What a person types in the search box, taken apart. Every input has a meaning; none is an error.

park bench      both words           "bus stop"   these words in this order       -park     not this word
comm*           words that begin so  公園、ベンチ  both, the comma only separates
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from civic.search.normalise import normalise
from civic.search.tokens import runs

MAX_LETTERS = 400
MAX_TERMS = 12
LONGEST_TERM = 80

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞〟「」『』", '"'))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−－", "-"))
_SEPARATORS = re.compile(r"[、。,;!?()\[\]{}<>|/\\:+&=^「」『』【】〔〕《》〈〉…~〜\s]+")
_CHUNK = re.compile(r'(-?)"([^"]*)"(\*?)|(\S+)')
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for. `text` is normalised; `typed` is as the person wrote it."""

    text: str
    typed: str
    is_phrase: bool = False
    is_prefix: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of it. `is_cut` when there was more than is looked for."""

    terms: tuple[Term, ...]
    is_cut: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that a text must have."""
        return tuple(term for term in self.terms if not term.is_excluded)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """The terms that a text must not have."""
        return tuple(term for term in self.terms if term.is_excluded)


def parse(typed: str) -> Query:
    """The terms of a query, at most `MAX_TERMS` of them, each once."""
    text = _CONTROL.sub(" ", typed[: MAX_LETTERS * 4])
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    is_cut = len(typed) > MAX_LETTERS * 4 or len(text) > MAX_LETTERS
    text = text[:MAX_LETTERS]
    if text.count('"') % 2:
        before, _quote, after = text.rpartition('"')
        text = f"{before} {after}"
    found: dict[Term, None] = {}
    for chunk in _CHUNK.finditer(text):
        for term in _terms(chunk):
            found[term] = None
    terms = tuple(found)
    return Query(terms[:MAX_TERMS], is_cut or len(terms) > MAX_TERMS)


def _terms(chunk: re.Match[str]) -> list[Term]:
    minus, quoted, star, plain = chunk.groups()
    if plain is None:
        one = _term(quoted, is_phrase=True, is_excluded=bool(minus), is_prefix=bool(star))
        return [one] if one else []
    first = plain[0].translate(_DASHES)
    is_excluded = first == "-" and len(plain) > 1
    pieces = [piece for piece in _SEPARATORS.split(plain[1:] if is_excluded else plain) if piece]
    terms = [_term(piece, is_prefix=piece.endswith("*"), is_excluded=is_excluded) for piece in pieces]
    return [term for term in terms if term]


def _term(piece: str, *, is_phrase: bool = False, is_prefix: bool = False, is_excluded: bool = False) -> Term | None:
    typed = piece.strip(" *\t")[:LONGEST_TERM]
    text = normalise(typed)
    if not any(runs(text)):
        return None
    return Term(text, typed, is_phrase, is_prefix, is_excluded)
