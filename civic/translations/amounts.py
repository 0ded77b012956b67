"""What was used of the town's limits, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from civic.translations.texts import Key


@dataclass(frozen=True, slots=True)
class Used:
    """Characters that count against the limits."""

    day: int = 0
    person: int = 0
    process: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A text of a process that has no good translation into a language. `state` says why: none, waiting, failed, outdated, doubtful."""

    key: Key
    field: str
    language: str
    state: str
    failure: str = ""
