"""Comments of a contribution, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_
from sqlalchemy.orm import contains_eager

from civic.accounts.models import User
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Kind, Visibility
from civic.contributions.queries import Standing, standing_of, viewer_values, visible_as, visible_to
from civic.db import fetch, session

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


@lru_cache
def _page(standing: Standing, has_cursor: bool) -> Select[*tuple[Any, ...]]:
    comment, shown, writer = Comment.__table__, Contribution.__table__, User.__table__
    key = (shown.c.published_at, shown.c.id)
    query = (
        select(
            comment.c.id, comment.c.body, comment.c.stance, shown.c.visibility, shown.c.hidden_reason, shown.c.language,
            shown.c.published_at, shown.c.is_official, writer.c.id, writer.c.display_name,
        )
        .join(shown, shown.c.id == comment.c.id)
        .join(writer, writer.c.id == shown.c.author_id)
        .where(shown.c.root_id == bindparam("subject_id"), shown.c.kind == Kind.COMMENT, visible_as(standing))
        .order_by(shown.c.published_at.desc(), shown.c.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip
    if not has_cursor:
        return query
    return query.where(tuple_(*key) < tuple_(bindparam("before", type_=key[0].type), bindparam("before_id", type_=key[1].type)))


def comments_of(
    subject_id: int, *, viewer: User | None, before: tuple[datetime, int] | None = None
) -> tuple[list[CommentLine], tuple[datetime, int] | None]:
    """A page of comments and the cursor of the next one (None at the end). One statement."""
    values: dict[str, Any] = {"subject_id": subject_id, **viewer_values(viewer)}
    if before is not None:
        values |= {"before": before[0], "before_id": before[1]}
    found = fetch(_page(standing_of(viewer), before is not None), values)
    lines = [CommentLine(*row) for row in found[:PAGE]]
    return lines, (lines[-1].published_at, lines[-1].id) if len(found) > PAGE else None


def comment_by(viewer: User, comment_id: int) -> Comment | None:
    """A comment that the viewer may see, with its contribution."""
    return session.scalar(
        select(Comment)
        .join(Contribution, Contribution.id == Comment.id)
        .where(Comment.id == comment_id, visible_to(viewer))
        .options(contains_eager(Comment.contribution))
    )
