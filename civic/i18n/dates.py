"""Dates, times, numbers and money as readers of each language write them.

Babel knows no Japanese imperial calendar, so the era years are here (元号; the days of change are those of the cabinet orders).
Japanese pages show the era beside the year; easy Japanese shows the western year only, as the guideline for plain Japanese asks.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import dates as babel_dates
from babel import numbers as babel_numbers

from civic.i18n.languages import EASY, JA, Language

ERAS = (
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
)
_WEEKDAYS = "月火水木金土日"


def era_year(day: date) -> str:
    """The era year of a day: 令和8年, 令和元年. Raises ValueError before 1912-07-30."""
    for name, start in ERAS:
        if day >= start:
            year = day.year - start.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    raise ValueError(f"no era known for {day}")


@lru_cache(maxsize=4096)
def format_day(day: date, language: Language) -> str:
    """A day with its weekday: 2026年（令和8年）11月25日（水）, 2026ねん…, 25 November 2026."""
    if language is JA:
        return f"{day.year}年（{era_year(day)}）{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"
    if language is EASY:
        return f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}曜日）"
    return babel_dates.format_date(day, "long", locale=language.babel)


@lru_cache(maxsize=4096)
def format_short_day(day: date, language: Language) -> str:
    """A day for lists, short: 2026年11月25日, 25 Nov 2026."""
    if language in (JA, EASY):
        return f"{day.year}年{day.month}月{day.day}日"
    return babel_dates.format_date(day, "medium", locale=language.babel)


def format_moment(moment: datetime, language: Language, *, zone: ZoneInfo) -> str:
    """Day and time of day in the town's time zone."""
    local = moment.astimezone(zone)
    if language is EASY:
        half = "午前" if local.hour < 12 else "午後"
        return f"{format_day(local.date(), language)} {half}{local.hour % 12 or (12 if local.hour else 0)}時{local.minute:02d}分"
    return f"{format_day(local.date(), language)} {babel_dates.format_time(local.time(), 'short', locale=language.babel)}"


@lru_cache(maxsize=1024)
def format_number(number: int, language: Language) -> str:
    """A whole number with the grouping of the language."""
    return babel_numbers.format_decimal(number, locale=language.babel)


def format_yen(amount: int, language: Language) -> str:
    """Whole yen: 1,500,000円 in Japanese, ¥1,500,000 elsewhere (Babel writes JP¥ in five of our languages)."""
    written = format_number(amount, language)
    return f"{written}円" if language in (JA, EASY) else f"¥{written}"
