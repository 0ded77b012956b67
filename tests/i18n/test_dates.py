"""Dates, numbers and money by language; era years on Japanese pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from civic.i18n.dates import era_year, format_day, format_moment, format_number, format_short_day, format_yen
from civic.i18n.languages import BY_SLUG, LANGUAGES

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(2026, 11, 25), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1912, 7, 30), "大正元年"),
    ],
)
def test_era_year_changes_on_its_day(day: date, era: str) -> None:
    assert era_year(day) == era


def test_era_year_before_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no era"):
        era_year(date(1912, 7, 29))


def test_japanese_day_has_era_and_weekday() -> None:
    assert format_day(date(2026, 11, 25), BY_SLUG["ja"]) == "2026年（令和8年）11月25日（水）"


def test_easy_japanese_day_has_the_western_year_only() -> None:
    assert format_day(date(2026, 11, 25), BY_SLUG["easy"]) == "2026年11月25日（水曜日）"


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_every_language_writes_days_numbers_and_money(language: object) -> None:
    here = BY_SLUG[str(language)]
    assert format_day(date(2026, 11, 25), here)
    assert format_short_day(date(2026, 11, 25), here)
    assert "JP" not in format_yen(1_500_000, here)
    assert format_number(7, here)


def test_money_is_yen_in_japanese_and_a_sign_elsewhere() -> None:
    assert format_yen(1_500_000, BY_SLUG["ja"]) == "1,500,000円"
    assert format_yen(1_500_000, BY_SLUG["en"]) == "¥1,500,000"
    assert format_yen(1_500_000, BY_SLUG["es"]) == "¥1.500.000"


@pytest.mark.parametrize(("hour", "text"), [(15, "午前0時05分"), (3, "午後12時05分"), (0, "午前9時05分"), (9, "午後6時05分")])
def test_easy_japanese_moment_says_morning_or_afternoon(hour: int, text: str) -> None:
    assert format_moment(datetime(2026, 11, 24, hour, 5, tzinfo=UTC), BY_SLUG["easy"], zone=TOKYO).endswith(text)


def test_moment_is_in_the_towns_zone() -> None:
    assert format_moment(datetime(2026, 11, 24, 15, 30, tzinfo=UTC), BY_SLUG["ja"], zone=TOKYO).startswith(
        "2026年（令和8年）11月25日（水）"
    )
