"""Translations that nobody has to ask for: of the processes, and into the languages, that an administrator chose."""

from __future__ import annotations

import structlog

from civic.policy import RefusedError
from civic.translations import queries
from civic.translations.providers.chosen import engines
from civic.translations.services import request_translation
from civic.translations.texts import Key, Thing

log = structlog.get_logger()


def translate_as_promised(thing: str, thing_id: int) -> None:
    """Called after a text became public or changed. Nothing happens without an engine, or where the process does not want it."""
    if not engines():
        return
    item = queries.sendable_item(Key(Thing(thing), thing_id))
    chosen = queries.languages_of(item.process_id) if item is not None and item.process_id is not None else None
    if item is None or chosen is None or not chosen.is_automatic or not queries.settings().is_machine_on:
        return
    for language in chosen.languages:
        try:
            request_translation(item, actor=None, language=language)
        except RefusedError as refusal:
            log.info("translations.not_sent", thing=thing, thing_id=thing_id, language=language, error=type(refusal).__name__)
