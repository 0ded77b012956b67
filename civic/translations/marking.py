"""Protected spans: parts of a text that an engine must carry through unchanged.

Inside the house such a part is a mark: a number between two private-use characters. Each engine has its own way to protect a part;
`as_html`, `as_xml` and `as_brackets` write marks in that way, and the functions beside them read the answer back. An answer that lost a
mark comes back without it: `civic.translations.checks` notices.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

LONGEST = 200_000
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPAN = re.compile(r"<span\b[^<>]{0,200}?\bdata-p\s{0,9}=\s{0,9}[\"']?(\d{1,6})[\"']?[^<>]{0,200}>.{0,400}?</span\s{0,9}>", re.I | re.S)
_ELEMENT = re.compile(r"<x\b[^<>]{0,99}?\bid\s{0,9}=\s{0,9}[\"']?(\d{1,6})[\"']?[^<>]{0,99}?(?:/>|>.{0,400}?</x\s{0,9}>)", re.I | re.S)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.{0,400}?-->", re.S)
_BRACKETS = re.compile(r"[⟦\u301a]\s*(\d{1,4})\s*[⟧\u301b]|\[\[\s*(\d{1,4})\s*\]\]")


def without_private(text: str) -> str:
    """The text without private-use characters, which no engine understands and which marks are made of."""
    return _PRIVATE.sub("", text)


def mark(number: int) -> str:
    """The mark of a protected part."""
    return f"{OPEN}{number}{CLOSE}"


def marks_in(text: str) -> list[int]:
    """The numbers of the marks, in order."""
    return [int(found[1]) for found in MARK.finditer(text)]


def fill(text: str, parts: Mapping[int, str]) -> str:
    """Put the parts back in the place of their marks; a mark that was never given is taken away."""
    return MARK.sub(lambda found: parts.get(int(found[1]), ""), text)


def as_html(text: str, shown: Mapping[int, str]) -> str:
    """Marks as elements that engines leave alone; `shown` are words that may be seen inside, so that the sentence keeps its sense."""

    def span(found: re.Match[str]) -> str:
        number = int(found[1])
        word = html.escape(shown.get(number, f"P{number}"), quote=False)
        return f'<span translate="no" class="notranslate" data-p="{number}">{word}</span>'

    return MARK.sub(span, html.escape(text, quote=False))


def from_html(answer: str) -> str:
    """Plain text with marks from an engine's HTML. What was sent had no tags but ours, so that other tags are the engine's and go."""
    return html.unescape(_TAG.sub("", _SPAN.sub(lambda found: mark(int(found[1])), _safe(answer))))


def as_xml(text: str, shown: Mapping[int, str]) -> str:
    """Marks as `<x>` elements."""

    def element(found: re.Match[str]) -> str:
        number = int(found[1])
        return f'<x id="{number}">{html.escape(shown.get(number, f"P{number}"), quote=False)}</x>'

    return MARK.sub(element, html.escape(text, quote=False))


def from_xml(answer: str) -> str:
    """Plain text with marks from an engine's XML."""
    return html.unescape(_TAG.sub("", _ELEMENT.sub(lambda found: mark(int(found[1])), _safe(answer))))


def as_brackets(text: str) -> str:
    """Marks as ⟦1⟧, for engines that know no markup."""
    return MARK.sub(lambda found: f"⟦{found[1]}⟧", text)


def from_brackets(answer: str) -> str:
    """Marks from brackets, also when the engine put spaces in or changed the digits' width."""
    return _BRACKETS.sub(lambda found: mark(_number(found[1] or found[2])), _safe(answer))


def _number(digits: str) -> int:
    return int("".join(str(unicodedata.decimal(digit)) for digit in digits))


def _safe(answer: str) -> str:
    """An answer cannot forge marks, and no translation of a text of the house is longer than this."""
    return answer[:LONGEST].replace(OPEN, "").replace(CLOSE, "")
