"""The words of comments, for those who translate them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from civic.comments.events import CommentPosted
from civic.comments.models import Comment
from civic.comments.queries import CommentLine
from civic.contributions.models import Contribution, Kind, Visibility
from civic.db import session
from civic.events import subscribe
from civic.i18n.pages import current_language
from civic.translations.automatic import translate_as_promised
from civic.translations.texts import Item, Piece, contribution_item, texts_of


@texts_of(Kind.COMMENT)
def comment_texts(ids: Sequence[int]) -> dict[int, list[Piece]]:
    """What was said. One statement."""
    rows = session.execute(
        select(Comment.id, Contribution.language, Comment.body).join(Contribution, Contribution.id == Comment.id).where(Comment.id.in_(ids))
    )
    return {row[0]: [Piece("body", row[1], row[2])] for row in rows}


def comment_items(lines: Iterable[CommentLine]) -> list[Item]:
    """The comments of a page whose words are shown and in another language than the page: only these can need a translation."""
    here = current_language().tag
    shown = (line for line in lines if line.language != here and line.visibility is not Visibility.WITHDRAWN)
    return [contribution_item(line.id, [Piece("body", line.language, line.body)], is_official=line.is_official) for line in shown]


@subscribe(CommentPosted)
def translate_comment(event: CommentPosted) -> None:
    """Where the process translates by itself."""
    translate_as_promised("contribution", event.comment_id)
