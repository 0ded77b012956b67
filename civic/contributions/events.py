"""Facts about any public text."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class LanguageCorrected(Event):
    """Its author or a moderator said which language a text is in: what was made from it for the other language is worth nothing now."""

    contribution_id: int
    language: str
    was: str
