"""How one thing is shown to one reader: which words, in which language, with which label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from civic.i18n.languages import LANGUAGES
from civic.translations.models import LinkStatus, Origin, State
from civic.translations.providers.chosen import engine_for
from civic.translations.texts import Item, Key, Piece, Thing, needs_translation

ENDONYMS = {language.tag: language.endonym for language in LANGUAGES}


class View(StrEnum):
    """What stands first. Original: there is nothing else to show, or the reader can read it. Doubtful: the original first, the translation
    one touch away, because it is outdated, reported or failed the checks, or because the reader always wants originals."""

    ORIGINAL = "original"
    TRANSLATED = "translated"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Found:
    """A translation of one text as the page needs it. `is_outdated`: of an earlier version of the text."""

    id: int
    text: str
    origin: Origin
    state: State
    provider: str
    credit: str
    created_at: datetime
    checks: tuple[str, ...] = ()
    is_reviewed: bool = False
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What became of a text that was to be translated, and the hash of the text as it was then."""

    status: LinkStatus
    source_hash: str
    failure: str = ""


@dataclass(frozen=True)
class Shown:
    """One text of a thing for the reader."""

    original: Piece
    translation: Found | None = None

    @property
    def is_good(self) -> bool:
        """Whether the translation may stand first."""
        found = self.translation
        return found is not None and found.state is State.PUBLISHED and not found.is_outdated


@dataclass(frozen=True)
class Reading:
    """One thing for one reader. `language` is the tag that the reader reads."""

    item: Item
    language: str
    view: View = View.ORIGINAL
    shown: Mapping[str, Shown] = field(default_factory=dict)
    is_foreign: bool = False
    is_waiting: bool = False
    failure: str = ""
    is_by_choice: bool = False
    """The original stands first because the reader asked for originals."""

    @property
    def key(self) -> Key:
        """The thing."""
        return self.item.key

    @property
    def is_translated(self) -> bool:
        """Whether the translation stands first."""
        return self.view is View.TRANSLATED

    @property
    def translations(self) -> list[Found]:
        """The translations of the thing's texts."""
        return [shown.translation for shown in self.shown.values() if shown.translation is not None]

    @property
    def source_language(self) -> str:
        """The language of the first text that the reader cannot read."""
        foreign = (p.language for p in self.item.pieces if needs_translation(p.language, self.language))
        return next(foreign, self.item.pieces[0].language if self.item.pieces else self.language)

    @property
    def is_machine(self) -> bool:
        """Whether an engine made any of it."""
        return any(found.origin is Origin.MACHINE for found in self.translations)

    @property
    def providers(self) -> list[str]:
        """The engines that made it, each once."""
        return list(dict.fromkeys(found.provider for found in self.translations if found.provider))

    @property
    def credits(self) -> list[str]:
        """The people who made it, each once."""
        return list(dict.fromkeys(found.credit for found in self.translations if found.credit))

    @property
    def made_at(self) -> datetime | None:
        """When the newest part was made."""
        return max((found.created_at for found in self.translations), default=None)

    @property
    def is_outdated(self) -> bool:
        """Whether an original changed after it was translated."""
        return any(found.is_outdated for found in self.translations)

    @property
    def is_reported(self) -> bool:
        """Whether a reader doubts a part."""
        return any(found.state is State.REPORTED for found in self.translations)

    @property
    def checks(self) -> list[str]:
        """What the checks found wrong, each once."""
        return list(dict.fromkeys(code.partition(":")[0] for found in self.translations for code in found.checks))

    def first(self, name: str) -> tuple[str, str]:
        """Text and language tag of a field as it stands first on the page; empty for a field without a text."""
        shown = self.shown.get(name)
        if shown is None:
            piece = self.item.piece(name)
            return (piece.text, piece.language) if piece is not None else ("", self.language)
        if self.is_translated and shown.is_good and shown.translation is not None:
            return shown.translation.text, self.language
        return shown.original.text, shown.original.language

    def second(self) -> list[tuple[str, str, str]]:
        """(field, text, tag) of what is one touch away: the originals, or the doubtful translation."""
        if self.is_translated:
            return [(name, s.original.text, s.original.language) for name, s in self.shown.items() if s.is_good]
        return [(name, s.translation.text, self.language) for name, s in self.shown.items() if s.translation is not None]


def read(item: Item, *, language: str, found: Mapping[str, Found], places: Mapping[str, Place], prefers_originals: bool = False) -> Reading:
    """Decide. `found` and `places` are by field. Parts that lack a good translation are shown in the original beside translated ones."""
    foreign = [piece for piece in item.pieces if needs_translation(piece.language, language)]
    if not foreign:
        return Reading(item=item, language=language, view=View.ORIGINAL, shown={}, is_foreign=False)
    shown = {piece.field: Shown(piece, found.get(piece.field)) for piece in foreign}
    good = sum(one.is_good for one in shown.values())
    any_translation = any(one.translation is not None for one in shown.values())
    view = View.ORIGINAL
    if good and not prefers_originals:
        view = View.TRANSLATED
    elif any_translation:
        view = View.DOUBTFUL
    missing = [piece for piece in foreign if not shown[piece.field].is_good]
    now = [places[piece.field] for piece in missing if piece.field in places and places[piece.field].source_hash == piece.hash]
    return Reading(
        item=item, language=language, view=view, shown=shown, is_foreign=bool(foreign),
        is_waiting=any(place.status is LinkStatus.WAITING for place in now),
        failure=next((place.failure for place in now if place.status is LinkStatus.FAILED), ""),
        is_by_choice=prefers_originals and bool(good),
    )  # fmt: skip


class Readings:
    """The readings of a page, and the glossary words that stand in its foreign texts."""

    def __init__(self, readings: Iterable[Reading], *, words: Iterable[tuple[str, str]] = (), is_machine_on: bool = False) -> None:
        self._by_key = {reading.key: reading for reading in readings}
        self.words, self.is_machine_on = list(words), is_machine_on

    def of(self, thing: str, thing_id: int) -> Reading | None:
        """The reading of a thing, or None when it was not asked for."""
        return self._by_key.get(Key(Thing(thing), thing_id))

    def contribution(self, contribution_id: int) -> Reading | None:
        """The reading of a proposal, comment or response."""
        return self.of("contribution", contribution_id)

    def offers(self, reading: Reading) -> bool:
        """Whether an engine could translate what is still missing."""
        missing = [one.original for one in reading.shown.values() if not one.is_good]
        return self.is_machine_on and any(engine_for(piece.language, reading.language) is not None for piece in missing)

    @property
    def has_translations(self) -> bool:
        """Whether a translation stands first on the page, or would if the reader had not asked for originals."""
        return any(reading.is_translated or reading.is_by_choice for reading in self._by_key.values())
