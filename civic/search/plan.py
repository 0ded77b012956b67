"""From terms to what the databases are asked: trees of tokens, and the checks that the tokens alone cannot answer.

A term is found in several ways (alternatives): by its letters, as a dictionary word, by its reading, by another spelling of its number, by
a synonym. A text must have one alternative of each term. Three streams rank: all terms in the title, all terms as exact words, all terms
in some way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from civic.search.analysis import is_japanese, query_words
from civic.search.normalise import bare
from civic.search.numerals import variants
from civic.search.parsing import Query, Term
from civic.search.synonyms import Synonyms
from civic.search.tokens import KANJI, runs, safe

PREFIX_FROM = 4
"""Latin words of at least so many letters find the words that begin with them, too."""
READING_FROM = 3
SHORTEST_READING = 2
"""Readings shorter than `READING_FROM` belong to many words; they find texts, and are no reason to put one first."""
_INDIC = re.compile("[\u0900-\u0dff]")
_ALPHABETIC = re.compile(r"[^\W\d_]+")
_KANA_ONLY = re.compile("[ぁ-ゖー]+")
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One of several forms of a token, as it is or as a beginning."""

    forms: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to find a term: all tokens, and, where they do not say enough, the words of `needle` side by side."""

    tokens: tuple[Token, ...]
    needle: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One term with the ways to find it; `exact` are the ways that find it as a word of its own."""

    term: Term
    alternatives: tuple[Alternative, ...]
    exact: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in the texts that are shown: letters (with whether more letters may follow), dictionary words, readings."""

    literals: tuple[tuple[str, bool], ...] = ()
    words: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask."""

    wanted: tuple[Wanted, ...]
    unwanted: tuple[Wanted, ...] = ()
    facets: tuple[str, ...] = ()
    marks: Marks = field(default_factory=Marks)


def plan(query: Query, synonyms: Synonyms, *, facets: Iterable[str] = ()) -> Plan:
    """The ways to find each term."""
    wanted = tuple(_wanted(term, synonyms) for term in query.wanted)
    unwanted = tuple(_wanted(term, Synonyms(())) for term in query.unwanted)
    return Plan(wanted, unwanted, tuple(facets), _marks(wanted))


def _wanted(term: Term, synonyms: Synonyms) -> Wanted:
    is_loose = not term.is_phrase and not term.is_excluded
    found, exact = [_literal(term.text, term, is_prefix=term.is_prefix or is_loose)], []
    words, compound = _dictionary(term.text, term.typed)
    exact += words
    if term.is_phrase:
        return Wanted(term, tuple(found), tuple(found))
    if _is_spaced(term.text):
        exact.append(_literal(term.text, term, is_prefix=False))
    found += words
    if term.is_excluded:
        return Wanted(term, tuple(found), tuple(exact))
    found += compound
    for other in (*variants(term.text), *synonyms.of(term.text)):
        literal = _literal(other, term, is_prefix=False)
        words, _loose = _dictionary(other, other)
        found += [literal, *words]
        exact += words or [literal]
    found += [_literal(other, term, is_prefix=False) for other in _singulars(term.text)]
    return Wanted(term, tuple(dict.fromkeys(found)), tuple(dict.fromkeys(exact)))


def _is_spaced(text: str) -> bool:
    return all(not unspaced for unspaced, _units in runs(text))


def _literal(text: str, term: Term, *, is_prefix: bool) -> Alternative:
    """Find it by its letters."""
    parts = list(runs(text))
    tokens: list[Token] = []
    has_doubt = len(parts) > 1
    for number, (unspaced, units) in enumerate(parts):
        if unspaced:
            tokens += _letters(units)
            has_doubt |= len(units) > 2
        else:
            tokens.append(_word(units[0], may_begin=is_prefix and number == len(parts) - 1, is_told=term.is_prefix))
    if not has_doubt:
        return Alternative(tuple(tokens))
    said = " ".join("".join(units) if unspaced else bare(units[0]) for unspaced, units in parts)
    before = "" if parts[0][0] else " "
    after = "" if parts[-1][0] or tokens[-1].is_prefix else " "
    return Alternative(tuple(dict.fromkeys(tokens)), f"{before}{said}{after}")


def _letters(units: list[str]) -> list[Token]:
    if len(units) == 1:
        return [Token((safe(units[0]),), is_prefix=not KANJI.match(units[0]))]
    return [Token((safe(one + two),)) for one, two in zip(units, units[1:], strict=False)]


def _word(word: str, *, may_begin: bool, is_told: bool) -> Token:
    plain = bare(word)
    is_prefix = may_begin and (is_told or bool(_INDIC.search(word)) or (len(plain) >= PREFIX_FROM and bool(_ALPHABETIC.fullmatch(plain))))
    return Token((safe(word), f"={safe(plain)}") if plain == word else (safe(word), safe(plain)), is_prefix)


def _dictionary(text: str, typed: str) -> tuple[list[Alternative], list[Alternative]]:
    """Find it as a Japanese word: exactly, and (several words with particles between them) as words anywhere in the text."""
    if not is_japanese(text, "ja"):
        return [], []
    known = query_words(typed)
    spaced = tuple(_word(units[0], may_begin=False, is_told=False) for unspaced, units in runs(text) if not unspaced)
    exact: list[Alternative] = []
    loose: list[Alternative] = []
    if len(known.words) == 1 and not spaced:
        exact.append(Alternative((Token((f"_{safe(known.words[0])}",)),)))
    elif known.compound:
        exact.append(Alternative((Token((f"_{safe(known.compound)}",)),)))
    elif known.words and len("".join(known.readings)) >= READING_FROM:
        loose.append(Alternative((*(Token((f"_{safe(word)}",)) for word in dict.fromkeys(known.words)), *spaced)))
    if _KANA_ONLY.fullmatch(text) and len(text) >= SHORTEST_READING:
        (exact if len(text) >= READING_FROM else loose).append(Alternative((Token((f"~{safe(text)}",)),)))
    return exact, loose


def _singulars(text: str) -> Iterator[str]:
    """A Latin plural also finds the singular: parks, parques, jardines, bibliotecas."""
    if len(text) >= PREFIX_FROM and text.endswith("s") and _LATIN.fullmatch(text):
        yield text[:-1]
        if text.endswith("es"):
            yield text[:-2]
        if text.endswith("ies"):
            yield text[:-3] + "y"


def _marks(wanted: Iterable[Wanted]) -> Marks:
    literals: dict[tuple[str, bool], None] = {}
    words: set[str] = set()
    readings: set[str] = set()
    for one in wanted:
        for alternative in one.alternatives:
            first = alternative.tokens[0].forms[0]
            if first.startswith(("_", "~")):
                (words if first[0] == "_" else readings).update(token.forms[0][1:] for token in alternative.tokens)
            elif alternative.needle:
                literals[alternative.needle.strip(), alternative.tokens[-1].is_prefix or not alternative.needle.endswith(" ")] = None
            else:
                literals[bare(_written(alternative)), alternative.tokens[-1].is_prefix or not _is_spaced(first)] = None
    return Marks(tuple(literals), frozenset(words), frozenset(readings))


def _written(alternative: Alternative) -> str:
    return alternative.tokens[0].forms[0]


# What follows writes trees of tokens in the languages of the two databases.

Quote = Callable[[Token, str], str]


def _fts5(token: Token, mark: str) -> str:
    said = [f'"{mark}{form}"' + (" *" if token.is_prefix else "") for form in token.forms]
    return said[0] if len(said) == 1 else f"({' OR '.join(said)})"


def _tsquery(token: Token, mark: str) -> str:
    said = [f"'{mark}{form}'" + (":*" if token.is_prefix else "") for form in token.forms]
    return said[0] if len(said) == 1 else f"({' | '.join(said)})"


@dataclass(frozen=True, slots=True)
class Language:
    """How a database writes and, or, not."""

    quote: Quote
    conjunction: str
    disjunction: str
    negation: str


FTS5 = Language(_fts5, " AND ", " OR ", " NOT ")
POSTGRESQL = Language(_tsquery, " & ", " | ", " & !")


def alternatives_text(alternatives: Iterable[Alternative], language: Language, mark: str = "") -> str:
    """One of the alternatives."""
    said = dict.fromkeys("(" + language.conjunction.join(language.quote(token, mark) for token in one.tokens) + ")" for one in alternatives)
    return f"({language.disjunction.join(said)})"


def match_text(
    groups: Iterable[Iterable[Alternative]], language: Language, *, without: Iterable[Iterable[Alternative]] = (),
    facets: Iterable[str] = (), mark: str = "",
) -> str:  # fmt: skip
    """One alternative of each group, all facets, nothing of `without`."""
    said = [alternatives_text(group, language, mark) for group in groups]
    said += [language.quote(Token((facet,)), "") for facet in facets]
    positive = language.conjunction.join(said)
    negative = "".join(language.negation + alternatives_text(group, language) for group in without)
    return f"({positive}){negative}" if negative else positive
