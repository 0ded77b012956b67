"""What can be translated: things with texts, each text in its language. Features above tell how the texts of a contribution are read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from civic.contributions.models import Kind
from civic.i18n.languages import reads_the_same
from civic.processes.models import Phase, Process


class Thing(StrEnum):
    """What a text belongs to."""

    CONTRIBUTION = "contribution"
    PROCESS = "process"
    PHASE = "phase"


class Key(NamedTuple):
    """One thing."""

    thing: Thing
    id: int


class Piece(NamedTuple):
    """One text of a thing: the name of its field, the tag of its language, the words."""

    field: str
    language: str
    text: str

    @property
    def hash(self) -> str:
        """How the memory knows the text: SHA-256, hex."""
        return hash_of(self.text)


@dataclass(frozen=True)
class Item:
    """A thing with its texts, in the order of the page. Empty texts are left out. `is_official`: words of the town."""

    key: Key
    pieces: tuple[Piece, ...]
    process_id: int | None = None
    is_official: bool = False

    def piece(self, field: str) -> Piece | None:
        """The text of a field."""
        return next((piece for piece in self.pieces if piece.field == field), None)


TextsOf = Callable[[Sequence[int]], Mapping[int, Sequence[Piece]]]
_readers: dict[Kind, TextsOf] = {}
OFFICIAL = frozenset({Kind.RESPONSE})


def hash_of(text: str) -> str:
    """SHA-256 of a text, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def texts_of(kind: Kind) -> Callable[[TextsOf], TextsOf]:
    """Decorate the function that reads the texts of contributions of a kind, by their ids."""

    def register(reader: TextsOf) -> TextsOf:
        _readers[kind] = reader
        return reader

    return register


def reader_of(kind: Kind) -> TextsOf | None:
    """The function that was registered."""
    return _readers.get(kind)


def contribution_item(contribution_id: int, pieces: Iterable[Piece], *, process_id: int | None = None, is_official: bool = False) -> Item:
    """A proposal, comment or official response."""
    return _item(Thing.CONTRIBUTION, contribution_id, pieces, process_id, is_official)


def process_item(process: Process) -> Item:
    """The framing of a process."""
    fields = ("title", "question", "background", "what_happens_next")
    pieces = (Piece(name, process.language, getattr(process, name)) for name in fields)
    return _item(Thing.PROCESS, process.id, pieces, process.id, True)


def phase_item(phase: Phase, *, language: str) -> Item:
    """A phase, whose language is that of its process."""
    pieces = (Piece("title", language, phase.title), Piece("description", language, phase.description))
    return _item(Thing.PHASE, phase.id, pieces, phase.process_id, True)


def items_of_process(process: Process) -> list[Item]:
    """The framing and all phases: what everybody needs to understand what is asked."""
    return [process_item(process), *(phase_item(phase, language=process.language) for phase in process.phases)]


def _item(thing: Thing, thing_id: int, pieces: Iterable[Piece], process_id: int | None, is_official: bool) -> Item:
    return Item(Key(thing, thing_id), tuple(piece for piece in pieces if piece.text.strip()), process_id, is_official)


def needs_translation(source: str, target: str) -> bool:
    """Whether a reader of `target` should be offered a translation of `source`: who reads Japanese reads easy Japanese."""
    return source != target and (target == "ja-simple" or not reads_the_same(source, target))
