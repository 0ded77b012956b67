"""Processes in the reader's language: a slot that the translations above fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from civic.processes.models import Process

Source = Callable[[Sequence[Process]], Any]
_source: list[Source] = []


def fill_readings(source: Source) -> None:
    """Tell how processes, with their phases, are shown to the visitor; `source` may use one SQL statement."""
    _source[:] = [source]


def readings_of(processes: Sequence[Process]) -> Any:
    """What the templates ask for the words of a process or phase: `.of("process", id).first("title")` is (text, language tag)."""
    return _source[0](processes)
