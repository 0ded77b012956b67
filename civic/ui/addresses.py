"""Numbers in addresses: only those that a row can have. Beyond 31 bits the databases disagree about what happens."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


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
    """Install the converter; before any address is added."""
    app.url_map.converters["int"] = RowIdConverter
