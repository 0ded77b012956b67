"""Words: gettext in the language of the page. Import from here, never from Flask-Babel.

Two traps of Flask-Babel 4.0 are shut here. `LazyString.__html__` marks a formatted string as safe markup, so that a value inside it
becomes HTML (flask-babel#121): it is removed at import. And `gettext.find()` takes one catalogue only, so that a half translated
language shows message ids: `ChainDomain` loads the language and its fallbacks.
"""

from __future__ import annotations

from pathlib import Path

import flask_babel
import flask_babel.speaklater
from babel import support
from flask_babel import force_locale, gettext, lazy_gettext, ngettext, pgettext

from civic.i18n.languages import fallback_ids

if hasattr(flask_babel.speaklater.LazyString, "__html__"):
    del flask_babel.speaklater.LazyString.__html__

CATALOGUES = Path(__file__).parent / "translations"

_ = gettext
lazy = lazy_gettext
in_language = force_locale

__all__ = ["CATALOGUES", "ChainDomain", "_", "gettext", "in_language", "lazy", "ngettext", "pgettext"]


class ChainDomain(flask_babel.Domain):
    """The catalogue of the page's language, with its fallbacks behind it."""

    def get_translations(self) -> support.NullTranslations:
        """The merged catalogue of the current language, loaded once."""
        language_id = str(flask_babel.get_locale() or "en")
        found = self.cache.get(language_id)
        if found is None:
            found = self.cache[language_id] = load_catalogue(language_id)
        return found  # type: ignore[no-any-return]


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
