"""Facts about comments."""

from __future__ import annotations

from dataclasses import dataclass

from civic.events import Event


@dataclass(frozen=True, kw_only=True)
class CommentPosted(Event):
    """Somebody commented on a contribution."""

    comment_id: int
    subject_id: int


@dataclass(frozen=True, kw_only=True)
class CommentDeleted(Event):
    """Its author took a comment back."""

    comment_id: int
    subject_id: int
