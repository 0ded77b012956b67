"""Translations on the pages of other features: one call for all things of a page."""

from __future__ import annotations

from collections.abc import Iterable

from civic.i18n.pages import current_language
from civic.translations import queries
from civic.translations.reading import Readings
from civic.translations.texts import Item
from civic.ui.frame import prefers_originals


def read_page(items: Iterable[Item]) -> Readings:
    """How the things of this page are shown to this visitor. One statement at most, none when the visitor can read everything."""
    return queries.readings(items, language=current_language().tag, prefers_originals=prefers_originals())
