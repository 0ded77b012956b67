"""A whole page with readings, line by line, each line worked out once.

A page is text that has been seen before, almost to the last line: titles, sentences of the interface, cards. So the walk through
its HTML is remembered line by line, together with where the line leaves the walk (`State`): a page costs a look-up a line. Lines
with a secret in them differ each time and are not kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from civic.i18n.furigana.cache import Kept
from civic.i18n.furigana.kana import IDEOGRAPH, JAPANESE
from civic.i18n.furigana.markup import State, heading_text, quiet, ruby_escaped, transform
from civic.i18n.furigana.readings import Readings

_TEXTS = Kept(4_000_000)
_LINES = 3_000_000
"""Characters of lines that are kept, in all states together."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Step:
    """What is known of lines that begin in one state."""

    state: State
    known: dict[str, tuple[str, _Step, str]] = field(default_factory=dict)


class Walker:
    """Pages with the readings of one list, or (None) without readings: then only headings are changed."""

    def __init__(self, readings: Readings | None) -> None:
        self._readings = readings
        self._steps: dict[State, _Step] = {}
        self._size = 0

    def page(self, markup: str, language: str) -> str:
        """The page; `language` is that of its letters before the first `lang`."""
        out: list[str] = []
        step = self._step(State(language.lower()))
        rest = ""
        for line in markup.split("\n"):
            whole = f"{rest}\n{line}" if rest else line
            found = step.known.get(whole) or self._work_out(step, whole)
            if rest:
                out[-1] += found[0]
            else:
                out.append(found[0])
            _done, step, rest = found
        return "\n".join(out) + rest

    def _step(self, state: State) -> _Step:
        found = self._steps.get(state)
        if found is None:
            found = self._steps[state] = _Step(state)
        return found

    def _work_out(self, step: _Step, line: str) -> tuple[str, _Step, str]:
        done, state, rest = transform(line, self._changed, step.state)
        found = (done, self._step(state), rest)
        if 'nonce="' not in line and 'name="csrf_token"' not in line:
            self._size += len(done) + len(line)
            if self._size > _LINES:
                self._steps, self._size = {}, 0
            else:
                step.known[line] = found
        return found

    def _changed(self, text: str, state: State) -> str:
        if not (JAPANESE if state.is_heading else IDEOGRAPH).search(text) or (self._readings is None and not state.is_heading):
            return text
        version = self._readings.version if self._readings is not None else None
        key = (text, version, state.is_heading)
        made = _TEXTS.get(key)
        if made is None:
            made = self._made(text, is_heading=state.is_heading)
            _TEXTS.put(key, made)
        return made

    def _made(self, text: str, *, is_heading: bool) -> str:
        """Never the cause of a page that cannot be shown."""
        try:
            if is_heading:
                return quiet(heading_text(text, self._readings))
            return quiet(ruby_escaped(text, self._readings)) if self._readings is not None else text
        except Exception:
            _log.exception("a text could not be given readings")
            return text
