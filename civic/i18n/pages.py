"""The language of a page: the address says it; only `/` negotiates.

Order at `/`: the visitor's explicit choice (cookie), the session's account, the browser's wishes, the town's default.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request
from flask.globals import _cv_app
from flask_babel import Babel
from werkzeug.routing import BaseConverter, ValidationError

from civic.i18n import dates
from civic.i18n.languages import BY_SLUG, JA, PSEUDO, Language, by_slug, from_accept, name_of, reads_the_same
from civic.i18n.text import CATALOGUES, ChainDomain, _, forget_words, ngettext, pgettext

COOKIE = "civic_language"


class LanguageConverter(BaseConverter):
    """`<lang:lang>` in an address; a prefix that is no language does not match, which is a 404."""

    regex = "[a-z]{2,4}(?:-[a-z]{2,4})?"

    def to_python(self, value: str) -> Language:
        language = BY_SLUG.get(value)
        if language is None or (language is PSEUDO and not current_app.config["CIVIC"].shows_development_pages):
            raise ValidationError
        return language

    def to_url(self, value: Any) -> str:
        return str(value)


def current_language() -> Language:
    """The language of the page being made; the town's default outside a page."""
    context = _cv_app.get(None)
    found: Language | None = context.g.__dict__.get("language") if context is not None else None
    return found or default_language()


def default_language() -> Language:
    """The town's default language."""
    return by_slug(current_app.config["CIVIC"].default_language) or JA


def negotiated_language(account_language: str | None = None) -> Language:
    """The language for an address that names none."""
    chosen = by_slug(request.cookies.get(COOKIE)) or by_slug(account_language)
    return chosen or from_accept(tag for tag, _quality in request.accept_languages) or default_language()


def zone() -> ZoneInfo:
    """The town's time zone."""
    return ZoneInfo(current_app.config["CIVIC"].time_zone)


def local_day(moment: datetime) -> date:
    """The day of a moment in the town's time zone."""
    return moment.astimezone(zone()).date()


def day(value: date | datetime) -> str:
    """Template filter: a day in the page's language."""
    return dates.format_day(local_day(value) if isinstance(value, datetime) else value, current_language())


def short_day(value: date | datetime) -> str:
    """Template filter: a short day in the page's language."""
    return dates.format_short_day(local_day(value) if isinstance(value, datetime) else value, current_language())


def moment(value: datetime) -> str:
    """Template filter: day and time in the page's language and the town's time zone."""
    return dates.format_moment(value, current_language(), zone=zone())


def number(value: int) -> str:
    """Template filter: a whole number in the page's language."""
    return dates.format_number(value, current_language())


def yen(value: int) -> str:
    """Template filter: money in the page's language."""
    return dates.format_yen(value, current_language())


def foreign_name(tag: str) -> str:
    """In templates: what the language of a text calls itself, or nothing when it is the language of the page."""
    return "" if not tag or reads_the_same(tag, current_language().tag) else name_of(tag)


def init_app(app: Flask) -> None:
    """Install languages: converter, prefix handling, catalogues, template filters."""
    app.url_map.converters["lang"] = LanguageConverter
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    babel = Babel()
    babel.init_app(app, locale_selector=lambda: g.language.id if "language" in g else default_language().id)
    app.extensions["babel"].instance.domain_instance = ChainDomain()
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_add_language)
    app.jinja_env.filters.update(day=day, short_day=short_day, moment=moment, number=number, yen=yen)
    app.jinja_env.globals.update(current_language=current_language, foreign_name=foreign_name, language_name=name_of)
    app.jinja_env.globals.update(_=_, ngettext=ngettext, pgettext=pgettext)


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        g.language = values.pop("lang")
        forget_words()


def _add_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()
