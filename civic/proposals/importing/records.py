"""What is taken over from a line of a file, and how its texts and dates are read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from civic.comments.models import Stance
from civic.proposals.models import ProposalStatus

MAX_TITLE = 120
EARLIEST_YEAR = 1990


class BadLineError(ValueError):
    """A line cannot be taken over. The message is the reason, for the operator."""


@dataclass(frozen=True, kw_only=True)
class ProposalRecord:
    """A proposal of another system. `area` and `category` are names there; `published_at` is None when the source gives no date."""

    source_id: str
    title: str
    body: str
    language: str
    author_key: str
    author_name: str
    author_language: str
    published_at: datetime | None = None
    area: str = ""
    category: str = ""
    status: ProposalStatus = ProposalStatus.PUBLISHED
    decision_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CommentRecord:
    """A comment of another system. Threads are flattened: an answer to a comment belongs to the proposal."""

    source_id: str
    proposal_source_id: str
    body: str
    language: str
    author_key: str
    author_name: str
    author_language: str
    published_at: datetime
    stance: Stance = Stance.NEUTRAL


_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,9})\b[^<>]*>")
_BLOCK = re.compile("p|div|ul|ol|h[1-6r]|blockquote|pre|table|tr|section|article|header|footer")
_INLINE = re.compile("a|abbr|b|big|center|cite|code|em|font|i|iframe|img|s|small|span|strike|strong|su[bp]|t[dh]|u|tbody|thead")


def plain(text: str | None) -> str:
    """A text without HTML: blocks become paragraphs, list items lines with a dash; what only looks like a tag stays as it was written."""
    if not text:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _TAG.sub(_without_tag, _HIDDEN.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    text = re.sub(r"[ \t\u00a0]*\n[ \t\u00a0]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_tag(found: re.Match[str]) -> str:
    closing, name = found.group(1), found.group(2).lower()
    if name == "br":
        return "\n"
    if name == "li":
        return "" if closing else "\n- "
    if _BLOCK.fullmatch(name):
        return "\n\n"
    return "" if _INLINE.fullmatch(name) else found.group(0)


def line_of(text: str | None) -> str:
    """A text on one line."""
    return " ".join(plain(text).split())


def titled(title: str, body: str) -> tuple[str, str]:
    """Title and body; a title that is too long is cut at a word, and stands in full at the head of the body."""
    if not title:
        raise BadLineError("The title is empty.")
    if len(title) <= MAX_TITLE:
        return title, body
    return cut(title, MAX_TITLE), f"{title}\n\n{body}".strip()


def cut(text: str, maximum: int) -> str:
    """At most `maximum` characters, ending at a phrase (Japanese) or a word, with an ellipsis where something was cut."""
    if len(text) <= maximum:
        return text
    head = text[: maximum - 1]
    ends = [match.start() for match in re.finditer(r"[。、，．！？)）」\s]", head)]
    good = [end for end in ends if end >= maximum // 3]
    return head[: good[-1] if good else len(head)].rstrip("。、，．,.;: ") + "…"


_FORMS = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y/%m/%d", "%Y/%m/%d %H:%M:%S",
    "%Y年%m月%d日",
)  # fmt: skip
_DURATION = re.compile(r"^0 days? (?=\d)")


def moment(date: str | None, time: str | None = "", *, zone: ZoneInfo) -> datetime:
    """A moment from a date (day first or year first, ISO 8601, 年月日) and a time in the source's zone; a day alone begins at midnight."""
    written = f"{(date or '').strip()} {_DURATION.sub('', (time or '').strip())}".strip()
    found = _moment(written)
    if found is None:
        raise BadLineError(f"The date {written!r} cannot be read." if written else "The date is missing.")
    found = found if found.tzinfo is not None else found.replace(tzinfo=zone)
    if found.year < EARLIEST_YEAR or found > datetime.now(UTC):
        raise BadLineError(f"The date {written!r} lies too far back or in the future.")
    return found.astimezone(UTC)


def _moment(written: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(written, form)  # noqa: DTZ007 - the caller adds the source's zone
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


_CATALAN = re.compile(
    r"\b(?:els|amb|més|dels|és|són|i|aquest|aquesta|als|carrer|barri|també|perquè|fer|molt|seva|nostra|cal|[ldnsm]['’]\w+)\b|ç|l·l|ny\b|[àèò]",
    re.IGNORECASE,
)
_SPANISH = re.compile(
    r"\b(?:los|las|con|más|y|este|esta|para|calle|barrio|también|porque|hacer|muy|por|su|nuestro|hay|en|lo|\w+(?:ción|dad))\b|[ñ¿¡]",
    re.IGNORECASE,
)


def catalan_or_spanish(text: str) -> str:
    """The tag of the more likely of the two, by frequent words and letters that the other does not have; Catalan when nothing tells."""
    return "es" if len(_SPANISH.findall(text)) > len(_CATALAN.findall(text)) else "ca"
