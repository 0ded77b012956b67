"""Working days of a Japanese town hall: not Saturdays, Sundays, national holidays and the days around New Year (12-29 to 01-03)."""

from __future__ import annotations

from datetime import date, timedelta

import jpholiday

ANSWER_WORKING_DAYS = 20


def is_working_day(day: date) -> bool:
    """Whether the town hall is open."""
    around_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not around_new_year and not jpholiday.is_holiday(day)


def default_due_on(today: date) -> date:
    """By when an answer is asked for when nothing else is said."""
    day, left = today, ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day
