"""Reads of the search: results, what was meant, what may be typed next, similar texts, the state of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import func, or_, select

from civic.db import is_sqlite, session, utcnow
from civic.search import sources
from civic.search.analysis import VERSION, query_words
from civic.search.engine import CANDIDATES, Stream, ask, streams_of
from civic.search.indexing import day_of, facets
from civic.search.models import SearchDocument, SearchSynonym, SearchTerm, SearchText
from civic.search.normalise import normalise
from civic.search.parsing import LONGEST_TERM, Query, Term, parse
from civic.search.plan import Alternative, Marks, Plan, Token, plan
from civic.search.snippets import Part, shown
from civic.search.sources import Place, SourceText
from civic.search.spelling import nearest
from civic.search.synonyms import SHIPPED, Synonyms
from civic.search.tokens import runs, safe

PAGE = 20
LAST_PAGE = CANDIDATES // PAGE
SUGGESTIONS = 8
SIMILAR = 3
GLANCE = 50
"""So many of the newest matches are looked at to say whether there is any."""
AT_ONCE = 8
READ_SO = 10
WORD = 1_000_000
"""A word in common counts so much in similar texts; its rareness comes after."""


class Since(StrEnum):
    """How far back a search goes."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_DAYS = {Since.WEEK: 7, Since.MONTH: 31, Since.YEAR: 366}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a search is narrowed to. `language` is the tag of the text that is found, which may be a translation."""

    kind: str | None = None
    process_id: int | None = None
    language: str | None = None
    since: Since | None = None

    @property
    def active(self) -> dict[str, str]:
        """The set filters as address arguments."""
        values = {"kind": self.kind, "process": self.process_id, "language": self.language, "since": self.since}
        return {name: str(value) for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the engine's answer. `language` is that of the text that matched; `is_original` whether it is what the writer wrote."""

    kind: str
    target_id: int
    language: str
    is_original: bool
    rank: int
    total: int


@dataclass(frozen=True)
class Hit:
    """A result as a page shows it. `heading` is the title, or for a comment or an answer that of what it is about."""

    kind: str
    target_id: int
    heading: list[Part]
    heading_language: str
    body: list[Part]
    language: str
    original_language: str
    is_original: bool
    text: SourceText

    @property
    def place(self) -> Place:
        """What its address is made of."""
        return Place(self.target_id, self.text.root_id, self.text.published_at)


@dataclass(frozen=True)
class Results:
    """A page of results. `total` stops at `CANDIDATES`. `instead` is what was looked for when the words as typed are nowhere."""

    query: Query
    hits: list[Hit]
    total: int
    page: int
    instead: str | None = None
    meant: tuple[str, ...] = ()

    @property
    def has_more(self) -> bool:
        """Whether there is a next page."""
        return self.page < LAST_PAGE and self.page * PAGE < self.total

    @property
    def is_bounded(self) -> bool:
        """Whether there may be more than `total`."""
        return self.total >= CANDIDATES


_STEPWISE = select(
    func.coalesce(select(func.max(SearchText.id)).scalar_subquery(), 0),
    *(func.set_config(name, "off", True) for name in ("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")),
)
"""The planner of PostgreSQL must not read whole tables: it does not know what long columns cost, nor how few rows a stream names."""


def _last_id() -> int:
    """On PostgreSQL the number of the newest row; and the planner is told how to go, for the rest of the transaction."""
    return 0 if is_sqlite() else session.scalar(_STEPWISE) or 0


def _run(
    made: Plan, streams: Sequence[Stream], *, limit: int, offset: int = 0, since_day: int | None = None, candidates: int = CANDIDATES
) -> list[Found]:
    asked = ask(
        made, streams, is_sqlite=is_sqlite(), last_id=_last_id(), today=day_of(utcnow()), limit=limit, offset=offset, since_day=since_day,
        candidates=candidates,
    )  # fmt: skip
    return [Found(*row) for row in session.execute(asked.statement, asked.values)]


def _present(streams: Sequence[Stream]) -> set[int]:
    """The numbers of those streams that lead to a text that everybody may read. Few statements however many streams."""
    found: set[int] = set()
    for start in range(0, len(streams), AT_ONCE):
        some = [Stream(one.groups, start + number) for number, one in enumerate(streams[start : start + AT_ONCE])]
        asked = ask(
            Plan(()), some, is_sqlite=is_sqlite(), last_id=_last_id(), today=0, limit=0, candidates=GLANCE, is_presence=True
        )  # fmt: skip
        found.update(session.scalars(asked.statement, asked.values))
    return found


def _public(words: Sequence[str]) -> list[str]:
    """Those words of the vocabulary that a text has which everybody may read."""
    present = _present([Stream(((Alternative((Token((safe(word), f"_{safe(word)}")),)),),), 0) for word in words])
    return [word for number, word in enumerate(words) if number in present]


def _facets(filters: Filters) -> list[str]:
    return facets(filters.kind or "", filters.process_id, filters.language)


def _since_day(filters: Filters) -> int | None:
    return day_of(utcnow() - timedelta(days=_DAYS[filters.since])) if filters.since is not None else None


def search(typed: str, filters: Filters | None = None, *, page: int = 1) -> Results:
    """A page of what everybody may read. Words that are nowhere are looked for as what was probably meant."""
    filters = filters or Filters()
    query = parse(typed)
    known = synonyms()
    page = max(1, min(page, LAST_PAGE))

    def look(terms: Query) -> tuple[Plan, list[Found]]:
        made = plan(terms, known, facets=_facets(filters))
        if not made.wanted:
            return made, []
        return made, _run(made, streams_of(made), limit=PAGE, offset=(page - 1) * PAGE, since_day=_since_day(filters))

    made, found = look(query)
    if found or page > 1 or not query.wanted:
        return _results(query, made, found, page)
    mended = _mended(query, known)
    if mended is None:
        return _results(query, made, found, page)
    made, found = look(mended)
    instead = " ".join(_typed(term) for term in mended.terms)
    return replace(_results(query, made, found, page), instead=instead if found else None, meant=() if found else (instead,))


def _typed(term: Term) -> str:
    said = f'"{term.typed}"' if term.is_phrase else term.typed + ("*" if term.is_prefix else "")
    return f"-{said}" if term.is_excluded else said


def matching(typed: str, *, limit: int = 1_000_000) -> list[tuple[str, int]]:
    """All that match, in order, as (kind, id): for measurements and checks, not for pages."""
    made = plan(parse(typed), synonyms())
    found = _run(made, streams_of(made), limit=limit, candidates=limit) if made.wanted else []
    return [(one.kind, one.target_id) for one in found]


def translated_as(text: str, language: str) -> list[tuple[str, int]]:
    """Public targets, as (kind, id), that are found by these words in a translation into the language (its tag)."""
    whole = " ".join(text.split())
    typed = whole if len(whole) <= LONGEST_TERM else whole[:LONGEST_TERM].rpartition(" ")[0] or whole[:LONGEST_TERM]
    term = Term(normalise(typed), typed, is_phrase=True, is_prefix=len(typed) < len(whole))
    if not any(runs(term.text)):
        return []
    made = plan(Query((term,)), _synonyms((), frozenset(SHIPPED)), facets=facets("", None, language))
    found = _run(made, streams_of(made), limit=1_000_000, candidates=1_000_000) if made.wanted else []
    return [(one.kind, one.target_id) for one in found if not one.is_original]


def _mended(query: Query, known: Synonyms) -> Query | None:
    """The query with each word that is nowhere replaced by the nearest one that is somewhere; None when that helps nothing."""
    terms: list[Term] = []
    ways = [plan(Query((replace(term, is_excluded=False),)), known).wanted[0].alternatives for term in query.terms]
    somewhere = _present([Stream((alternatives,), 0) for alternatives in ways])
    for number, term in enumerate(query.terms):
        if term.is_excluded or number in somewhere:
            terms.append(term)
            continue
        near = {one.word: one for one in nearest(_plain(term))}
        better = next((near[word] for word in _public(list(near))), None)
        if better is None:
            return None
        terms.append(Term(normalise(better.shown), better.shown))
    mended = Query(tuple(terms))
    return mended if mended.terms != query.terms else None


def _plain(term: Term) -> str:
    return "".join("".join(units) for _unspaced, units in runs(term.text))


def _results(query: Query, made: Plan, found: list[Found], page: int) -> Results:
    return Results(query, _hits(found, _marks(made)) if found else [], found[0].total if found else 0, page)


def _marks(made: Plan) -> Marks:
    """What to mark; readings also as the words of the town that are read so, which saves reading every text with the dictionary."""
    if not made.marks.readings:
        return made.marks
    rows = select(SearchTerm.word, SearchTerm.shown).where(SearchTerm.reading.in_(sorted(made.marks.readings)))
    shown = session.execute(rows.order_by(SearchTerm.documents.desc(), SearchTerm.word).limit(READ_SO))
    literals = dict.fromkeys((*made.marks.literals, *((form, True) for row in shown for form in (normalise(row.shown), row.word))))
    return replace(made.marks, literals=tuple(literals))


def _hits(found: Sequence[Found], marks: Marks) -> list[Hit]:
    """Each result with its present text and the piece that was found: one statement for each kind on the page, and one for titles."""
    texts: dict[tuple[str, int], SourceText] = {}
    versions: dict[tuple[str, int, str], tuple[str, str]] = {}
    for kind in {one.kind for one in found}:
        mine = [one for one in found if one.kind == kind]
        texts |= {(kind, text.target_id): text for text in sources.load_texts(kind, [one.target_id for one in mine]).values()}
        translated = [one.target_id for one in mine if not one.is_original]
        versions |= {(kind, one.target_id, one.language): (one.title, one.body) for one in sources.load_versions(kind, translated)}
    roots = sources.load_texts("proposal", sorted({text.root_id for text in texts.values() if text.root_id is not None}))
    hits: list[Hit] = []
    for one in found:
        text = texts.get((one.kind, one.target_id))
        if text is not None:
            title, body = versions.get((one.kind, one.target_id, one.language), (text.title, text.body))
            hits.append(_hit(one, text, title or text.title, body or text.body, roots, marks))
    return hits


def _hit(one: Found, text: SourceText, title: str, body: str, roots: dict[int, SourceText], marks: Marks) -> Hit:
    root = roots.get(text.root_id or 0)
    heading, piece = shown(title if root is None else "", body, marks)
    if root is not None:
        heading = [Part(root.title)]
    return Hit(
        kind=one.kind, target_id=one.target_id, heading=heading, heading_language=root.language if root is not None else one.language,
        body=piece, language=one.language, original_language=text.language, is_original=one.is_original, text=text,
    )  # fmt: skip


def suggestions(typed: str) -> list[str]:
    """Words of the town's public texts that begin with what is typed, or are read so; the most frequent first."""
    before, _space, last = typed.rpartition(" ")
    start = normalise(last.strip())[:40]
    if not start or not any(runs(start)):
        return []
    end = start[:-1] + chr(min(ord(start[-1]) + 1, 0x10FFFF)) if ord(start[-1]) != 0xD7FF else start + "\U0010ffff"
    begins = or_(*((column >= start) & (column < end) for column in (SearchTerm.word, SearchTerm.reading)))
    rows = select(SearchTerm.word, SearchTerm.shown).where(begins, SearchTerm.documents > 0)
    ordered = rows.order_by(SearchTerm.documents.desc(), SearchTerm.word).limit(SUGGESTIONS * 2)
    said = {row.word: row.shown for row in session.execute(ordered) if row.word != start}
    shown = [said[word] for word in _public(list(said))][:SUGGESTIONS]
    return [f"{before} {word}" if before else word for word in shown]


def similar(text: str, *, kind: str, limit: int = SIMILAR) -> list[Hit]:
    """Texts about the same thing: those that share two of the rarest words of `text`, in whatever language a version of them is."""
    weights = _telling_words(text)
    if not weights:
        return []
    least, shared = sum(weights.values()) * 2 // 5, min(2, len(weights))
    streams = [Stream(((Alternative((Token(forms),)),),), WORD + points) for forms, points in weights.items()]
    rows = _run(Plan((), facets=tuple(facets(kind))), streams, limit=limit)
    found = [one for one in rows if one.rank // WORD >= shared and one.rank % WORD >= least]
    return _hits(found, Marks())


def _telling_words(text: str) -> dict[tuple[str, ...], int]:
    """Up to eight words, the rarer the heavier."""
    normal = normalise(text[:600])
    words = {word: f"_{word}" for word in query_words(text[:600]).words}
    words |= {units[0]: units[0] for unspaced, units in runs(normal) if not unspaced and len(units[0]) > 3}
    words |= {"".join(units): "".join(units) for unspaced, units in runs(normal) if unspaced and len(units) == 2}
    rows = session.execute(select(SearchTerm.word, SearchTerm.documents).where(SearchTerm.word.in_(list(words)[:60])))
    size = session.scalar(select(func.max(SearchDocument.id))) or 1
    counted = {word: 1000 * (size // max(1, documents)).bit_length() for word, documents in rows if documents * 4 <= max(size, 20)}
    rarest = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
    return {(safe(words[word]),): points for word, points in rarest}


_GROUPS = select(SearchSynonym.key, SearchSynonym.words, SearchSynonym.is_active).order_by(SearchSynonym.id)


def synonym_rows() -> list[SearchSynonym]:
    """The town's own groups and changed shipped ones."""
    return list(session.scalars(select(SearchSynonym).order_by(SearchSynonym.id)))


def synonyms() -> Synonyms:
    """The groups that count now. One statement."""
    rows = session.execute(_GROUPS).all()
    own = tuple(tuple(row.words.splitlines()) for row in rows if row.is_active)
    return _synonyms(own, frozenset(row.key for row in rows))


@lru_cache(maxsize=8)
def _synonyms(own: tuple[tuple[str, ...], ...], changed: frozenset[str | None]) -> Synonyms:
    return Synonyms((*own, *(words for key, words in SHIPPED.items() if key not in changed)))


@dataclass(frozen=True, slots=True)
class Status:
    """How the index stands."""

    documents: dict[str, int]
    languages: dict[str, int]
    waiting: int
    outdated: int
    words: int


def status() -> Status:
    """Counts for operators."""
    by_kind = select(SearchDocument.kind, func.count()).group_by(SearchDocument.kind).order_by(SearchDocument.kind)
    by_language = select(SearchDocument.language, func.count()).group_by(SearchDocument.language).order_by(SearchDocument.language)
    waiting = select(func.count()).where(SearchDocument.analysed == 0)
    outdated = select(func.count()).where(SearchDocument.analysed > 0, SearchDocument.analysed < VERSION)
    return Status(
        documents=dict(session.execute(by_kind).all()),
        languages=dict(session.execute(by_language).all()),
        waiting=session.scalar(waiting) or 0,
        outdated=session.scalar(outdated) or 0,
        words=session.scalar(select(func.count()).select_from(SearchTerm)) or 0,
    )
