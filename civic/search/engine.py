"""A plan as one SQL statement, the same for both databases but for how tokens are matched.

Each stream walks over the matches from the newest on and stops at `CANDIDATES`: the cost of a common word does not grow with the town.
SQLite's full text table is in that order. PostgreSQL's inverted index has none, so it looks at the newest blocks of rows first, and at
all only for words that are too rare to give `CANDIDATES` there: rare words are cheap.
What the streams name is ranked by whole numbers (title, exact words, freshness, support) and filtered by the one visibility rule, as it is
for the public: the index holds nothing else. Statements of the same shape are built once; what is asked for comes in as parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
    union_all,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import TSQUERY

from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import READABLE, visible_to
from civic.processes.models import Process
from civic.search.indexing import BLOCK, block
from civic.search.models import SearchDocument, SearchText
from civic.search.plan import FTS5, POSTGRESQL, Alternative, Plan, Token, alternatives_text, match_text

CANDIDATES = 300
"""How many of the newest matches a stream names; also the most that a search lists."""
TITLE, EXACT, LETTERS = 4000, 2000, 1000
"""What a stream adds to the rank; freshness and support together stay below."""
FRESH, DAYS_A_POINT = 240, 8
_FTS: FromClause = table("search_fts", column("rowid", Integer))
_FENCE: Any = literal_column("0")
_ONE: Any = literal_column("1")

Way = Literal["needle", "tokens"] | tuple[int, ...]
"""One way to hold: words side by side; tokens (PostgreSQL); how many forms each of the tokens has (SQLite)."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One way to walk: which alternatives count, in the title or anywhere, and how much it adds."""

    groups: tuple[tuple[Alternative, ...], ...]
    points: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What the tokens alone do not say, asked of each match: one of `ways`, or (`is_unwanted`) none of them."""

    ways: tuple[Way, ...]
    is_title: bool = False
    is_unwanted: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """All that a statement's text depends on."""

    is_sqlite: bool
    checks: tuple[tuple[Check, ...], ...]
    has_since: bool
    has_blocks: bool
    is_presence: bool


@dataclass(frozen=True)
class Asked:
    """A statement with its parameters."""

    statement: Select[Any]
    values: dict[str, Any]


def streams_of(plan: Plan) -> list[Stream]:
    """Exact words in the title, exact words, letters in the title, letters; without exact words where there is no way to tell them."""
    every = tuple(wanted.alternatives for wanted in plan.wanted)
    exact = tuple(wanted.exact for wanted in plan.wanted)
    if not all(exact) or exact == every:
        return [Stream(every, TITLE, "^"), Stream(every, 0)]
    return [Stream(exact, TITLE, "^"), Stream(exact, EXACT), Stream(every, LETTERS, "^"), Stream(every, 0)]


def ask(
    plan: Plan, streams: Sequence[Stream], *, is_sqlite: bool, last_id: int, today: int, limit: int, offset: int = 0,
    since_day: int | None = None, candidates: int = CANDIDATES, is_presence: bool = False,
) -> Asked:  # fmt: skip
    """A page of what the streams name, the best text of each target, with the number of all; or (`is_presence`) the points of those streams
    that name anything that may be shown."""
    language = FTS5 if is_sqlite else POSTGRESQL
    values: dict[str, Any] = {
        "today": today,
        "page_limit": limit,
        "page_offset": offset,
        "candidates": candidates,
        "since_day": since_day or 0,
    }
    sure = [one.alternatives for one in plan.unwanted if not _has_needle(one.alternatives)]
    doubtful = [one.alternatives for one in plan.unwanted if _has_needle(one.alternatives)]
    checks: list[tuple[Check, ...]] = []
    newest = () if is_sqlite else newest_blocks(last_id)
    for number, stream in enumerate(streams):
        values[f"match{number}"] = match_text(stream.groups, language, without=sure, facets=plan.facets, mark=stream.mark)
        values[f"points{number}"] = stream.points
        if newest:
            values[f"newest{number}"] = f"({values[f'match{number}']}) & {POSTGRESQL.quote(Token(newest), '')}"
        doubts = [(group, stream.mark, False) for group in stream.groups if _has_needle(group)] + [(group, "", True) for group in doubtful]
        mine: list[Check] = []
        for place, (group, mark, is_unwanted) in enumerate(doubts):
            mine.append(Check(tuple(_ways(group, is_sqlite)), bool(mark), is_unwanted))
            for each, value in enumerate(_values(group, mark, is_sqlite)):
                values[f"v{number}_{place}_{each}"] = value
        checks.append(tuple(mine))
    return Asked(_statement(Shape(is_sqlite, tuple(checks), since_day is not None, bool(newest), is_presence)), values)


def newest_blocks(last_id: int) -> tuple[str, ...]:
    """The tokens of the newest two blocks, or nothing while there are no others."""
    last, before = block(last_id), block(max(last_id - 2**BLOCK, 0))
    return (last, before) if last_id >= 2 ** (BLOCK + 1) else ()


def _has_needle(alternatives: Sequence[Alternative]) -> bool:
    return any(one.needle for one in alternatives)


def _ways(group: Sequence[Alternative], is_sqlite: bool) -> Iterator[Way]:
    for one in group:
        if one.needle:
            yield "needle"
    sure = [one for one in group if not one.needle]
    if is_sqlite:
        yield from (tuple(len(token.forms) for token in one.tokens) for one in sure)
    elif sure:
        yield "tokens"


def _values(group: Sequence[Alternative], mark: str, is_sqlite: bool) -> Iterator[str]:
    yield from (one.needle for one in group if one.needle)
    sure = [one for one in group if not one.needle]
    if is_sqlite:
        for one in sure:
            for token in one.tokens:
                yield from (f" {mark}{form}" + ("" if token.is_prefix else " ") for form in token.forms)
    elif sure:
        yield alternatives_text(sure, POSTGRESQL, mark)


def shown_to_all() -> ColumnElement[bool]:
    """The visibility rule over documents joined with contributions; comments only while they stand, processes once published."""
    published = select(Process.id).where(Process.id == SearchDocument.process_id, Process.published_at.is_not(None))
    return or_(
        and_(
            Contribution.visibility.in_(READABLE),
            or_(Contribution.kind != Kind.COMMENT, Contribution.visibility == Visibility.PUBLIC),
            visible_to(None),
        ),
        and_(SearchDocument.contribution_id.is_(None), exists(published.correlate(SearchDocument))),
    )


@lru_cache(maxsize=512)
def _statement(shape: Shape) -> Select[Any]:
    streams = [_stream(shape, number) for number in range(len(shape.checks))]
    named = union_all(*(select(one.c.id, one.c.points) for one in streams)).subquery()
    return _presence(named) if shape.is_presence else _page(named)


def _presence(named: Subquery) -> Select[Any]:
    return (
        select(named.c.points)
        .join(SearchDocument, SearchDocument.id == named.c.id)
        .outerjoin(Contribution, Contribution.id == SearchDocument.contribution_id)
        .where(shown_to_all())
        .distinct()
    )


def _page(named: Subquery) -> Select[Any]:
    summed = select(named.c.id, func.sum(named.c.points, type_=Integer).label("points")).group_by(named.c.id).subquery()
    age = bindparam("today", type_=Integer) - SearchDocument.published_day
    fresh = case((age < 0, FRESH), (age < FRESH * DAYS_A_POINT, FRESH - age // DAYS_A_POINT), else_=0)
    rank = summed.c.points + fresh + SearchDocument.weight
    best_first = (rank.desc(), SearchDocument.is_original.desc(), SearchDocument.id.desc())
    hit = (
        select(
            SearchDocument.id, SearchDocument.kind, SearchDocument.target_id, SearchDocument.language, SearchDocument.is_original,
            rank.label("rank"),
            func.row_number().over(partition_by=(SearchDocument.kind, SearchDocument.target_id), order_by=best_first).label("place"),
        )
        .select_from(summed)
        .join(SearchDocument, SearchDocument.id == summed.c.id)
        .outerjoin(Contribution, Contribution.id == SearchDocument.contribution_id)
        .where(shown_to_all())
        .subquery()
    )  # fmt: skip
    columns = (hit.c.kind, hit.c.target_id, hit.c.language, hit.c.is_original, hit.c.rank)
    rows = select(*columns, func.count().over().label("total")).where(hit.c.place == 1).order_by(hit.c.rank.desc(), hit.c.id.desc())
    return rows.limit(bindparam("page_limit", type_=Integer)).offset(bindparam("page_offset", type_=Integer))


def _stream(shape: Shape, number: int) -> Subquery:
    match = bindparam(f"match{number}", type_=String)
    points = bindparam(f"points{number}", type_=Integer).label("points")
    checks = [_check(check, f"v{number}_{place}", shape.is_sqlite) for place, check in enumerate(shape.checks[number])]
    since = SearchDocument.published_day >= bindparam("since_day", type_=Integer) if shape.has_since else None
    if shape.is_sqlite:
        return _fts5_rows(match, points, checks, since).subquery()
    every = _postgresql_rows(match, points, checks, since)
    if not shape.has_blocks:
        return every.subquery()
    recent = _postgresql_rows(bindparam(f"newest{number}", type_=String), points, checks, since).cte(f"recent{number}")
    is_enough = select(func.count()).select_from(recent).scalar_subquery() >= _limit()
    older = every.where(not_(is_enough)).subquery()
    return union_all(select(recent.c.id, recent.c.points).where(is_enough), select(older.c.id, older.c.points)).subquery()


def _fts5_rows(match: Any, points: Any, checks: list[ColumnElement[bool]], since: ColumnElement[bool] | None) -> Select[Any]:
    found, number = _FTS, _FTS.c.rowid
    if checks:
        found = found.join(SearchText, SearchText.id == number)
    if since is not None:
        found = found.join(SearchDocument, SearchDocument.id == number)
        checks = [*checks, since]
    matches = literal_column("search_fts").op("MATCH")(match)
    return select(number.label("id"), points).select_from(found).where(matches, *checks).order_by(number.desc()).limit(_limit())


def _postgresql_rows(match: Any, points: Any, checks: list[ColumnElement[bool]], since: ColumnElement[bool] | None) -> Select[Any]:
    """The offsets of 0 keep the planner from mixing the steps: first the inverted index, then the order, then the checks."""
    found = select(SearchText.id).where(SearchText.tokens.op("@@")(cast(match, TSQUERY))).offset(_FENCE).subquery()
    ordered = select(found.c.id).order_by(found.c.id.desc()).offset(_FENCE).subquery()
    number = ordered.c.id
    steps: FromClause = ordered
    if checks:
        steps = steps.join(select(_ONE.label("one")).where(SearchText.id == number, *checks).offset(_FENCE).lateral(), true())
    if since is not None:
        recent = select(_ONE.label("one")).where(SearchDocument.id == number, since).offset(_FENCE).lateral()
        steps = steps.join(recent, true())
    return select(number.label("id"), points).select_from(steps).order_by(number.desc()).limit(_limit())


def _limit() -> Any:
    return bindparam("candidates", type_=Integer)


def _check(check: Check, name: str, is_sqlite: bool) -> ColumnElement[bool]:
    text = SearchText.title if check.is_title else SearchText.norm
    position = func.instr if is_sqlite else func.strpos
    numbers = iter(range(10_000))

    def value() -> Any:
        return bindparam(f"{name}_{next(numbers)}", type_=String)

    ways: list[ColumnElement[bool]] = []
    for way in check.ways:
        if way == "needle":
            ways.append(position(text, value(), type_=Integer) > 0)
        elif way == "tokens":
            ways.append(SearchText.tokens.op("@@", return_type=Boolean())(cast(value(), TSQUERY)))
        else:
            held = [or_(*(func.instr(SearchText.tokens, value(), type_=Integer) > 0 for _form in range(forms))) for forms in way]
            ways.append(and_(*held))
    return not_(or_(*ways)) if check.is_unwanted else or_(*ways)
