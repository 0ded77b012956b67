"""The worker's part: one message is one thing in one language.

No transaction is open while an engine is asked: on SQLite it would keep everybody from writing. What the message found out before is
therefore looked at again after the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from civic.db import savepoint, session, utcnow
from civic.events import publish
from civic.outbox.models import OutboxMessage
from civic.outbox.services import back_off, enqueue, sends
from civic.translations import queries
from civic.translations.engine import Result, translate
from civic.translations.events import TranslationMade
from civic.translations.glossary import Glossary
from civic.translations.models import LinkStatus, Origin, State, Translation, TranslationLink, TranslationUsage
from civic.translations.providers.base import BusyError, EngineError, Provider
from civic.translations.providers.chosen import engine_for
from civic.translations.texts import Item, Key, Piece, Thing

MAX_TRIES = 6
log = structlog.get_logger()


@dataclass(frozen=True)
class _Task:
    """What is to be done, free of the session."""

    item: Item
    pieces: tuple[Piece, ...]
    provider: Provider
    glossary: Glossary
    language: str


@sends("translate")
def translate_thing(message: OutboxMessage) -> None:
    """Ask an engine for the waiting texts of a thing. A temporary fault is tried again later; what cannot be mended ends with its code."""
    payload = dict(message.payload)
    key, language = Key(Thing(payload["thing"]), int(payload["id"])), str(payload["language"])
    task = _prepare(key, language, even_unpublished=bool(payload.get("by_hand")))
    if task is None:
        _refund(payload)
        return
    session.commit()
    try:
        results = translate(
            [piece.text for piece in task.pieces], source=task.pieces[0].language, target=language, provider=task.provider,
            glossary=task.glossary, context=_context(task),
        )  # fmt: skip
    except EngineError as error:
        log.warning("translations.failed", provider=task.provider.name, code=error.code, attempt=payload["try"])
        _failed(task, error, payload)
        return
    _keep(task, results)


def _prepare(key: Key, language: str, *, even_unpublished: bool) -> _Task | None:
    """The texts that still wait and are still public; None when there is nothing left to do."""
    item = queries.sendable_item(key, even_unpublished=even_unpublished)
    links = queries.links_of(key, language)
    for name, link in links.items():
        piece = item.piece(name) if item is not None else None
        if link.status is LinkStatus.WAITING and (piece is None or piece.hash != link.source_hash):
            link.status, link.failure, link.finished_at = LinkStatus.FAILED, "changed", utcnow()
    session.flush()
    if item is None:
        return None
    waiting = [p for p in item.pieces if _is_waiting(links.get(p.field), p) and not _is_in_memory(links[p.field], p)]
    pieces = tuple(piece for piece in waiting if piece.language == waiting[0].language)
    provider = engine_for(pieces[0].language, language) if pieces else None
    if provider is None:
        for piece in pieces:
            _end(links[piece.field], "language")
        session.flush()
        return None
    return _Task(item, pieces, provider, queries.glossary(), language)


def _is_waiting(link: TranslationLink | None, piece: Piece) -> bool:
    return link is not None and link.status is LinkStatus.WAITING and link.source_hash == piece.hash


def _is_in_memory(link: TranslationLink, piece: Piece) -> bool:
    """Whether the same text was translated meanwhile, for another place or by a person: then nothing is sent."""
    entry = queries.published(piece, link.target_language)
    if entry is not None:
        link.status, link.failure, link.finished_at, link.translation_id = LinkStatus.TRANSLATED, "", utcnow(), entry.id
    return entry is not None


def _context(task: _Task) -> str:
    """The title helps to understand a body that is translated alone."""
    title = task.item.piece("title")
    return title.text if title is not None and title not in task.pieces else ""


def _end(link: TranslationLink, failure: str) -> None:
    link.status, link.failure, link.finished_at = LinkStatus.FAILED, failure, utcnow()


def _failed(task: _Task, error: EngineError, payload: dict[str, Any]) -> None:
    tries = int(payload["try"])
    if error.is_temporary and tries < MAX_TRIES:
        wait = back_off(tries)
        if isinstance(error, BusyError):
            wait = max(wait, timedelta(seconds=error.retry_after))
        again = payload | {"try": tries + 1}
        enqueue("translate.thing", again, idempotency_key=f"translate:{payload['mark']}:{tries + 1}", due_at=utcnow() + wait)
        return
    for piece, link in _still_waiting(task):
        log.info("translations.given_up", field=piece.field, code=error.code)
        _end(link, error.code)
    if not error.was_billed:
        _refund(payload)


def _refund(payload: dict[str, Any]) -> None:
    """What was not sent does not count."""
    session.execute(delete(TranslationUsage).where(TranslationUsage.id == int(payload["usage_id"])))


def _still_waiting(task: _Task) -> list[tuple[Piece, TranslationLink]]:
    links = queries.links_of(task.item.key, task.language)
    return [(piece, links[piece.field]) for piece in task.pieces if _is_waiting(links.get(piece.field), piece)]


def _keep(task: _Task, results: Sequence[Result]) -> None:
    """Into the memory. A person's translation that came meanwhile stays what readers see."""
    result_of = {piece.field: result for piece, result in zip(task.pieces, results, strict=True)}
    kept = 0
    for piece, link in _still_waiting(task):
        result = result_of[piece.field]
        link.finished_at = utcnow()
        if not result.text:
            _end(link, "unreadable")
            continue
        entry = queries.published(piece, task.language)
        if entry is None or (entry.origin is Origin.MACHINE and entry.reviewed_at is None and not result.findings):
            entry = _entry(task, piece, result, replaced=entry)
        link.status, link.failure, link.translation_id = LinkStatus.TRANSLATED, "", entry.id
        kept += 1
    session.flush()
    if kept:
        publish(TranslationMade(actor_id=None, thing=task.item.key.thing, thing_id=task.item.key.id, language=task.language))


def _entry(task: _Task, piece: Piece, result: Result, *, replaced: Translation | None) -> Translation:
    needs_person = task.item.is_official and task.language == "ja-simple"
    state = State.DRAFT if result.findings or needs_person else State.PUBLISHED
    if replaced is not None and state is State.PUBLISHED:
        replaced.state = State.REJECTED
        session.flush()
    made = {
        "source_language": piece.language, "target_language": task.language, "source_hash": piece.hash, "text": result.text,
        "origin": Origin.MACHINE, "provider": task.provider.name, "model": result.model[:80],
        "glossary_revision": task.glossary.revision, "checks": [finding[:140] for finding in result.findings],
    }  # fmt: skip
    entry = Translation(**made, state=state)
    try:
        with savepoint():
            session.add(entry)
    except IntegrityError:
        entry = Translation(**made, state=State.DRAFT)
        session.add(entry)
        session.flush()
    return entry
