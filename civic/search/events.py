"""Facts about the search."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class SynonymsChanged(Event):
    """A group of synonyms was added, changed, or taken away; `key` is set for a shipped one."""

    key: str | None
