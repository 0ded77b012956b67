"""Asking for, writing, judging translations."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from civic.accounts import attempts
from civic.accounts.models import User
from civic.db import insert_once, is_sqlite, savepoint, session, utcnow
from civic.events import publish
from civic.i18n.languages import LANGUAGES
from civic.i18n.pages import local_day
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.outbox.services import enqueue
from civic.policy import ConflictError, Verdict, enforce
from civic.translations import policies, queries
from civic.translations.engine import characters_to_send
from civic.translations.events import (
    TranslationConfirmed,
    TranslationPublished,
    TranslationRejected,
    TranslationReported,
    TranslationRequested,
    TranslationSuggested,
)
from civic.translations.models import (
    LinkStatus,
    Origin,
    State,
    Translation,
    TranslationLink,
    TranslationReport,
    TranslationSettings,
    TranslationUsage,
)
from civic.translations.providers.chosen import engine_for
from civic.translations.texts import Item, Key, Piece, Thing, needs_translation

MAX_TEXT, MAX_REASON = 20_000, 1000
PATIENCE = timedelta(hours=2)
"""After this time what still waits may be asked for again: its message may have been lost with a worker."""
TAGS = frozenset(language.tag for language in LANGUAGES)


def request_translation(item: Item, *, actor: User | None, language: str, is_by_hand: bool = False) -> int:
    """Have the texts of a thing translated by an engine; returns how many are on their way, 0 when all are there.

    Without `actor` the rule of a process asks. `is_by_hand`: an administrator sends the texts of a process that is not published yet.
    The characters count against the limits from now on, so that a hundred requests at once cannot pass them together.
    """
    missing = _to_translate(item, language)
    if not missing:
        return 0
    source = missing[0].language
    provider = engine_for(source, language)
    decided = _locked_settings()
    if actor is not None or provider is None or not decided.is_machine_on:
        enforce(policies.can_request(actor, is_machine_on=decided.is_machine_on, has_engine=provider is not None))
    together = [piece for piece in missing if piece.language == source]
    usage = _reserve(item, together, actor=actor, language=language, provider=provider.name if provider else "", limits=decided)
    for piece in together:
        link = _link(item.key, piece, language)
        link.status, link.failure, link.requested_at, link.finished_at = LinkStatus.WAITING, "", utcnow(), None
        link.requested_by_id = actor.id if actor is not None else None
    session.flush()
    payload: dict[str, Any] = {
        "thing": str(item.key.thing), "id": item.key.id, "language": language, "usage_id": usage.id, "try": 1, "by_hand": is_by_hand,
        "mark": secrets.token_hex(8),
    }  # fmt: skip
    enqueue("translate.thing", payload, idempotency_key=f"translate:{payload['mark']}:1")
    publish(
        TranslationRequested(
            actor_id=actor.id if actor is not None else None, thing=item.key.thing, thing_id=item.key.id, language=language
        )
    )
    return len(together)


def _to_translate(item: Item, language: str) -> list[Piece]:
    """The texts without a good translation that are not on their way already."""
    if language not in TAGS:
        raise InvalidTextError(_("Please choose one."))
    reading = queries.readings([item], language=language).of(item.key.thing, item.key.id)
    links = queries.links_of(item.key, language)
    found = []
    for piece in item.pieces:
        shown = reading.shown.get(piece.field) if reading is not None else None
        link = links.get(piece.field)
        is_waiting = link is not None and link.status is LinkStatus.WAITING and link.source_hash == piece.hash
        is_waiting = is_waiting and link is not None and link.requested_at > utcnow() - PATIENCE
        if needs_translation(piece.language, language) and not (shown is not None and shown.is_good) and not is_waiting:
            found.append(piece)
    return found


def _locked_settings() -> TranslationSettings:
    """The limits; two who ask at once wait for each other here."""
    query = select(TranslationSettings).where(TranslationSettings.id == 1)
    found = session.scalar(query if is_sqlite() else query.with_for_update())
    return found or queries.settings()


def _reserve(
    item: Item, pieces: Sequence[Piece], *, actor: User | None, language: str, provider: str, limits: TranslationSettings
) -> TranslationUsage:
    characters = characters_to_send([piece.text for piece in pieces])
    day = local_day(utcnow())
    person_id = actor.id if actor is not None else None
    used = queries.used(day=day, person_id=person_id, process_id=item.process_id)
    enforce(policies.is_within_limits(characters, used=used, limits=limits, has_person=actor is not None))
    usage = TranslationUsage(
        day=day, process_id=item.process_id, person_id=person_id, provider=provider, target_language=language, characters=characters
    )
    session.add(usage)
    session.flush()
    return usage


def _link(key: Key, piece: Piece, language: str) -> TranslationLink:
    """The place of a text in a language, made if it is new, and told what the text says today."""
    link = queries.links_of(key, language).get(piece.field)
    if link is None:
        insert_once(
            TranslationLink,
            contribution_id=key.id if key.thing is Thing.CONTRIBUTION else None,
            process_id=key.id if key.thing is Thing.PROCESS else None,
            phase_id=key.id if key.thing is Thing.PHASE else None,
            field=piece.field,
            target_language=language,
            status=LinkStatus.TRANSLATED,
            source_language=piece.language,
            source_hash=piece.hash,
        )
        link = queries.links_of(key, language)[piece.field]
    link.source_language, link.source_hash = piece.language, piece.hash
    return link


def suggest_translation(item: Item, *, actor: User, language: str, texts: dict[str, str]) -> list[Translation]:
    """A person's own words for the texts of a thing, by field. A reviewer's are shown at once, others wait for review."""
    enforce(policies.can_suggest(actor))
    if language not in TAGS:
        raise InvalidTextError(_("Please choose one."))
    attempts.check_posting(actor)
    is_reviewer = bool(policies.can_review(actor, language, languages=queries.translator_languages(actor)))
    made = []
    for piece in item.pieces:
        text = accepted(texts.get(piece.field), maximum=MAX_TEXT, required=False)
        if text and needs_translation(piece.language, language) and not _is_said_already(piece, language, text):
            link = _link(item.key, piece, language)
            entry = _entry(piece, language, text, actor)
            session.flush()
            publish(TranslationSuggested(actor_id=actor.id, translation_id=entry.id))
            if is_reviewer:
                _show(entry, actor=actor)
            if link.status is LinkStatus.FAILED:
                link.status, link.failure = LinkStatus.TRANSLATED, ""
            made.append(entry)
    if not made:
        raise InvalidTextError(_("Please change the translation, or write one."))
    session.flush()
    return made


def _is_said_already(piece: Piece, language: str, text: str) -> bool:
    shown = queries.published(piece, language)
    return shown is not None and shown.text == text


def _entry(piece: Piece, language: str, text: str, actor: User) -> Translation:
    entry = Translation(
        source_language=piece.language, target_language=language, source_hash=piece.hash, text=text, origin=Origin.PERSON,
        state=State.DRAFT, author_id=actor.id, checks=[], glossary_revision=queries.settings().glossary_revision,
    )  # fmt: skip
    session.add(entry)
    return entry


def publish_translation(translation: Translation, *, actor: User) -> None:
    """A reviewer shows it to readers, in the place of the one before."""
    enforce(policies.can_publish(actor, translation, languages=queries.translator_languages(actor)))
    _show(translation, actor=actor)


def _show(translation: Translation, *, actor: User) -> None:
    session.flush()
    same = (
        Translation.source_hash == translation.source_hash,
        Translation.source_language == translation.source_language,
        Translation.target_language == translation.target_language,
    )
    before = update(Translation).where(*same, Translation.id != translation.id, Translation.state.in_((State.PUBLISHED, State.REPORTED)))
    session.execute(before.values(state=State.REJECTED).execution_options(synchronize_session="fetch"))
    translation.state, translation.reviewed_by_id, translation.reviewed_at = State.PUBLISHED, actor.id, utcnow()
    try:
        with savepoint():
            session.flush()
    except IntegrityError:
        raise ConflictError(_("Somebody else has just changed this. Please look at it again.")) from None
    places = update(TranslationLink).where(
        TranslationLink.source_hash == translation.source_hash,
        TranslationLink.source_language == translation.source_language,
        TranslationLink.target_language == translation.target_language,
    )
    made = places.values(translation_id=translation.id, status=LinkStatus.TRANSLATED, failure="", finished_at=utcnow())
    session.execute(made.execution_options(synchronize_session="fetch"))
    _settle(translation)
    publish(TranslationPublished(actor_id=actor.id, translation_id=translation.id))


def confirm_translation(translation: Translation, *, actor: User) -> None:
    """A reviewer finds a doubted or a machine's translation right: reports are settled, it stands first again."""
    enforce(policies.can_review(actor, translation.target_language, languages=queries.translator_languages(actor)))
    if translation.state is not State.PUBLISHED:
        _show(translation, actor=actor)
    else:
        translation.reviewed_by_id, translation.reviewed_at = actor.id, utcnow()
        _settle(translation)
    publish(TranslationConfirmed(actor_id=actor.id, translation_id=translation.id))


def reject_translation(translation: Translation, *, actor: User) -> None:
    """A reviewer takes it out of sight."""
    enforce(policies.can_review(actor, translation.target_language, languages=queries.translator_languages(actor)))
    translation.state, translation.reviewed_by_id, translation.reviewed_at = State.REJECTED, actor.id, utcnow()
    _settle(translation)
    session.flush()
    publish(TranslationRejected(actor_id=actor.id, translation_id=translation.id))


def _settle(translation: Translation) -> None:
    reports = update(TranslationReport).where(TranslationReport.translation_id == translation.id, TranslationReport.settled_at.is_(None))
    session.execute(reports.values(settled_at=utcnow()).execution_options(synchronize_session=False))


def report_translation(translation: Translation, *, item: Item, actor: User, reason: str = "") -> None:
    """A reader says that it is wrong. The original then stands first, unless a reviewer has looked at this translation before."""
    enforce(policies.can_report(actor, translation))
    attempts.check_posting(actor)
    why = accepted(reason, maximum=MAX_REASON, required=False)
    for piece in item.pieces:
        if piece.hash == translation.source_hash:
            _link(item.key, piece, translation.target_language)
    if insert_once(TranslationReport, translation_id=translation.id, reporter_id=actor.id, reason=why) is None:
        raise ConflictError(_("You have reported this translation already. Thank you."))
    if translation.state is State.PUBLISHED and translation.reviewed_at is None:
        translation.state = State.REPORTED
    session.flush()
    publish(TranslationReported(actor_id=actor.id, translation_id=translation.id))


def may_open(items: Sequence[Item], process_id: int) -> Verdict:
    """Whether the texts of something that is about to open are there in all languages of its process. For processes, phases, ballots."""
    chosen = queries.languages_of(process_id)
    if chosen is None or not chosen.languages:
        return policies.can_open((), has_override=False)
    return policies.can_open(queries.missing_for(items, chosen.languages), has_override=chosen.overridden_at is not None)
