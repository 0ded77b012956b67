"""Facts about translations."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class TranslationRequested(Event):
    """Somebody, or the rule of a process, wants a thing in a language. `thing` is `contribution`, `process` or `phase`."""

    thing: str
    thing_id: int
    language: str


@dataclass(frozen=True, kw_only=True)
class TranslationMade(Event):
    """An engine translated the texts of a thing."""

    thing: str
    thing_id: int
    language: str


@dataclass(frozen=True, kw_only=True)
class TranslationEvent(Event):
    """Something happened to one translation."""

    translation_id: int


@dataclass(frozen=True, kw_only=True)
class TranslationSuggested(TranslationEvent):
    """A person wrote a better one, which waits for review."""


@dataclass(frozen=True, kw_only=True)
class TranslationPublished(TranslationEvent):
    """A person's translation is shown from now on."""


@dataclass(frozen=True, kw_only=True)
class TranslationRejected(TranslationEvent):
    """It is not shown."""


@dataclass(frozen=True, kw_only=True)
class TranslationReported(TranslationEvent):
    """A reader says that it is wrong."""


@dataclass(frozen=True, kw_only=True)
class TranslationConfirmed(TranslationEvent):
    """A reviewer looked at a report or a machine's work and found it right."""


@dataclass(frozen=True, kw_only=True)
class TranslationSettingsChanged(Event):
    """The town changed limits or switched machine translation."""


@dataclass(frozen=True, kw_only=True)
class ProcessLanguagesChanged(Event):
    """A process promises other languages."""

    process_id: int


@dataclass(frozen=True, kw_only=True)
class OpenedWithoutTranslations(Event):
    """An administrator let a process open although translations are missing; the reason is kept beside its languages."""

    process_id: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class GlossaryChanged(Event):
    """A word was changed, or a file was taken over (`term_id` is None)."""

    term_id: int | None


@dataclass(frozen=True, kw_only=True)
class TranslatorGranted(Event):
    """A person may review translations into a language."""

    user_id: int
    language: str


@dataclass(frozen=True, kw_only=True)
class TranslatorRevoked(Event):
    """A person may no longer."""

    user_id: int
    language: str
