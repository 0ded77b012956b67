"""Furigana on pages: one switch, remembered by this device; and line breaks between phrases in Japanese headings.

Readings are put into the finished page, between the tags only, so that no template and no stored text knows of them, and none can get
into an attribute, a title, a form field or a mail.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, g

from civic.i18n import dictionary
from civic.i18n.furigana.page import Walker
from civic.i18n.furigana.readings import NO_READINGS, Readings
from civic.i18n.languages import EASY
from civic.i18n.pages import current_language
from civic.ui.frame import cookie

FURIGANA_COOKIE = "civic_furigana"
ON, OFF = "on", "off"
_log = logging.getLogger(__name__)
_plain = Walker(None)
_walkers: dict[str, Walker] = {}


def furigana() -> str:
    """Whether this visitor sees readings: `on`, `off`, or empty where the analyser is not installed."""
    if not dictionary.is_available():
        return ""
    chosen = cookie(FURIGANA_COOKIE)
    if chosen in {ON, OFF}:
        return chosen
    return ON if current_language() is EASY else OFF


def walker_for(readings: Readings) -> Walker:
    """The walker of this state of the town's list; those of earlier states are forgotten."""
    found = _walkers.get(readings.version)
    if found is None:
        found = Walker(readings)
        _walkers.clear()
        _walkers[readings.version] = found
    return found


def _readings() -> Readings:
    """The town's list; without it when the page is about a fault of the database."""
    try:
        found: Readings = getattr(g.get("town"), "readings", NO_READINGS)
    except Exception:
        _log.exception("the list of readings could not be read")
        return NO_READINGS
    return found


def _annotate(response: Response) -> Response:
    is_page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
    if not is_page or response.direct_passthrough or response.is_streamed:
        return response
    walker = walker_for(_readings()) if furigana() == ON else _plain
    response.set_data(walker.page(response.get_data(as_text=True), current_language().tag))
    return response


def init_app(app: Flask) -> None:
    """Install the pass over pages. It has to come after the headers, so that it runs before pages are compressed."""
    app.after_request(_annotate)
    app.jinja_env.globals["furigana"] = furigana
