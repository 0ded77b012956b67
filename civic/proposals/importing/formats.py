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
    first_phrase,
    line_of,
    moment,
    plain,
    titled,
)
from civic.proposals.models import ProposalStatus

Row = Mapping[str, Any]
SPAIN = ZoneInfo("Europe/Madrid")
OPINION_TITLE, MAX_ID = 40, 80


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

    def read_comment(self, row: Row) -> CommentRecord:
        """The comment of a row."""
        if self.comment is None:
            raise BadLineError("This format has no comments.")
        return self.comment(row)


def _id(row: Row, column: str) -> str:
    found = _key(row, column)
    if not found:
        raise BadLineError(f"The column {column} holds no id.")
    return found


def _key(row: Row, column: str) -> str:
    """A number or a short word that stands for something in the source; empty when there is none."""
    value = row.get(column)
    if value is None:
        return ""
    found = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else "?" * (MAX_ID + 1)
    if len(found) > MAX_ID or not found.isprintable():
        raise BadLineError(f"The column {column} holds no usable id.")
    return found


def _text(row: Row, column: str) -> str:
    found = row.get(column)
    if found is not None and not isinstance(found, str):
        raise BadLineError(f"The column {column} holds no text.")
    return plain(found)


def _body(row: Row, column: str) -> str:
    found = _text(row, column)
    if not found:
        raise BadLineError(f"The column {column} is empty.")
    return found


_DECISIONS = {
    ("accepted", "ca"): (ProposalStatus.ADOPTED, "Acceptada en el procés participatiu d'origen (decidim.barcelona)."),
    ("accepted", "es"): (ProposalStatus.ADOPTED, "Aceptada en el proceso participativo de origen (decidim.barcelona)."),
    ("rejected", "ca"): (ProposalStatus.NOT_ADOPTED, "No acceptada en el procés participatiu d'origen (decidim.barcelona)."),
    ("rejected", "es"): (ProposalStatus.NOT_ADOPTED, "No aceptada en el proceso participativo de origen (decidim.barcelona)."),
}


def _barcelona_proposal(row: Row) -> ProposalRecord:
    title, body = titled(line_of(_text(row, "title")), _text(row, "summary"))
    language = catalan_or_spanish(f"{title} {body}")
    status, reason = _DECISIONS.get((str(row.get("status")), language), (ProposalStatus.PUBLISHED, ""))
    return ProposalRecord(
        source_id=_id(row, "id"), title=title, body=body, language=language, author_key=_key(row, "author"),
        published_at=moment(row.get("created_at"), zone=SPAIN), area=_text(row, "district"), category=_text(row, "category"),
        status=status, decision_reason=reason,
    )  # fmt: skip


_ALIGNMENT = {1: Stance.FOR, -1: Stance.AGAINST, 0: Stance.NEUTRAL, None: Stance.NEUTRAL}


def _barcelona_comment(row: Row) -> CommentRecord:
    alignment = row.get("alignment")
    if not isinstance(alignment, (int, type(None))) or alignment not in _ALIGNMENT:
        raise BadLineError("The alignment is not 1, 0 or -1.")
    body = _body(row, "body")
    return CommentRecord(
        source_id=_id(row, "id"), proposal_source_id=_id(row, "commentable_id"), body=body, language=catalan_or_spanish(body),
        author_key=_key(row, "author"), published_at=moment(row.get("created_at"), zone=SPAIN),
        stance=_ALIGNMENT[alignment],
    )  # fmt: skip


def _madrid_proposal(row: Row) -> ProposalRecord:
    title, body = titled(line_of(_text(row, "title")), f"{_text(row, 'summary')}\n\n{_text(row, 'text')}".strip())
    return ProposalRecord(
        source_id=_id(row, "id"), title=title, body=body, language="es", author_key=_key(row, "userId"),
        published_at=moment(row.get("date"), zone=SPAIN),
    )  # fmt: skip


def _madrid_comment(row: Row) -> CommentRecord:
    return CommentRecord(
        source_id=_id(row, "id"), proposal_source_id=_id(row, "proposalId"), body=_body(row, "text"), language="es",
        author_key=_key(row, "userId"), published_at=moment(row.get("date"), row.get("time"), zone=SPAIN),
    )  # fmt: skip


def _yamaguchi_opinion(row: Row) -> ProposalRecord:
    """An opinion has no title, no author and no date of its own: its beginning is the title, and it counts from the import."""
    body = _body(row, "official_text")
    return ProposalRecord(
        source_id=_id(row, "record_id"), title=first_phrase(body, OPINION_TITLE), body=body, language="ja",
        category=_text(row, "topic_label"),
    )  # fmt: skip


FORMATS = (
    Format(
        name="decidim-barcelona", source="decidim_barcelona", proposal=_barcelona_proposal, comment=_barcelona_comment,
        columns=frozenset({"id", "title", "summary", "created_at"}),
        comment_columns=frozenset({"id", "commentable_id", "alignment", "body", "created_at"}),
    ),
    Format(
        name="decide-madrid", source="decide_madrid", proposal=_madrid_proposal, comment=_madrid_comment,
        columns=frozenset({"id", "title", "userId", "date", "summary", "text"}),
        comment_columns=frozenset({"id", "proposalId", "userId", "date", "time", "text"}),
    ),
    Format(
        name="yamaguchi-pubcom", source="yamaguchi_pubcom", proposal=_yamaguchi_opinion,
        columns=frozenset({"record_id", "official_text", "response_id"}),
    ),
)  # fmt: skip


def recognise(columns: frozenset[str]) -> Format | None:
    """The format that has these columns."""
    return next((known for known in FORMATS if known.columns <= columns), None)
