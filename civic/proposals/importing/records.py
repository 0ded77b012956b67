"""What is taken over from a line of a file, and how its texts and dates are read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from civic.comments.models import Stance
from civic.proposals.models import ProposalStatus

MAX_TITLE = 120
EARLIEST_YEAR = 1990


class BadLineError(ValueError):
    """A line cannot be taken over. The message is the reason, for the operator."""


@dataclass(frozen=True, kw_only=True)
class ProposalRecord:
    """A proposal of another system. `area` and `category` are names there; `published_at` is None when the source gives no date,
    `author_key` is empty when it names nobody.
    """

    source_id: str
    title: str
    body: str
    language: str
    author_key: str = ""
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
    published_at: datetime
    stance: Stance = Stance.NEUTRAL


def author_name(source: str, key: str) -> str:
    """What pages call an author, whose name the source does not give: stable, and not the person's number there."""
    return f"参加者 {hashlib.sha256(f'{source}:{key}'.encode()).hexdigest()[:6]}" if key else "参加者"


_HIDDEN = frozenset({"script", "style", "iframe"})
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "pre", "table", "tr", "section", "article"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "big", "br", "center", "cite", "code", "em", "font", "i", "img", "li", "s", "small", "span", "strike", "strong",
     "sub", "sup", "tbody", "td", "th", "thead", "u"}
)  # fmt: skip
_NO_TAG = re.compile(rf"<(?!!--|/?(?:{'|'.join(sorted(_HIDDEN | _BLOCKS | _INLINE))})\b)", re.IGNORECASE)
"""A `<` that people wrote as a sign ("<100 g") and that no parser should take for the beginning of a tag."""


class _TextOnly(HTMLParser):
    """Blocks become paragraphs, list items lines with a dash; other tags go."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        self.parts.append("\n" if tag == "br" else "\n- " if tag == "li" else "\n\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))
        self.parts.append("\n\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def plain(text: str | None) -> str:
    """A text without HTML, its lines without white space around and with at most one empty line between."""
    if not text:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text or "&" in text:
        parser = _TextOnly()
        parser.feed(_NO_TAG.sub("&lt;", text))
        parser.close()
        text = "".join(parser.parts)
    lines = "\n".join(line.strip() for line in text.split("\n"))
    while "\n\n\n" in lines:
        lines = lines.replace("\n\n\n", "\n\n")
    return lines.strip()


def line_of(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


_SENTENCE_END = re.compile(r"。|(?<=[！？])|\n")


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


def first_phrase(text: str, maximum: int) -> str:
    """The first sentence, cut when it is long."""
    sentence = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    return cut(line_of(sentence), maximum) or cut(line_of(text), maximum)


_FORMS = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y/%m/%d", "%Y/%m/%d %H:%M:%S",
    "%Y年%m月%d日",
)  # fmt: skip
_DURATION = re.compile(r"^0 days? (?=\d)")


def moment(date: object, time: object = "", *, zone: ZoneInfo) -> datetime:
    """A moment from a date (day first or year first, ISO 8601, 年月日) and a time in the source's zone; a day alone begins at midnight."""
    written = f"{str(date or '').strip()} {_DURATION.sub('', str(time or '').strip())}".strip()
    found = _moment(written)
    if found is None:
        raise BadLineError(f"The date {written[:40]!r} cannot be read." if written else "The date is missing.")
    found = found if found.tzinfo is not None else found.replace(tzinfo=zone)
    if found.year < EARLIEST_YEAR or found > datetime.now(UTC):
        raise BadLineError(f"The date {written[:40]!r} lies too far back or in the future.")
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
