"""The files that can be read: which columns tell them apart, and how a row becomes a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from civic.comments.models import Stance
from civic.proposals.importing.records import (
    BadLineError,
    CommentRecord,
    ProposalRecord,
    catalan_or_spanish,
    cut,
    line_of,
    moment,
    plain,
    titled,
)
from civic.proposals.models import ProposalStatus

Row = Mapping[str, Any]
SPAIN = ZoneInfo("Europe/Madrid")
OPINION_TITLE = 40


@dataclass(frozen=True, kw_only=True)
class Format:
    """A file format of another system. `source` is stored with each contribution; comments lie in a file `comments.*` beside."""

    name: str
    source: str
    columns: frozenset[str]
    proposal: Callable[[Row], ProposalRecord]
    comment_columns: frozenset[str] = frozenset()
    comment: Callable[[Row], CommentRecord] | None = None

    @property
    def comment_source(self) -> str:
        """The source of the comments: their numbers are counted apart from those of the proposals."""
        return f"{self.source}_comment"


def _id(row: Row, column: str) -> str:
    found = str(row.get(column) if row.get(column) is not None else "").strip()
    if not found or len(found) > 80:
        raise BadLineError(f"The column {column} holds no usable number.")
    return found


def _text(row: Row, column: str) -> str:
    found = row.get(column)
    if found is not None and not isinstance(found, str):
        raise BadLineError(f"The column {column} holds no text.")
    return plain(found)


_DECISIONS = {
    ("accepted", "ca"): (ProposalStatus.ADOPTED, "Acceptada en el procés participatiu d'origen (decidim.barcelona)."),
    ("accepted", "es"): (ProposalStatus.ADOPTED, "Aceptada en el proceso participativo de origen (decidim.barcelona)."),
    ("rejected", "ca"): (ProposalStatus.NOT_ADOPTED, "No acceptada en el procés participatiu d'origen (decidim.barcelona)."),
    ("rejected", "es"): (ProposalStatus.NOT_ADOPTED, "No aceptada en el proceso participativo de origen (decidim.barcelona)."),
}


def _barcelona_author(row: Row) -> tuple[str, str]:
    """Key and name. Proposals of a meeting have no author there."""
    author = str(row.get("author") or "")
    return (author, f"Participant {author[:6]}") if author else ("meeting", "Trobada presencial")


def _barcelona_proposal(row: Row) -> ProposalRecord:
    title, body = titled(line_of(_text(row, "title")), _text(row, "summary"))
    language = catalan_or_spanish(f"{title} {body}")
    status, reason = _DECISIONS.get((str(row.get("status")), language), (ProposalStatus.PUBLISHED, ""))
    key, name = _barcelona_author(row)
    return ProposalRecord(
        source_id=_id(row, "id"), title=title, body=body, language=language, author_key=key, author_name=name, author_language="es",
        published_at=moment(row.get("created_at"), zone=SPAIN), area=_text(row, "district"), category=_text(row, "category"),
        status=status, decision_reason=reason,
    )  # fmt: skip


_ALIGNMENT = {1: Stance.FOR, -1: Stance.AGAINST, 0: Stance.NEUTRAL, None: Stance.NEUTRAL}


def _barcelona_comment(row: Row) -> CommentRecord:
    alignment = row.get("alignment")
    if alignment not in _ALIGNMENT:
        raise BadLineError(f"The stance {alignment!r} is not 1, 0 or -1.")
    body, (key, name) = _text(row, "body"), _barcelona_author(row)
    return CommentRecord(
        source_id=_id(row, "id"), proposal_source_id=_id(row, "commentable_id"), body=body, language=catalan_or_spanish(body),
        author_key=key, author_name=name, author_language="es", published_at=moment(row.get("created_at"), zone=SPAIN),
        stance=_ALIGNMENT[alignment],
    )  # fmt: skip


def _madrid_proposal(row: Row) -> ProposalRecord:
    title, body = titled(line_of(_text(row, "title")), f"{_text(row, 'summary')}\n\n{_text(row, 'text')}".strip())
    author = _id(row, "userId")
    return ProposalRecord(
        source_id=_id(row, "id"), title=title, body=body, language="es", author_key=author, author_name=f"Participante {author}",
        author_language="es", published_at=moment(row.get("date"), zone=SPAIN),
    )  # fmt: skip


def _madrid_comment(row: Row) -> CommentRecord:
    author = _id(row, "userId")
    return CommentRecord(
        source_id=_id(row, "id"), proposal_source_id=_id(row, "proposalId"), body=_text(row, "text"), language="es", author_key=author,
        author_name=f"Participante {author}", author_language="es", published_at=moment(row.get("date"), row.get("time"), zone=SPAIN),
    )  # fmt: skip


def _yamaguchi_opinion(row: Row) -> ProposalRecord:
    """An opinion has no title and no date of its own: its beginning is the title, and it counts from the import."""
    body = _text(row, "official_text")
    if not body:
        raise BadLineError("The text is empty.")
    return ProposalRecord(
        source_id=_id(row, "record_id"), title=cut(line_of(body), OPINION_TITLE).rstrip("。"), body=body, language="ja",
        author_key="everybody", author_name="意見提出者", author_language="ja", category=_text(row, "topic_label"),
    )  # fmt: skip


FORMATS = (
    Format(
        name="decidim-barcelona", source="decidim_barcelona", proposal=_barcelona_proposal, comment=_barcelona_comment,
        columns=frozenset({"id", "title", "summary", "created_at", "author", "status"}),
        comment_columns=frozenset({"id", "commentable_id", "alignment", "body", "created_at"}),
    ),
    Format(
        name="decide-madrid", source="decide_madrid", proposal=_madrid_proposal, comment=_madrid_comment,
        columns=frozenset({"id", "title", "userId", "date", "summary", "text"}),
        comment_columns=frozenset({"id", "proposalId", "userId", "date", "time", "text"}),
    ),
    Format(
        name="yamaguchi-pubcom", source="yamaguchi_pubcom", proposal=_yamaguchi_opinion,
        columns=frozenset({"record_id", "official_text", "response_id", "opinion_item_id"}),
    ),
)  # fmt: skip
BY_NAME = {known.name: known for known in FORMATS}


def recognise(columns: frozenset[str]) -> Format | None:
    """The format that has these columns."""
    return next((known for known in FORMATS if known.columns <= columns), None)
