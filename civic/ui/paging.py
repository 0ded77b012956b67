"""Pages of a list by key: the address names the last row seen, so that the thousandth page costs what the first costs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(-?[0-9a-f]{1,15})_([0-9a-f]{1,15})", re.ASCII)


def encode_cursor(moment: datetime | int, row_id: int) -> str:
    """The address form of a place in a list sorted by moment and id. A number in the moment's place counts as seconds."""
    since = timedelta(seconds=moment) if isinstance(moment, int) else moment - _EPOCH
    return f"{since // _MICROSECOND:x}_{row_id:x}"


def decode_cursor(cursor: str | None) -> tuple[datetime, int] | None:
    """The place that a cursor names; None for none and for one that was tampered with."""
    found = _CURSOR.fullmatch(cursor or "")
    if found is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(found[1], 16)), int(found[2], 16)
    except OverflowError:
        return None
