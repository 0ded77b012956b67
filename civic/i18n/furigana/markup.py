"""Ruby in HTML. Only letters between tags are touched: nothing in attributes, titles, form fields, code, or another language.

The reading is hidden from screen readers (`aria-hidden` on `rt`): NVDA and VoiceOver read base and reading one after the other
(「食た食べる」), and a button's name would hold both, so that it could not be called by voice. With the reading hidden they read the
letters as they read any Japanese, which is what W3C names as the default for ruby. The base is never hidden.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from civic.i18n.furigana.align import Part
from civic.i18n.furigana.kana import IDEOGRAPH
from civic.i18n.furigana.marks import RUN, with_marks
from civic.i18n.furigana.reading import parts
from civic.i18n.furigana.readings import NO_READINGS, Readings
from civic.i18n.phrases import breaks

RAW = frozenset({"title", "textarea", "script", "style", "option"})
"""Inside these only their own end counts."""
SKIPPED = RAW | {"ruby", "rt", "rp", "code", "pre", "svg", "math", "select", "kbd", "samp"}
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|<!--.*?-->|<![^>]*>", re.DOTALL)
_LANG = re.compile(r"""\slang\s*=\s*["']?([a-zA-Z0-9-]*)""")
BREAK = "<wbr>"
HEADINGS = frozenset({"h1", "h2", "h3"})
_RT = "<rt>"
_QUIET_RT = '<rt aria-hidden="true">'


def ruby(letters: str, reading: str) -> str:
    """One word with its reading above."""
    return f"<ruby>{letters}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>"


def ruby_text(text: str, readings: Readings = NO_READINGS) -> str:
    """A plain text as HTML with readings."""
    return _joined(parts(text, readings))


def ruby_escaped(text: str, readings: Readings = NO_READINGS) -> str:
    """The letters between two tags, in which & < > are written as references, with readings."""
    if not IDEOGRAPH.search(text):
        return text
    return ruby_text(html.unescape(text), readings) if "&" in text else _joined(parts(text, readings))


def quiet(markup: str) -> str:
    """With readings that screen readers pass over."""
    return markup.replace(_RT, _QUIET_RT)


def _joined(found: list[Part], breaks: Container[int] = ()) -> str:
    """Pieces as HTML; before the places in `breaks` a line may break."""
    out, at = [], 0
    for letters, reading in found:
        if at in breaks:
            out.append(BREAK)
        if reading or not breaks:
            escaped = html.escape(letters, quote=False)
            out.append(ruby(escaped, reading) if reading else escaped)
        else:
            out.append(_broken(letters, at, breaks))
        at += len(letters)
    return "".join(out)


def _broken(letters: str, at: int, breaks: Container[int]) -> str:
    escaped = (html.escape(letter, quote=False) for letter in letters)
    return "".join(BREAK + letter if place and at + place in breaks else letter for place, letter in enumerate(escaped))


def heading_text(text: str, readings: Readings | None) -> str:
    """The letters of a Japanese heading (with & < > as references): lines break between phrases only. None: without readings."""
    plain = html.unescape(text)
    return _joined([(plain, "")] if readings is None else parts(plain, readings), breaks(plain))


@dataclass(frozen=True, slots=True)
class State:
    """Where in a document a piece of it begins: the open elements that say whether letters may be touched."""

    language: str = "ja"
    is_skipping: bool = False
    open: tuple[tuple[str, int, str, bool], ...] = ()
    """Elements that changed something: name, how many of that name are open inside, and language and skipping before them."""
    is_heading: bool = False

    @property
    def raw(self) -> str:
        """The element in which only its own end counts."""
        return self.open[-1][0] if self.open and self.open[-1][0] in RAW else ""

    @property
    def is_japanese(self) -> bool:
        """Whether letters here may get readings."""
        return not self.is_skipping and (self.language == "ja" or self.language.startswith("ja-"))


def opened(state: State, name: str, attributes: str) -> State:
    """After a start tag."""
    if name in VOID or attributes.endswith("/"):
        return state
    language = _LANG.search(attributes) if "lang" in attributes else None
    hides = name in SKIPPED or (name == "bdi" and language is None)
    if hides or language is not None or name in HEADINGS:
        frame = (name, 0, state.language, state.is_skipping)
        spoken = language[1].lower() if language is not None else state.language
        return State(spoken, state.is_skipping or hides, (*state.open, frame), state.is_heading or name in HEADINGS)
    if state.open and state.open[-1][0] == name:
        return _recounted(state, 1)
    return state


def closed(state: State, name: str) -> State:
    """After an end tag."""
    if not state.open or state.open[-1][0] != name:
        return state
    _name, inside, language, is_skipping = state.open[-1]
    if inside:
        return _recounted(state, -1)
    outer = state.open[:-1]
    return State(language, is_skipping, outer, any(frame[0] in HEADINGS for frame in outer))


def _recounted(state: State, change: int) -> State:
    name, inside, language, is_skipping = state.open[-1]
    return State(state.language, state.is_skipping, (*state.open[:-1], (name, inside + change, language, is_skipping)), state.is_heading)


def transform(markup: str, change: Callable[[str, State], str], state: State) -> tuple[str, State, str]:
    """Apply `change` to the Japanese letters of a piece of HTML.

    Returns the piece, the state after it, and its end from the first tag that is not finished in it.
    """
    out: list[str] = []
    at = 0
    while True:
        run = RUN.match(markup, at) if state.is_japanese and not state.raw else None
        if run is not None:
            out.append(with_marks(run[0], lambda text, here=state: change(text, here)))  # type: ignore[misc]  # the state of now
            at = run.end()
        found = _next_tag(markup, at, state)
        text = markup[at : found.start()] if found is not None else markup[at:]
        unfinished = "" if found is not None else _unfinished(text, state)
        text = text.removesuffix(unfinished)
        out.append(change(text, state) if text and state.is_japanese else text)
        if found is None:
            return "".join(out), state, unfinished
        out.append(found[0])
        if found[2]:
            name = found[2].lower()
            state = closed(state, name) if found[1] else opened(state, name, found[3])
        at = found.end()


def _next_tag(markup: str, at: int, state: State) -> re.Match[str] | None:
    if not state.raw:
        return _TAG.search(markup, at)
    return re.compile(rf"<(/)({state.raw})(\s*)>", re.IGNORECASE).search(markup, at)


def _unfinished(text: str, state: State) -> str:
    at = -1 if state.raw else text.find("<")
    return text[at:] if at >= 0 and re.match(r"<[a-zA-Z/!]", text[at : at + 2]) else ""


def ruby_html(markup: str, readings: Readings = NO_READINGS, *, language: str = "ja") -> str:
    """Sanitised HTML with readings in its Japanese text."""
    done, _state, rest = transform(markup, lambda text, _state: ruby_escaped(text, readings), State(language.lower()))
    return done + rest
