"""Words: gettext in the language of the page. Import from here, never from Flask-Babel.

Two traps of Flask-Babel 4.0 are shut here. `LazyString.__html__` marks a formatted string as safe markup, so that a value inside it
becomes HTML (flask-babel#121): it is removed at import. And `gettext.find()` takes one catalogue only, so that a half translated
language shows message ids: `ChainDomain` loads the language and its fallbacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import flask_babel
import flask_babel.speaklater
from babel import support
from flask.globals import _cv_app
from flask_babel import force_locale

from civic.i18n.languages import fallback_ids

if hasattr(flask_babel.speaklater.LazyString, "__html__"):
    del flask_babel.speaklater.LazyString.__html__

CATALOGUES = Path(__file__).parent / "translations"
_KEPT, _REVISION = "civic_words", "civic_words_revision"
_NOTHING = support.NullTranslations()
_NONE: dict[Any, str] = {}

__all__ = [
    "CATALOGUES", "ChainDomain", "OwnWords", "_", "fill_own_words", "forget_words", "gettext", "in_language", "lazy", "ngettext",
    "pgettext", "words_revision",
]  # fmt: skip


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
    here = context.g.__dict__
    kept: support.NullTranslations | None = here.get(_KEPT)
    if kept is None:
        # Kept before the town is asked: whoever answers may itself need words.
        kept = here[_KEPT] = context.app.extensions["babel"].instance.domain_instance.get_translations()
        here[_REVISION] = 0
        revision = _own_words[0].revision() if _own_words else 0
        if revision:
            kept, here[_REVISION] = _with_own_words(kept, str(flask_babel.get_locale() or "en"), revision), revision
            here[_KEPT] = kept
    return kept


class OwnWords(Protocol):
    """Where sentences that a town says differently come from."""

    def revision(self) -> int:
        """A number that changes with them; 0 when there are none."""

    def texts(self, language_id: str, revision: int) -> Mapping[tuple[str, str], list[str]]:
        """The forms of each, by context and sentence."""


_own_words: list[OwnWords] = []
_merged: dict[tuple[int, str], tuple[int, support.Translations]] = {}


def fill_own_words(source: OwnWords) -> None:
    """Tell where a town's own words come from."""
    _own_words[:] = [source]


def _with_own_words(shipped: support.NullTranslations, language_id: str, revision: int) -> support.NullTranslations:
    """The shipped catalogue with the town's words before it; made once for each revision."""
    key = (id(shipped), language_id)
    found = _merged.get(key)
    if found is None or found[0] != revision:
        own = support.Translations()
        plural = getattr(shipped, "plural", None) or (lambda number: int(number != 1))
        entries: dict[Any, str] = {}
        for (context, message), texts in _own_words[0].texts(language_id, revision).items():
            name = f"{context}\x04{message}" if context else message
            entries |= {name: texts[0]} if len(texts) == 1 else {(name, form): text for form, text in enumerate(texts)}
            if len(texts) == 1:
                entries[(name, plural(0))] = texts[0]
        vars(own).update(_catalog=entries, plural=plural)
        own.add_fallback(shipped)
        found = _merged[key] = (revision, own)
    return found[1]


def words_revision() -> int:
    """The revision of the town's own words on this page: part of the name of whatever is kept with words in it."""
    _words()
    context = _cv_app.get(None)
    return int(context.g.__dict__.get(_REVISION, 0)) if context is not None else 0


def forget_words() -> None:
    """The language of this page changed: find its catalogue anew."""
    context = _cv_app.get(None)
    if context is not None:
        context.g.__dict__.pop(_KEPT, None)


def gettext(message: str, /, **values: Any) -> str:
    """The sentence in the language of the page, with its named values put in."""
    words = _words()
    # A look-up of its own: most sentences stand in the first catalogue, and a page asks for a hundred of them.
    found = getattr(words, "_catalog", _NONE).get(message)
    said = found if isinstance(found, str) and found else words.ugettext(message)
    return said % values if values else said


def ngettext(singular: str, plural: str, num: int, /, **values: Any) -> str:
    """The sentence for a number, which stands in it as `num`."""
    return _words().ungettext(singular, plural, num) % {"num": num, **values}


def pgettext(context: str, message: str, /, **values: Any) -> str:
    """The sentence for a word that means several things in English."""
    said = str(_words().upgettext(context, message))
    return said % values if values else said


_ = gettext


def lazy(message: str) -> Any:
    """The sentence in the language of the page that it will stand on: for form labels, made at import. It passes for a `str`."""
    return flask_babel.speaklater.LazyString(gettext, message)


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
