"""What the town decides about translations: limits, languages of processes, the glossary, and who reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.exc import IntegrityError

from civic.accounts.models import User
from civic.db import insert_once, savepoint, session, utcnow
from civic.events import publish
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.policy import ConflictError, enforce
from civic.processes.models import Process
from civic.translations import policies, queries
from civic.translations.events import (
    GlossaryChanged,
    OpenedWithoutTranslations,
    ProcessLanguagesChanged,
    TranslationSettingsChanged,
    TranslatorGranted,
    TranslatorRevoked,
)
from civic.translations.glossary import MAX_NOTE, MAX_TERMS, MAX_WORD, TAGS, Entry
from civic.translations.models import GlossaryTerm, ProcessLanguages, TranslationSettings, TranslatorGrant
from civic.translations.texts import items_of_process

MAX_REASON = 1000
LARGEST_LIMIT = 1_000_000_000


def update_settings(*, actor: User, is_machine_on: bool, day_limit: int, person_limit: int, process_limit: int) -> None:
    """Switch machine translation on or off, and limit what it may cost, in characters of originals."""
    enforce(policies.can_change_settings(actor))
    if not all(0 <= limit <= LARGEST_LIMIT for limit in (day_limit, person_limit, process_limit)):
        raise InvalidTextError(_("Please give a whole number, not below 0."))
    row = _row()
    row.is_machine_on, row.day_limit, row.person_limit, row.process_limit = is_machine_on, day_limit, person_limit, process_limit
    session.flush()
    publish(TranslationSettingsChanged(actor_id=actor.id))


def _row() -> TranslationSettings:
    """The one row, made by the first decision."""
    row = queries.settings()
    if row not in session:
        insert_once(TranslationSettings, id=1)
        row = session.get_one(TranslationSettings, 1)
    return row


def set_languages(process: Process, *, actor: User, languages: Iterable[str], is_automatic: bool) -> None:
    """The languages that a process promises. Other languages end an override: its reason was about the old ones."""
    enforce(policies.can_change_settings(actor))
    wanted = set(languages)
    chosen = [tag for tag in TAGS if tag in wanted and tag != process.language]
    row = queries.languages_of(process.id)
    if row is None:
        row = ProcessLanguages(process_id=process.id, languages=[])
        session.add(row)
    if row.languages != chosen:
        row.override_reason, row.overridden_by_id, row.overridden_at = "", None, None
    row.languages, row.is_automatic = chosen, is_automatic
    session.flush()
    publish(ProcessLanguagesChanged(actor_id=actor.id, process_id=process.id))


def open_without_translations(process: Process, *, actor: User, reason: str) -> None:
    """Let it open although translations are missing; the reason is recorded."""
    enforce(policies.can_change_settings(actor))
    row = queries.languages_of(process.id)
    if row is None or not row.languages:
        raise ConflictError(_("This theme has no languages to translate into."))
    row.override_reason = accepted(reason, maximum=MAX_REASON)
    row.overridden_by_id, row.overridden_at = actor.id, utcnow()
    session.flush()
    missing = len(queries.missing_for(items_of_process(process), row.languages))
    publish(OpenedWithoutTranslations(actor_id=actor.id, process_id=process.id, missing=missing))


def save_term(*, actor: User, term: str, reading: str, words: Mapping[str, str], note: str, is_active: bool = True) -> GlossaryTerm:
    """The town's own word, or its correction of a shipped one. Empty words fall back to the shipped ones."""
    enforce(policies.can_edit_glossary(actor, queries.translator_languages(actor)))
    row = _save(_checked(Entry(term, reading, words, note, is_active)), actor=actor)
    _changed()
    publish(GlossaryChanged(actor_id=actor.id, term_id=row.id))
    return row


def import_glossary(entries: Sequence[Entry], *, actor: User) -> int:
    """Take over a file: each entry replaces the town's own of the same term; others stay. Returns how many differ from what was there."""
    enforce(policies.can_edit_glossary(actor, queries.translator_languages(actor)))
    before = queries.glossary_entries()
    if len({*before, *(entry.term for entry in entries)}) > MAX_TERMS:
        raise InvalidTextError(_("A glossary can have at most %(maximum)s words.", maximum=MAX_TERMS))
    changed = 0
    for given in entries:
        entry = _checked(given)
        was = before.get(entry.term)
        same = was is not None and (was.reading, dict(was.words), was.note, was.is_active) == (
            entry.reading or was.reading, {**was.words, **entry.words}, entry.note or was.note, entry.is_active,
        )  # fmt: skip
        if not same:
            _save(entry, actor=actor)
            changed += 1
    if changed:
        _changed()
        publish(GlossaryChanged(actor_id=actor.id, term_id=None))
    return changed


def _checked(entry: Entry) -> Entry:
    words = {tag: accepted(entry.words.get(tag), maximum=MAX_WORD, single_line=True, required=False) for tag in TAGS if tag != "ja"}
    return Entry(
        accepted(entry.term, maximum=MAX_WORD, single_line=True),
        accepted(entry.reading, maximum=MAX_WORD, single_line=True, required=False),
        {tag: word for tag, word in words.items() if word},
        accepted(entry.note, maximum=MAX_NOTE, required=False),
        entry.is_active,
    )


def _save(entry: Entry, *, actor: User) -> GlossaryTerm:
    row = queries.own_term(entry.term)
    if row is None:
        row = GlossaryTerm(term=entry.term)
        try:
            with savepoint():
                session.add(row)
        except IntegrityError:
            raise ConflictError(_("Somebody else has just changed this. Please look at it again.")) from None
    row.reading, row.words, row.note, row.is_active = entry.reading, dict(entry.words), entry.note, entry.is_active
    row.changed_by_id, row.changed_at = actor.id, utcnow()
    session.flush()
    return row


def _changed() -> None:
    row = _row()
    row.glossary_revision, row.glossary_changed_at = row.glossary_revision + 1, utcnow()
    session.flush()


def grant_translator(user: User, *, actor: User, language: str) -> None:
    """Entrust a person with reviewing translations into a language."""
    enforce(policies.can_change_settings(actor))
    if language not in TAGS or user.deleted_at is not None or user.email_confirmed_at is None:
        raise InvalidTextError(_("This account has not confirmed its e-mail address."))
    if insert_once(TranslatorGrant, user_id=user.id, language=language, granted_by_id=actor.id) is None:
        raise ConflictError(_("This person already has this role."))
    publish(TranslatorGranted(actor_id=actor.id, user_id=user.id, language=language))


def revoke_translator(grant: TranslatorGrant, *, actor: User) -> None:
    """Take it back."""
    enforce(policies.can_change_settings(actor))
    user_id, language = grant.user_id, grant.language
    session.delete(grant)
    session.flush()
    publish(TranslatorRevoked(actor_id=actor.id, user_id=user_id, language=language))
