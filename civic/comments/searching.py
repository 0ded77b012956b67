"""Comments in the search: from the moment they are posted until they are taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from civic.comments.events import CommentDeleted, CommentPosted
from civic.comments.models import Comment
from civic.contributions.models import Contribution, Kind, Visibility
from civic.db import session
from civic.events import subscribe
from civic.search import services
from civic.search.sources import Place, Source, SourceText, register_source
from civic.ui.paging import encode_cursor

_READABLE = (
    select(Comment.id, Comment.body, Contribution.process_id, Contribution.language, Contribution.published_at, Contribution.root_id)
    .join(Comment.contribution)
    .where(Comment.id.in_(bindparam("ids", expanding=True)), Contribution.visibility == Visibility.PUBLIC)
)


def load(ids: Sequence[int]) -> list[SourceText]:
    """Those that stand among some comments: of one taken back no text is shown."""
    return [
        SourceText(
            target_id=row.id, contribution_id=row.id, process_id=row.process_id, language=row.language, body=row.body,
            published_at=row.published_at, root_id=row.root_id,
        )
        for row in session.execute(_READABLE, {"ids": list(ids)})
    ]  # fmt: skip


def place_of(place: Place) -> dict[str, Any]:
    """The page of its proposal, on the page of comments that begins with it."""
    return {
        "proposal_id": place.root_id,
        "comments_after": encode_cursor(place.published_at, place.target_id + 1),
        "_anchor": f"comment-{place.target_id}",
    }


register_source(Kind.COMMENT, Source(load=load, endpoint="proposals.show", arguments=place_of))


@subscribe(CommentPosted)
def index_comment(event: CommentPosted) -> None:
    """Somebody said something."""
    for text in load([event.comment_id]):
        services.add_text(Kind.COMMENT, text)


@subscribe(CommentDeleted)
def forget_comment(event: CommentDeleted) -> None:
    """Its author took it back."""
    services.forget(event.comment_id)
