"""Bring each language's catalogue up to the template. Nothing is guessed; what is gone is dropped."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from civic.i18n.languages import EN, LANGUAGES
from civic.i18n.text import CATALOGUES

SHIPPED = tuple(language.id for language in LANGUAGES if language is not EN)
"""The languages that have a catalogue; English is the language of the message ids."""


def path_of(language_id: str) -> Path:
    """Where a language's catalogue lives."""
    return CATALOGUES / language_id / "LC_MESSAGES" / "messages.po"


def read_catalogue(language_id: str) -> Catalog:
    """A language's catalogue; an empty one when there is none yet."""
    path = path_of(language_id)
    if not path.exists():
        return Catalog(locale=language_id, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language_id)


def write_catalogue(language_id: str, catalogue: Catalog) -> None:
    """Write it, sorted and without dates, so that a difference shows words only."""
    path = path_of(language_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=0, ignore_obsolete=True)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "-Date: " not in line and "Generated-By" not in line), encoding="utf-8")


def merge(language_id: str) -> int:
    """Take over the template's messages with the translations that exist; returns how many are missing."""
    with (CATALOGUES / "messages.pot").open("rb") as file:
        template = read_po(file)
    present = read_catalogue(language_id)
    merged = Catalog(locale=language_id, charset="utf-8", project="civic", fuzzy=False)
    missing = 0
    for message in template:
        if not message.id:
            continue
        old = present.get(message.id[0] if message.pluralizable else message.id, context=message.context)
        fits = old is not None and old.pluralizable == message.pluralizable
        merged.add(message.id, old.string if old is not None and fits else None, context=message.context, flags=message.flags - {"fuzzy"})
        missing += not (old is not None and fits and old.string and (not message.pluralizable or all(old.string)))
    write_catalogue(language_id, merged)
    return missing
