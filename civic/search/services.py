"""Keeping the index, in the transaction of the text and by the worker; and the words that mean the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, Select, Table, delete, insert, or_, select, update

from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.db import is_sqlite, session
from civic.events import publish
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.policy import enforce
from civic.processes.models import Process
from civic.search import analysis, policies, vocabulary
from civic.search.events import SynonymsChanged
from civic.search.indexing import Entry, Indexed, block, document_row, entries, index, weight_of
from civic.search.models import PROCESS, SearchDocument, SearchSynonym, SearchText
from civic.search.sources import SourceText, load_texts, load_versions
from civic.search.synonyms import SHIPPED
from civic.search.vocabulary import Tally

MAX_GROUP = 1000
BATCH = 200
ROUND = 40
_IN_PLACE = {"synchronize_session": False}
_DOCUMENT, _TEXT = cast(Table, SearchDocument.__table__), cast(Table, SearchText.__table__)
_ADD_DOCUMENT = insert(_DOCUMENT).returning(_DOCUMENT.c.id)
_ADD_DOCUMENTS = insert(_DOCUMENT).returning(_DOCUMENT.c.id, sort_by_parameter_order=True)
_ADD_TEXT = insert(_TEXT)


def add_text(kind: str, text: SourceText) -> None:
    """Index a text that has just come to be public and has no row yet: the cheapest way, for the act of publishing."""
    entry = Entry(kind, text, text.language, text.title, text.body, True)
    made = index(entry, with_dictionary=False)
    document_id = session.execute(_ADD_DOCUMENT, document_row(entry)).scalar_one()
    session.execute(_ADD_TEXT, {"id": document_id, "title": made.title, "norm": made.norm, "tokens": [*made.tokens, block(document_id)]})


def refresh(kind: str, ids: Sequence[int]) -> None:
    """Make the rows of some targets what their texts and published translations are now: added, changed, taken away."""
    put(kind, ids, None)


def forget(contribution_id: int) -> None:
    """Take a contribution that nobody may read any longer, and all that hangs on it, out of the index."""
    thread = select(Contribution.id).where(_thread(contribution_id))
    forget_documents(select(SearchDocument.id).where(SearchDocument.contribution_id.in_(thread)))


def remember(contribution_id: int) -> None:
    """A contribution may be read again: index it, and what hangs on it."""
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for kind, target_id in session.execute(select(Contribution.kind, Contribution.id).where(_thread(contribution_id))):
        by_kind[str(kind)].append(target_id)
    for name, ids in by_kind.items():
        refresh(name, ids)


def _thread(contribution_id: int) -> ColumnElement[bool]:
    return or_(Contribution.id == contribution_id, Contribution.root_id == contribution_id)


def weigh(kind: str, target_id: int, *, before: int, now: int) -> None:
    """Support changed; a row is written only when it reached another step."""
    weight = weight_of(now)
    if weight != weight_of(before):
        mine = (SearchDocument.kind == kind, SearchDocument.target_id == target_id)
        session.execute(update(SearchDocument).where(*mine).values(weight=weight).execution_options(**_IN_PLACE))


def put(kind: str, ids: Sequence[int], tally: Tally | None) -> None:
    """The same as `refresh`; with a tally everything is written anew with the dictionary, and words are counted there."""
    _take_turns(kind, ids)
    present = {(row.target_id, row.language): row for row in session.execute(_present(kind, ids))}
    texts, new = load_texts(kind, ids), []
    for entry in entries(kind, [texts[target_id] for target_id in sorted(texts)], load_versions(kind, list(texts))):
        row = present.pop(entry.key, None)
        if row is None:
            new.append(entry)
        else:
            _change(row.id, entry, tally, is_same=(row.title, row.norm), analysed=row.analysed)
    if new:
        _insert(new, tally)
    if present:
        forget_documents([row.id for row in present.values()])


def _take_turns(kind: str, ids: Sequence[int]) -> None:
    """Two transactions do not index the same target at once. SQLite has one writer anyway."""
    if not is_sqlite():
        number = Process.id if kind == PROCESS else Contribution.id
        session.execute(select(number).where(number.in_(ids)).order_by(number).with_for_update(key_share=True))


def _present(kind: str, ids: Sequence[int]) -> Select[int, int, str, int, str, str]:
    columns = (
        SearchDocument.id,
        SearchDocument.target_id,
        SearchDocument.language,
        SearchDocument.analysed,
        SearchText.title,
        SearchText.norm,
    )
    rows = select(*columns).join(SearchText, SearchText.id == SearchDocument.id)
    rows = rows.where(SearchDocument.kind == kind, SearchDocument.target_id.in_(ids)).order_by(SearchDocument.id)
    return rows.with_for_update(of=SearchDocument)


def _insert(new: list[Entry], tally: Tally | None) -> None:
    version = 0 if tally is None else analysis.VERSION
    ids = session.scalars(_ADD_DOCUMENTS, [document_row(entry, analysed=version) for entry in new]).all()
    rows: list[dict[str, object]] = []
    for number, entry in zip(ids, new, strict=True):
        made = index(entry, with_dictionary=tally is not None)
        rows.append({"id": number, "title": made.title, "norm": made.norm, "tokens": [*made.tokens, block(number)]})
        if tally is not None:
            tally.add(made.terms)
    session.execute(_ADD_TEXT, rows)


def _change(document_id: int, entry: Entry, tally: Tally | None, *, is_same: tuple[str, str], analysed: int) -> None:
    made = index(entry, with_dictionary=tally is not None)
    if tally is not None:
        analysed = analysis.VERSION
        tally.add(made.terms)
        _write(document_id, made)
    elif (made.title, made.norm) != is_same:
        vocabulary.uncount([document_id])
        analysed = 0
        _write(document_id, made)
    changed = update(SearchDocument).where(SearchDocument.id == document_id).values(document_row(entry, analysed=analysed))
    session.execute(changed.execution_options(**_IN_PLACE))


def _write(document_id: int, made: Indexed) -> None:
    values = {"title": made.title, "norm": made.norm, "tokens": [*made.tokens, block(document_id)]}
    session.execute(update(SearchText).where(SearchText.id == document_id).values(values).execution_options(**_IN_PLACE))


def forget_documents(ids: list[int] | Select[int]) -> None:
    """Take rows of the index away, with their words."""
    found = ids if isinstance(ids, list) else list(session.scalars(ids))
    for start in range(0, len(found), BATCH):
        some = found[start : start + BATCH]
        locked = select(SearchDocument.id).where(SearchDocument.id.in_(some)).order_by(SearchDocument.id).with_for_update()
        some = list(session.scalars(locked))
        vocabulary.uncount(some)
        session.execute(delete(SearchText).where(SearchText.id.in_(some)).execution_options(**_IN_PLACE))
        session.execute(delete(SearchDocument).where(SearchDocument.id.in_(some)).execution_options(**_IN_PLACE))


def analyse_waiting(limit: int = ROUND) -> int:
    """Add dictionary words to rows that wait; returns how many were done. Rows that another worker holds are left to it."""
    waiting = select(SearchDocument).where(SearchDocument.analysed == 0).order_by(SearchDocument.id).limit(limit)
    rows = list(session.scalars(waiting if is_sqlite() else waiting.with_for_update(skip_locked=True)))
    by_kind: defaultdict[str, list[SearchDocument]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    tally = Tally()
    for kind, documents in by_kind.items():
        _analyse(kind, documents, tally)
    session.flush()
    vocabulary.count(tally)
    return len(rows)


def _analyse(kind: str, documents: list[SearchDocument], tally: Tally) -> None:
    texts = load_texts(kind, sorted({document.target_id for document in documents}))
    made = {entry.key: entry for entry in entries(kind, texts.values(), load_versions(kind, list(texts)))}
    for document in documents:
        entry = made.get((document.target_id, document.language))
        if entry is None:
            forget_documents([document.id])
            continue
        for name, value in document_row(entry, analysed=analysis.VERSION).items():
            setattr(document, name, value)
        indexed = index(entry, with_dictionary=True)
        _write(document.id, indexed)
        tally.add(indexed.terms)


def save_synonyms(*, actor: User, words: str, synonym_id: int | None = None, key: str | None = None) -> SearchSynonym:
    """A group, one word a line: a new one, other words for one, or the town's own words in place of a shipped group."""
    enforce(policies.can_edit_synonyms(actor))
    lines = list(dict.fromkeys(line.strip() for line in accepted(words, maximum=MAX_GROUP).splitlines() if line.strip()))
    if len(lines) < 2:
        raise InvalidTextError(_("Please write at least two words, each on its own line."))
    row = _synonyms(synonym_id, key)
    if row is None:
        row = SearchSynonym(key=key if key in SHIPPED else None)
        session.add(row)
    row.words, row.is_active = "\n".join(lines), True
    session.flush()
    publish(SynonymsChanged(actor_id=actor.id, key=row.key))
    return row


def _synonyms(synonym_id: int | None, key: str | None) -> SearchSynonym | None:
    if synonym_id is not None:
        return session.get(SearchSynonym, synonym_id)
    return session.scalar(select(SearchSynonym).where(SearchSynonym.key == key)) if key is not None else None


def remove_synonyms(*, actor: User, synonym_id: int | None = None, key: str | None = None) -> None:
    """Take a group away; a shipped one is switched off and can be restored."""
    enforce(policies.can_edit_synonyms(actor))
    row = _synonyms(synonym_id, key)
    if row is not None and row.key is None:
        session.delete(row)
    elif row is not None:
        row.is_active = False
    elif key in SHIPPED:
        session.add(SearchSynonym(key=key, words="\n".join(SHIPPED[key]), is_active=False))
    session.flush()
    publish(SynonymsChanged(actor_id=actor.id, key=key))


def restore_synonyms(*, actor: User, key: str) -> None:
    """Give a shipped group its own words back."""
    enforce(policies.can_edit_synonyms(actor))
    session.execute(delete(SearchSynonym).where(SearchSynonym.key == key))
    publish(SynonymsChanged(actor_id=actor.id, key=key))
