"""Reads about translations. What a page shows costs one statement, and none when the reader can read everything on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import JSON, Integer, String, and_, bindparam, exists, func, null, or_, select, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from civic.accounts.models import User
from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import visible_to
from civic.db import UTCDateTime, session, utcnow
from civic.i18n.pages import local_day
from civic.policy import Role
from civic.processes.models import Phase, Process
from civic.translations import glossary as words
from civic.translations.amounts import Missing, Used
from civic.translations.models import (
    GlossaryTerm,
    LinkStatus,
    Origin,
    ProcessLanguages,
    State,
    Translation,
    TranslationLink,
    TranslationReport,
    TranslationSettings,
    TranslationUsage,
    TranslatorGrant,
)
from civic.translations.reading import Found, Place, Reading, Readings, Shown, read
from civic.translations.texts import (
    OFFICIAL,
    Item,
    Key,
    Piece,
    Thing,
    contribution_item,
    items_of_process,
    needs_translation,
    reader_of,
)

QUEUE = 20
USAGE_DAYS = 31
LARGEST_ID = 2**31 - 1
_T, _L, _S = Translation, TranslationLink, TranslationSettings
_SHOWABLE = or_(_T.state.in_((State.PUBLISHED, State.REPORTED)), and_(_T.state == State.DRAFT, _T.origin == Origin.MACHINE))


def _none(kind: Any) -> Any:
    return sql_cast(null(), kind)


def _page_statement() -> Any:
    """Three kinds of rows in one statement: entries of the memory by hash, places with their last entry, and the town's decisions."""
    made = (
        _T.id, _T.text, sql_cast(_T.origin, String), sql_cast(_T.state, String), _T.provider,
        func.coalesce(func.nullif(_T.credit, ""), User.display_name, ""), _T.created_at, _T.checks, _T.reviewed_at,
    )  # fmt: skip
    nothing = (
        _none(Integer), _none(String), _none(String), _none(String), _none(String), _none(String), _none(UTCDateTime()), _none(JSON),
        _none(UTCDateTime()),
    )  # fmt: skip
    memory = (
        select(
            _none(Integer).label("contribution_id"), _none(Integer).label("process_id"), _none(Integer).label("phase_id"),
            _none(String).label("field"), _none(String).label("status"), _none(String).label("failure"), _T.source_hash,
            _T.source_language, *made,
        )
        .outerjoin(User, User.id == _T.author_id)
        .where(_T.target_language == bindparam("language"), _T.source_hash.in_(bindparam("hashes", expanding=True)), _SHOWABLE)
    )  # fmt: skip
    places = (
        select(
            _L.contribution_id, _L.process_id, _L.phase_id, _L.field, sql_cast(_L.status, String), _L.failure, _L.source_hash,
            _L.source_language, *made,
        )
        .outerjoin(_T, and_(_T.id == _L.translation_id, _SHOWABLE))
        .outerjoin(User, User.id == _T.author_id)
        .where(
            _L.target_language == bindparam("language"),
            or_(
                _L.contribution_id.in_(bindparam("contribution", expanding=True)),
                _L.process_id.in_(bindparam("process", expanding=True)),
                _L.phase_id.in_(bindparam("phase", expanding=True)),
            ),
        )
    )  # fmt: skip
    town = select(
        _S.glossary_revision, sql_cast(_S.is_machine_on, Integer), _none(Integer), _none(String), _none(String), _none(String),
        _none(String), _none(String), *nothing[:6], _S.glossary_changed_at, *nothing[7:],
    )  # fmt: skip
    return union_all(memory, places, town)


_PAGE = _page_statement()


@dataclass(frozen=True, slots=True)
class Decided:
    """What the town decided, as a page needs it."""

    is_machine_on: bool = False
    glossary_revision: int = 0
    glossary_changed: str = ""


def readings(items: Iterable[Item], *, language: str, prefers_originals: bool = False) -> Readings:
    """How each thing is shown to a reader of `language` (a tag). One statement at most."""
    items = list(items)
    foreign = [item for item in items if any(needs_translation(piece.language, language) for piece in item.pieces)]
    if not foreign:
        return Readings(read(item, language=language, found={}, places={}) for item in items)
    memory, places, decided = _asked(foreign, language)
    made = []
    for item in items:
        place = places.get(item.key, {})
        found = {piece.field: _chosen(item, piece, language, memory, place) for piece in item.pieces}
        good = {name: one for name, one in found.items() if one is not None}
        status = {name: one for name, (one, _last) in place.items()}
        made.append(read(item, language=language, found=good, places=status, prefers_originals=prefers_originals))
    entries = glossary(decided).explained(((piece.text, piece.language) for item in foreign for piece in item.pieces), language)
    return Readings(made, words=[(entry.term, entry.word(language)) for entry in entries], is_machine_on=decided.is_machine_on)


_Memory = dict[tuple[str, str], list[Found]]
_Places = dict[Key, dict[str, tuple[Place, Found | None]]]


def _asked(items: Sequence[Item], language: str) -> tuple[_Memory, _Places, Decided]:
    ids = {thing: [item.key.id for item in items if item.key.thing is thing] for thing in Thing}
    values = {
        "language": language,
        "hashes": sorted({p.hash for item in items for p in item.pieces if needs_translation(p.language, language)}),
        **{str(thing): found for thing, found in ids.items()},
    }
    memory: _Memory = {}
    places: _Places = {}
    decided = Decided()
    for row in session.execute(_PAGE, values):
        keys, (field, status, failure, source_hash, source_language), made = row[:3], row[3:8], row[8:]
        if source_hash is None:
            decided = Decided(bool(keys[1]), keys[0] or 0, str(made[6]))
        elif field is None:
            found = _found(made)
            if found is not None:
                memory.setdefault((source_hash, source_language), []).append(found)
        else:
            key = next(Key(thing, key_id) for thing, key_id in zip(Thing, keys, strict=True) if key_id is not None)
            places.setdefault(key, {})[field] = (Place(LinkStatus(status), source_hash, failure or ""), _found(made))
    return memory, places, decided


def _found(made: Sequence[Any]) -> Found | None:
    if made[0] is None:
        return None
    translation_id, text, origin, state, provider, credit, created_at, checks, reviewed_at = made
    return Found(
        translation_id, text, Origin(origin), State(state), provider, credit if Origin(origin) is not Origin.MACHINE else "", created_at,
        tuple(checks or ()), reviewed_at is not None,
    )  # fmt: skip


def _chosen(item: Item, piece: Piece, language: str, memory: _Memory, places: dict[str, tuple[Place, Found | None]]) -> Found | None:
    """The best entry for a text; else the entry of its earlier version, marked as outdated."""
    order = (State.PUBLISHED, State.REPORTED, State.DRAFT)
    fitting = [one for one in memory.get((piece.hash, piece.language), []) if not _is_unreviewed_easy(item, one, language)]
    if fitting:
        return min(fitting, key=lambda one: (order.index(one.state), -one.id))
    place = places.get(piece.field)
    if place is None or place[1] is None or place[0].source_hash == piece.hash or _is_unreviewed_easy(item, place[1], language):
        return None
    last = place[1]
    return Found(
        last.id, last.text, last.origin, last.state, last.provider, last.credit, last.created_at, last.checks, last.is_reviewed, True
    )


def _is_unreviewed_easy(item: Item, found: Found, language: str) -> bool:
    """A machine's easy version of official words is shown only after a person looked at it."""
    return item.is_official and language == "ja-simple" and found.origin is Origin.MACHINE and not found.is_reviewed


_glossaries: dict[tuple[int, str], words.Glossary] = {}


def glossary(decided: Decided | None = None) -> words.Glossary:
    """The glossary in force. Read again only when its revision changed."""
    if decided is None:
        row = settings()
        decided = Decided(row.is_machine_on, row.glossary_revision, str(row.glossary_changed_at))
    key = (decided.glossary_revision, decided.glossary_changed)
    found = _glossaries.get(key)
    if found is None:
        found = words.Glossary(glossary_entries().values(), revision=decided.glossary_revision)
        _glossaries.clear()
        _glossaries[key] = found
    return found


def glossary_entries() -> dict[str, words.Entry]:
    """All entries by term, also inactive ones: the shipped file with the town's own over it. One statement."""
    own = session.scalars(select(GlossaryTerm).order_by(GlossaryTerm.id))
    return words.merged(words.Entry(row.term, row.reading, row.words, row.note, row.is_active) for row in own)


def own_term(term: str) -> GlossaryTerm | None:
    """The town's own entry for a term."""
    return session.scalar(select(GlossaryTerm).where(GlossaryTerm.term == term))


def settings() -> TranslationSettings:
    """What the town decided; what a new instance starts with, when it decided nothing yet."""
    found = session.get(TranslationSettings, 1)
    if found is not None:
        return found
    return TranslationSettings(
        id=1, is_machine_on=False, day_limit=200_000, person_limit=20_000, process_limit=2_000_000, glossary_revision=0,
        glossary_changed_at=utcnow(),
    )  # fmt: skip


def item_for(viewer: User | None, thing: str, thing_id: int) -> Item | None:
    """A thing with its texts if the viewer may read it."""
    key = Key(Thing(thing), thing_id)
    return items_for(viewer, [key]).get(key)


def items_for(viewer: User | None, keys: Iterable[Key]) -> dict[Key, Item]:
    """Those of the things that the viewer may read, with their texts. As many statements for one as for a hundred."""
    wanted = {thing: {key.id for key in keys if key.thing is thing and 0 < key.id <= LARGEST_ID} for thing in Thing}
    found = {item.key: item for item in _contributions(wanted[Thing.CONTRIBUTION], viewer)}
    phases = select(Phase.process_id).where(Phase.id.in_(wanted[Thing.PHASE]))
    processes = select(Process).where(or_(Process.id.in_(wanted[Thing.PROCESS]), Process.id.in_(phases)))
    if viewer is None or not viewer.has_role(Role.ADMINISTRATOR):
        processes = processes.where(Process.published_at.is_not(None))
    if wanted[Thing.PROCESS] or wanted[Thing.PHASE]:
        for process in session.scalars(processes.options(selectinload(Process.phases))):
            found |= {item.key: item for item in items_of_process(process)}
    return {key: item for key, item in found.items() if key.id in wanted[key.thing]}


def sendable_item(key: Key, *, even_unpublished: bool = False) -> Item | None:
    """A thing with its texts if the public may read it now. `even_unpublished` is for a process that an administrator sends by hand."""
    if not even_unpublished or key.thing is Thing.CONTRIBUTION:
        return item_for(None, key.thing, key.id)
    process_id = key.id if key.thing is Thing.PROCESS else session.scalar(select(Phase.process_id).where(Phase.id == key.id))
    process = session.scalar(select(Process).where(Process.id == process_id).options(selectinload(Process.phases)))
    return next((item for item in items_of_process(process) if item.key == key), None) if process is not None else None


def _contributions(ids: set[int], viewer: User | None) -> list[Item]:
    """Texts of comments that were taken back are nobody's to read; drafts are not translated, not even for their writers."""
    if not ids:
        return []
    rows = session.execute(
        select(Contribution.id, Contribution.kind, Contribution.visibility, Contribution.process_id, Contribution.is_official).where(
            Contribution.id.in_(ids), visible_to(viewer), Contribution.visibility != Visibility.DRAFT
        )
    )
    readable = [row for row in rows if row.visibility is not Visibility.WITHDRAWN or row.kind is Kind.PROPOSAL]
    pieces: dict[int, Sequence[Piece]] = {}
    for kind in Kind:
        reader, wanted = reader_of(kind), [row.id for row in readable if row.kind is kind]
        if reader is not None and wanted:
            pieces.update(reader(wanted))
    return [
        contribution_item(row.id, pieces[row.id], process_id=row.process_id, is_official=row.is_official or row.kind in OFFICIAL)
        for row in readable
        if row.id in pieces
    ]


def links_of(key: Key, language: str) -> dict[str, TranslationLink]:
    """The places of a thing in a language, by field."""
    column = {Thing.CONTRIBUTION: _L.contribution_id, Thing.PROCESS: _L.process_id, Thing.PHASE: _L.phase_id}[key.thing]
    found = session.scalars(select(TranslationLink).where(column == key.id, _L.target_language == language))
    return {link.field: link for link in found}


def entry(translation_id: int) -> Translation | None:
    """One entry of the memory."""
    return session.get(Translation, translation_id)


def published(piece: Piece, language: str) -> Translation | None:
    """The entry that readers see for a text."""
    return session.scalar(
        select(Translation).where(
            _T.source_hash == piece.hash, _T.source_language == piece.language, _T.target_language == language, _T.state == State.PUBLISHED
        )
    )


@dataclass(frozen=True)
class Waiting:
    """An entry that waits for a reviewer: its text in the original, where that stands, what readers say, what is shown now."""

    translation: Translation
    original: Piece
    item: Item
    reports: Sequence[str]
    current: str


def review_queue(viewer: User, languages: Iterable[str], *, after: int = 0) -> tuple[list[Waiting], int | None]:
    """Drafts, and translations that a reader doubts, oldest first, in these languages; and where the next page begins."""
    doubted = exists(
        select(TranslationReport.id).where(TranslationReport.translation_id == _T.id, TranslationReport.settled_at.is_(None)).correlate(_T)
    )
    waits = or_(_T.state == State.DRAFT, and_(_T.state != State.REJECTED, doubted))
    ids = list(
        session.scalars(select(_T.id).where(_T.target_language.in_(list(languages)), _T.id > after, waits).order_by(_T.id).limit(QUEUE))
    )
    return _with_places(viewer, ids), ids[-1] if len(ids) == QUEUE else None


def waiting(viewer: User, translation_id: int) -> Waiting | None:
    """One entry with a place where its text stands today, if the viewer may read that place."""
    return next(iter(_with_places(viewer, [translation_id])), None)


def _with_places(viewer: User, ids: Sequence[int]) -> list[Waiting]:
    """Entries whose original stands nowhere any more, or nowhere the viewer may read, are left out."""
    if not ids:
        return []
    rows = session.scalars(select(Translation).where(_T.id.in_(ids)).options(joinedload(Translation.author)).order_by(_T.id))
    entries = list(rows)
    links = session.scalars(select(TranslationLink).where(_L.source_hash.in_({entry.source_hash for entry in entries})).order_by(_L.id))
    by_hash: dict[str, list[TranslationLink]] = {}
    for link in links:
        by_hash.setdefault(link.source_hash, []).append(link)
    items = items_for(viewer, {key_of(link) for group in by_hash.values() for link in group})
    reasons: dict[int, list[str]] = {}
    for report in session.scalars(
        select(TranslationReport).where(TranslationReport.translation_id.in_(ids), TranslationReport.settled_at.is_(None))
    ):
        reasons.setdefault(report.translation_id, []).append(report.reason)
    shown = select(_T.source_hash, _T.source_language, _T.target_language, _T.text).where(
        _T.source_hash.in_(by_hash), _T.state == State.PUBLISHED
    )
    current = {(row[0], row[1], row[2]): row[3] for row in session.execute(shown)}
    found = []
    for entry in entries:
        for link in by_hash.get(entry.source_hash, []):
            item = items.get(key_of(link))
            piece = item.piece(link.field) if item is not None else None
            if item is not None and piece is not None and piece.hash == entry.source_hash and piece.language == entry.source_language:
                now = current.get((entry.source_hash, entry.source_language, entry.target_language), "")
                found.append(Waiting(entry, piece, item, reasons.get(entry.id, []), now))
                break
    return found


def key_of(link: TranslationLink) -> Key:
    """The thing of a place."""
    if link.contribution_id is not None:
        return Key(Thing.CONTRIBUTION, link.contribution_id)
    return Key(Thing.PROCESS, link.process_id) if link.process_id is not None else Key(Thing.PHASE, link.phase_id or 0)


def translator_languages(user: User) -> frozenset[str]:
    """The languages that the person reviews."""
    return frozenset(session.scalars(select(TranslatorGrant.language).where(TranslatorGrant.user_id == user.id)))


def translators() -> list[TranslatorGrant]:
    """All reviewers by language, with the people."""
    query = select(TranslatorGrant).join(TranslatorGrant.user).where(User.deleted_at.is_(None))
    return list(session.scalars(query.options(contains_eager(TranslatorGrant.user)).order_by(TranslatorGrant.language, TranslatorGrant.id)))


def translator_grant(grant_id: int) -> TranslatorGrant | None:
    """One grant."""
    return session.get(TranslatorGrant, grant_id)


def used(*, day: date, person_id: int | None, process_id: int | None) -> Used:
    """What was sent on a day, by a person on that day, and for a process in all. One statement."""
    amount = func.coalesce(func.sum(TranslationUsage.characters), 0)
    today = select(amount).where(TranslationUsage.day == day)
    row = session.execute(
        select(
            today.scalar_subquery(),
            today.where(TranslationUsage.person_id == (person_id or 0)).scalar_subquery(),
            select(amount).where(TranslationUsage.process_id == (process_id or 0)).scalar_subquery(),
        )
    ).one()
    return Used(int(row[0]), int(row[1]), int(row[2]))


@dataclass(frozen=True, slots=True)
class UsageLine:
    """Characters sent to one engine for one language on one day."""

    day: date
    provider: str
    language: str
    characters: int
    texts: int


def usage_lines() -> list[UsageLine]:
    """The last month, newest first."""
    since = local_day(utcnow()) - timedelta(days=USAGE_DAYS)
    group = (TranslationUsage.day, TranslationUsage.provider, TranslationUsage.target_language)
    rows = session.execute(
        select(*group, func.sum(TranslationUsage.characters), func.count())
        .where(TranslationUsage.day >= since)
        .group_by(*group)
        .order_by(TranslationUsage.day.desc(), TranslationUsage.provider, TranslationUsage.target_language)
    )
    return [UsageLine(row[0], row[1], row[2], int(row[3]), row[4]) for row in rows]


def languages_of(process_id: int) -> ProcessLanguages | None:
    """What a process promises."""
    return session.get(ProcessLanguages, process_id)


def missing_for(items: Sequence[Item], languages: Iterable[str]) -> list[Missing]:
    """What a voter in one of these languages could not read, in the order of the page. One statement for each language.

    Of options on a ballot and other official words a machine's work counts only after a person looked at it, in easy Japanese.
    """
    found = []
    for language in languages:
        page = readings(items, language=language)
        for item in items:
            reading = page.of(item.key.thing, item.key.id)
            if reading is not None:
                found += [
                    Missing(item.key, name, language, _why(reading, shown), reading.failure)
                    for name, shown in reading.shown.items()
                    if not shown.is_good
                ]
    return found


def _why(reading: Reading, shown: Shown) -> str:
    if reading.is_waiting:
        return "waiting"
    if shown.translation is not None:
        return "outdated" if shown.translation.is_outdated else "doubtful"
    return "failed" if reading.failure else "none"
