"""Pages of a list by key: the address names the last row seen, so that the thousandth page costs what the first costs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import request, url_for

Place = tuple[datetime, int]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(-?[0-9a-f]{1,15})_([0-9a-f]{1,15})", re.ASCII)


def encode_cursor(moment: date | int, row_id: int) -> str:
    """The address form of a place in a list sorted by moment and id. A number in the moment's place counts as seconds, a day as its
    first moment in UTC.
    """
    if isinstance(moment, int):
        since = timedelta(seconds=moment)
    else:
        since = (moment if isinstance(moment, datetime) else datetime.combine(moment, time(), UTC)) - _EPOCH
    return f"{since // _MICROSECOND:x}_{row_id:x}"


def decode_cursor(cursor: str | None) -> Place | None:
    """The place that a cursor names; None for none and for one that was tampered with."""
    found = _CURSOR.fullmatch(cursor or "")
    if found is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(found[1], 16)), int(found[2], 16)
    except OverflowError:
        return None


class Pages:
    """The lists on one page, each with its place in an argument of the address: to turn one leaves the others where they are."""

    def __init__(self, endpoint: str, *names: str, **arguments: Any) -> None:
        """`names` are the arguments, `arguments` those of the address besides."""
        self._endpoint, self._arguments = endpoint, arguments
        self._cursors = {name: request.args.get(name) for name in names}

    def place(self, name: str) -> Place | None:
        """Where a list sorted by moments goes on; None for its beginning."""
        return decode_cursor(self._cursors[name])

    def day(self, name: str) -> tuple[date, int] | None:
        """The same for a list sorted by days."""
        found = self.place(name)
        return (found[0].date(), found[1]) if found is not None else None

    def next(self, name: str, place: tuple[date, int] | None, *, anchor: str | None = None) -> str | None:
        """The address of a list's next page, which begins after `place`; None when there is none."""
        if place is None:
            return None
        kept = {other: cursor for other, cursor in self._cursors.items() if decode_cursor(cursor) is not None}
        return url_for(self._endpoint, _anchor=anchor, **self._arguments | kept | {name: encode_cursor(*place)})
