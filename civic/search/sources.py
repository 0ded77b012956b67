"""Where texts come from: features above register how to load theirs, so that the search knows none of them.

A source gives the present text of what everybody may in principle read (public or withdrawn; of a comment taken back nothing is left).
Whether a given visitor may see it is asked again at every search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A public text in the language it was written in."""

    target_id: int
    contribution_id: int | None
    process_id: int
    language: str
    title: str = ""
    body: str = ""
    published_at: datetime
    support_count: int = 0
    root_id: int | None = None


class VersionText(Protocol):
    """A published translation of such a text. What is not translated is empty."""

    @property
    def target_id(self) -> int:
        """The id of what it belongs to."""

    @property
    def language(self) -> str:
        """The tag of the language that it is translated into."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def body(self) -> str:
        """Its text."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the address of a text is made of."""

    target_id: int
    root_id: int | None
    published_at: datetime


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of text. `load` gives those of some ids that are there, in any order; endpoint and arguments are where a person reads one."""

    load: Callable[[Sequence[int]], list[SourceText]]
    endpoint: str
    arguments: Callable[[Place], dict[str, Any]]


Versions = Callable[[str, Sequence[int]], Sequence[VersionText]]
"""Published translations of the targets of a kind."""

_sources: dict[str, Source] = {}
_versions: list[Versions] = []


def register_source(kind: str, source: Source) -> None:
    """Fill the place of a kind of contribution (or of processes)."""
    _sources[kind] = source


def register_versions(versions: Versions) -> None:
    """Tell where translations are."""
    if versions not in _versions:
        _versions.append(versions)


def kinds() -> tuple[str, ...]:
    """The kinds that have a source."""
    return tuple(_sources)


def source_of(kind: str) -> Source | None:
    """The source of a kind."""
    return _sources.get(kind)


def load_texts(kind: str, ids: Sequence[int]) -> dict[int, SourceText]:
    """The present texts by id. One statement."""
    source = _sources.get(kind)
    return {text.target_id: text for text in source.load(ids)} if source is not None and ids else {}


def load_versions(kind: str, ids: Sequence[int]) -> list[VersionText]:
    """The published translations of some targets."""
    return [version for versions in _versions for version in versions(kind, ids)] if ids else []
