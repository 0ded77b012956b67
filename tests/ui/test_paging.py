"""Cursors say where a list goes on, and survive tampering."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from civic.ui.paging import Pages, decode_cursor, encode_cursor


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 2**59))
def test_cursor_returns_what_it_was_made_of(moment: datetime, row_id: int) -> None:
    assert decode_cursor(encode_cursor(moment, row_id)) == (moment, row_id)


def test_cursor_counts_a_number_as_seconds() -> None:
    found = decode_cursor(encode_cursor(42, 7))
    assert found is not None
    assert (int(found[0].timestamp()), found[1]) == (42, 7)


def test_cursor_of_a_day_is_its_first_moment() -> None:
    assert decode_cursor(encode_cursor(date(2026, 11, 25), 7)) == (datetime(2026, 11, 25, tzinfo=UTC), 7)


def test_turning_one_list_keeps_the_place_of_the_others(app: Flask) -> None:
    place = (datetime(2026, 11, 25, 9, tzinfo=UTC), 7)
    with app.test_request_context(f"/ja/desk?after={encode_cursor(*place)}&open_after=x"):
        pages = Pages("handoff.desk", "after", "open_after", show="all")
        assert (pages.place("after"), pages.day("after")) == (place, (date(2026, 11, 25), 7))
        assert (pages.place("open_after"), pages.day("open_after")) == (None, None)
        assert pages.next("after", None) is None
        turned = pages.next("open_after", (date(2026, 12, 1), 3), anchor="open")
        assert turned == f"/ja/desk?show=all&after={encode_cursor(*place)}&open_after={encode_cursor(date(2026, 12, 1), 3)}#open"
        assert pages.next("after", place) == f"/ja/desk?show=all&after={encode_cursor(*place)}"


def test_cursor_of_another_zone_is_the_same_moment() -> None:
    tokyo = datetime(2026, 11, 25, 9, tzinfo=timezone(timedelta(hours=9)))
    assert decode_cursor(encode_cursor(tokyo, 1)) == (datetime(2026, 11, 25, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    "cursor", [None, "", "x", "_", "1_", "_1", "1_1_1", "1_-1", "ffffffffffffffff_1", "-fffffffffffffff_1", "１_1", "1_1\n", "a" * 500]
)
def test_cursor_tampered_with_is_none(cursor: str | None) -> None:
    assert decode_cursor(cursor) is None
