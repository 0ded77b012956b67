"""A person's comments, for the person's own copy of their data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from civic.accounts.export import exports
from civic.accounts.models import User
from civic.comments.models import Comment
from civic.contributions.models import Contribution
from civic.db import session


@exports("comments")
def own_comments(user: User) -> list[dict[str, Any]]:
    """All of them, also withdrawn and hidden ones, oldest first. One statement."""
    rows = session.execute(
        select(Comment, Contribution).join(Contribution, Contribution.id == Comment.id).where(Contribution.author_id == user.id)
        .order_by(Contribution.id)
    )  # fmt: skip
    return [
        {
            "id": comment.id,
            "about_id": row.root_id,
            "stance": comment.stance,
            "text": comment.body,
            "language": row.language,
            "visibility": row.visibility,
            "hidden_reason": row.hidden_reason,
            "published_at": row.published_at and row.published_at.isoformat(),
        }
        for comment, row in rows
    ]
