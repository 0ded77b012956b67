"""Comments of a contribution, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_
from sqlalchemy.orm import contains_eager

from civic.accounts.models import User
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import visible_to
from civic.db import session

PAGE = 20


@dataclass(frozen=True)
class CommentLine:
    """One comment as a page shows it. A withdrawn one keeps its place without its text."""

    id: int
    body: str
    stance: Stance
    visibility: Visibility
    hidden_reason: str
    language: str
    published_at: datetime
    is_official: bool
    author_id: int
    author_name: str


def _page(viewer: User | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Comment.id, Comment.body, Comment.stance, Contribution.visibility, Contribution.hidden_reason, Contribution.language,
            Contribution.published_at, Contribution.is_official, User.id, User.display_name,
        )
        .join(Contribution, Contribution.id == Comment.id)
        .join(User, User.id == Contribution.author_id)
        .where(Contribution.root_id == bindparam("subject_id"), Contribution.kind == Kind.COMMENT, visible_to(viewer))
        .order_by(Contribution.published_at.desc(), Contribution.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip


_PUBLIC_PAGE = _page(None)


def comments_of(
    subject_id: int, *, viewer: User | None, before: tuple[datetime, int] | None = None
) -> tuple[list[CommentLine], tuple[datetime, int] | None]:
    """A page of comments and the cursor of the next one (None at the end). One statement."""
    query = _PUBLIC_PAGE if viewer is None else _page(viewer)
    if before is not None:
        query = query.where(tuple_(Contribution.published_at, Contribution.id) < before)
    rows: list[Any] = list(session.execute(query, {"subject_id": subject_id}))
    lines = [CommentLine(*row) for row in rows[:PAGE]]
    return lines, (lines[-1].published_at, lines[-1].id) if len(rows) > PAGE else None


def comment_by(viewer: User, comment_id: int) -> Comment | None:
    """A comment that the viewer may see, with its contribution."""
    return session.scalar(
        select(Comment)
        .join(Contribution, Contribution.id == Comment.id)
        .where(Comment.id == comment_id, visible_to(viewer))
        .options(contains_eager(Comment.contribution))
    )
