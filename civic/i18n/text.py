"""Words: gettext in the language of the page. Import from here, never from Flask-Babel.

Two traps of Flask-Babel 4.0 are shut here. `LazyString.__html__` marks a formatted string as safe markup, so that a value inside it
becomes HTML (flask-babel#121): it is removed at import. And `gettext.find()` takes one catalogue only, so that a half translated
language shows message ids: `ChainDomain` loads the language and its fallbacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask_babel
import flask_babel.speaklater
from babel import support
from flask.globals import _cv_app
from flask_babel import force_locale, lazy_gettext

from civic.i18n.languages import fallback_ids

if hasattr(flask_babel.speaklater.LazyString, "__html__"):
    del flask_babel.speaklater.LazyString.__html__

CATALOGUES = Path(__file__).parent / "translations"
lazy = lazy_gettext
_KEPT = "civic_words"
_NOTHING = support.NullTranslations()

__all__ = ["CATALOGUES", "ChainDomain", "_", "forget_words", "gettext", "in_language", "lazy", "ngettext", "pgettext"]


class ChainDomain(flask_babel.Domain):
    """The catalogue of the page's language, with its fallbacks behind it."""

    def get_translations(self) -> support.NullTranslations:
        """The merged catalogue of the current language, loaded once."""
        language_id = str(flask_babel.get_locale() or "en")
        found: support.NullTranslations | None = self.cache.get(language_id)
        if found is None:
            found = self.cache[language_id] = load_catalogue(language_id)
        return found


def _words() -> support.NullTranslations:
    """The catalogue of this page, found once: asking Flask-Babel for each of two hundred sentences costs more than the page."""
    context = _cv_app.get(None)
    if context is None:
        return _NOTHING
    kept: support.NullTranslations | None = context.g.__dict__.get(_KEPT)
    if kept is None:
        kept = context.g.__dict__[_KEPT] = context.app.extensions["babel"].instance.domain_instance.get_translations()
    return kept


def forget_words() -> None:
    """The language of this page changed: find its catalogue anew."""
    context = _cv_app.get(None)
    if context is not None:
        context.g.__dict__.pop(_KEPT, None)


def gettext(message: str, /, **values: Any) -> str:
    """The sentence in the language of the page, with its named values put in."""
    said = _words().ugettext(message)
    return said % values if values else said


def ngettext(singular: str, plural: str, num: int, /, **values: Any) -> str:
    """The sentence for a number, which stands in it as `num`."""
    return _words().ungettext(singular, plural, num) % {"num": num, **values}


def pgettext(context: str, message: str, /, **values: Any) -> str:
    """The sentence for a word that means several things in English."""
    said = str(_words().upgettext(context, message))
    return said % values if values else said


_ = gettext


@contextmanager
def in_language(language_id: str) -> Iterator[None]:
    """Speak another language inside: for mails in the receiver's."""
    with force_locale(language_id):
        forget_words()
        try:
            yield
        finally:
            forget_words()


def load_catalogue(language_id: str) -> support.NullTranslations:
    """Load the compiled catalogue of a language and chain its fallbacks; English is the language of the message ids."""
    chain: support.NullTranslations | None = None
    for candidate in fallback_ids(language_id):
        if candidate == "en":
            loaded: support.NullTranslations = support.NullTranslations()
        else:
            loaded = support.Translations.load(str(CATALOGUES), [candidate])
        if chain is None:
            chain = loaded
        elif isinstance(loaded, support.Translations):
            chain.add_fallback(loaded)
        if candidate == "en":
            break
    return chain or support.NullTranslations()
