"""What every translation engine is to us: one method, one family of errors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar


class EngineError(Exception):
    """An engine did not translate. `code` is what is kept and shown in words; the message never holds a text, a key or an address."""

    code: ClassVar[str] = "failed"
    is_temporary: ClassVar[bool] = False
    was_billed: bool = False


class UnavailableError(EngineError):
    """No answer in time, connection refused, or a fault on the other side (5xx).

    `may_be_billed`: the request was sent, and the engine may have worked for it although no answer came.
    """

    code = "unavailable"
    is_temporary = True

    def __init__(self, message: str, *, may_be_billed: bool = False) -> None:
        super().__init__(message)
        self.was_billed = may_be_billed


class BusyError(EngineError):
    """The engine asks to come back later (429). `retry_after` is in seconds."""

    code = "busy"
    is_temporary = True

    def __init__(self, message: str, *, retry_after: float = 60.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class QuotaError(EngineError):
    """The account's quota is used up."""

    code = "quota"


class DeniedError(EngineError):
    """The engine refuses: wrong key, wrong request."""

    code = "denied"


class UnreadableAnswerError(EngineError):
    """The answer is not what the engine's documentation promises: garbage, too many or too few texts, too large."""

    code = "unreadable"
    was_billed = True


class UnsupportedLanguageError(EngineError):
    """The engine does not know one of the languages."""

    code = "language"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the glossary in the two languages of a job."""

    source: str
    target: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """Texts to translate together. Personal data and, unless the engine has a glossary of its own, the glossary's words are marks.

    `shown` are words that an engine may see inside a mark. `context` is a text that helps and is not translated.
    `languages` are tags of the house (BCP 47).
    """

    texts: tuple[str, ...]
    source: str
    target: str
    shown: Mapping[int, str] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    glossary_revision: int = 0
    context: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Translations in the order of the texts, with marks. `model` names the engine's model where it says so."""

    texts: list[str]
    model: str = ""


class Provider(ABC):
    """One engine. `codes` maps our language tags to the engine's; `codes_from` where the source has another one."""

    name: ClassVar[str]
    label: ClassVar[str]
    codes: ClassVar[Mapping[str, str]]
    codes_from: ClassVar[Mapping[str, str]] = {}
    has_own_glossary: ClassVar[bool] = False
    keeps_lines: ClassVar[bool] = False
    """Whether a text of several lines may be sent whole."""
    largest: ClassVar[int]
    """Characters of one text at most."""

    @abstractmethod
    def translate(self, job: Job) -> Answer:
        """All texts of a job, or an `EngineError`."""

    def can(self, source: str, target: str) -> bool:
        """Whether the engine knows both languages."""
        return source != target and (source in self.codes or source in self.codes_from) and target in self.codes

    def uses_own_glossary(self, job_source: str, job_target: str) -> bool:
        """Whether the words of the glossary are given to the engine, instead of being protected by marks."""
        return self.has_own_glossary

    def code(self, tag: str) -> str:
        """The engine's code of a target language."""
        return self._known(self.codes.get(tag), tag)

    def code_from(self, tag: str) -> str:
        """The engine's code of a source language."""
        return self._known(self.codes_from.get(tag) or self.codes.get(tag), tag)

    def _known(self, code: str | None, tag: str) -> str:
        if code is None:
            raise UnsupportedLanguageError(f"{self.name} does not know {tag}")
        return code


def batches(texts: Sequence[str], *, count: int, size: int) -> Iterator[list[str]]:
    """Groups of at most `count` texts and `size` bytes (UTF-8); a text that is larger alone is a group of its own."""
    group: list[str] = []
    total = 0
    for text in texts:
        length = len(text.encode())
        if group and (len(group) >= count or total + length > size):
            yield group
            group, total = [], 0
        group.append(text)
        total += length
    if group:
        yield group


def list_of(answer: object, *keys: str, length: int) -> list[object]:
    """The list found by going down `keys` in a JSON answer, with the length that was asked for; else `UnreadableAnswerError`."""
    found = answer
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list) or len(found) != length:
        raise UnreadableAnswerError(f"not {length} texts at {'.'.join(keys) or 'the top'}")
    return found


def text_at(answer: object, *keys: str | int) -> str:
    """The text found by going down `keys`; else `UnreadableAnswerError`."""
    found = answer
    for key in keys:
        if isinstance(found, dict) and isinstance(key, str):
            found = found.get(key)
        elif isinstance(found, list) and isinstance(key, int) and -len(found) <= key < len(found):
            found = found[key]
        else:
            found = None
    if not isinstance(found, str):
        raise UnreadableAnswerError(f"no text at {'.'.join(map(str, keys))}")
    return found
