"""Addresses. Numbers in them: only those that a row can have; beyond 31 bits the databases disagree about what happens."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from werkzeug.routing import IntegerConverter, Map

from civic.i18n.pages import current_language

LARGEST = 2**31 - 1
LONGEST_KEPT = 120
"""Characters of an argument: what people type could otherwise fill the memory."""


class RowIdConverter(IntegerConverter):
    """`<int:…>` in an address: from 1 to the largest row number; anything else does not match, which is a 404."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"min": 1, "max": LARGEST} | kwargs)


def row_id(value: str) -> int:
    """A row's number from an argument; ValueError when no row can have it."""
    number = int(value)
    if not 0 < number <= LARGEST:
        raise ValueError(value)
    return number


def init_app(app: Flask) -> None:
    """Install the converter, before any address is added, and the templates' `url_for`.

    A list page has fifty addresses, and the same ones again at the next visit: building them is a tenth of its cost. An address depends on
    nothing but what is in the key, so it is kept.
    """
    app.url_map.converters["int"] = RowIdConverter

    @lru_cache(maxsize=8192)
    def built(_root: str, _language: str, endpoint: str, values: tuple[tuple[str, Any], ...], _kinds: tuple[type, ...]) -> str:
        return url_for(endpoint, **dict(values))

    def address(endpoint: str, **values: Any) -> str:
        if endpoint[0] == "." or "_external" in values:
            return url_for(endpoint, **values)
        kinds = tuple(map(type, values.values()))  # 1 equals True
        try:
            if str in kinds and any(len(value) > LONGEST_KEPT for value in values.values() if type(value) is str):
                return url_for(endpoint, **values)
            return built(request.script_root, current_language().slug, endpoint, tuple(values.items()), kinds)
        except TypeError:  # a list has no hash
            return url_for(endpoint, **values)

    app.jinja_env.globals["url_for"] = address
