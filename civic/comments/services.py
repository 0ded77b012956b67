"""Posting and taking back comments. Whether the phase lets people comment is the policy of what is commented on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from civic.accounts import attempts
from civic.accounts.models import User
from civic.comments.events import CommentDeleted, CommentPosted
from civic.comments.models import Comment, Stance
from civic.comments.policies import can_delete
from civic.contributions.models import Contribution, Kind, LanguageSource, Visibility
from civic.contributions.written_language import language_of
from civic.db import insert_once, session, utcnow
from civic.events import publish
from civic.i18n.text import _
from civic.i18n.writing import accepted
from civic.policy import ConflictError, Verdict, enforce

MAX_COMMENT = 3000
_INSERT = insert(Comment.__table__)  # type: ignore[arg-type]  # a declarative table is a Table


def post_comment(
    subject: Contribution, *, actor: User, body: str, stance: Stance, language: str, verdict: Verdict, token: str | None = None
) -> int:
    """Say something about `subject`; returns the comment's id. `verdict` is the subject's own answer to who may comment now.
    `language` is the tag of the language in which the writer uses the site; that of the comment is found in its text.

    `token` is the form's one-time mark: the same form sent twice is one comment (`ConflictError` the second time).
    """
    enforce(verdict)
    text = accepted(body, maximum=MAX_COMMENT)
    attempts.check_posting(actor)
    return _insert(
        subject, author_id=actor.id, text=text, stance=stance, language=language_of(text, writer=language).tag, published_at=utcnow(),
        source="form" if token else None, source_id=f"{actor.id}:{token}" if token else None,
    )  # fmt: skip


def create_imported_comment(
    subject: Contribution, *, author: User, body: str, stance: Stance, language: str, published_at: datetime, source: str, source_id: str
) -> int:
    """Take over a comment from another system; returns its id, `ConflictError` if it is here already."""
    text = accepted(body, maximum=MAX_COMMENT * 4)
    return _insert(
        subject, author_id=author.id, text=text, stance=stance, language=language, published_at=published_at, source=source,
        source_id=source_id, language_source=LanguageSource.STAFF,
    )  # fmt: skip


def _insert(
    subject: Contribution, *, author_id: int, text: str, stance: Stance, language: str, published_at: datetime,
    source: str | None, source_id: str | None, language_source: LanguageSource = LanguageSource.DETECTOR,
) -> int:  # fmt: skip
    number = insert_once(
        Contribution, kind=Kind.COMMENT, process_id=subject.process_id, author_id=author_id, root_id=subject.id,
        visibility=Visibility.PUBLIC, language=language, language_source=language_source, published_at=published_at,
        created_at=published_at, source=source, source_id=source_id,
    )  # fmt: skip
    if number is None:
        raise ConflictError(_("This comment was already received. It is shown once."))
    session.execute(_INSERT, {"id": number, "stance": stance, "body": text})
    publish(CommentPosted(actor_id=author_id, comment_id=number, subject_id=subject.id))
    return number


def delete_comment(comment: Comment, *, actor: User) -> None:
    """The author takes the comment back: its place stays, its text is no longer shown."""
    enforce(can_delete(actor, comment))
    comment.contribution.visibility = Visibility.WITHDRAWN
    comment.contribution.withdrawn_at = utcnow()
    session.flush()
    publish(CommentDeleted(actor_id=actor.id, comment_id=comment.id, subject_id=comment.contribution.root_id or 0))
