"""Working days."""

from __future__ import annotations

from datetime import date

import pytest

from civic.handoff.calendar import default_due_on, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), False),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
        (date(2026, 5, 6), False),
    ],
)
def test_working_day(day: date, works: bool) -> None:
    assert is_working_day(day) == works


def test_due_day_is_twenty_working_days_later() -> None:
    assert default_due_on(date(2026, 6, 1)) == date(2026, 6, 29)
    assert default_due_on(date(2026, 12, 25)) == date(2027, 1, 29)
