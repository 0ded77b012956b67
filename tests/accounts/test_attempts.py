"""Counting tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from civic.accounts import attempts
from civic.accounts.models import Attempt
from civic.db import session, utcnow
from civic.policy import TooManyError
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("database")
MINUTE = timedelta(minutes=1)
NOON = "2026-11-25T12:00:10+00:00"


def test_count_goes_up_for_each_subject_and_scope_apart() -> None:
    with time_machine.travel(NOON, tick=False):
        counted = [attempts.count("a", "x", MINUTE) for _number in range(3)]
        assert (counted, attempts.count("a", "y", MINUTE), attempts.count("b", "x", MINUTE)) == ([1, 2, 3], 1, 1)


def test_one_too_many_is_refused_until_the_window_ends() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _number in range(2):
            attempts.count_or_refuse("a", "x", limit=2, window=MINUTE)
        with pytest.raises(TooManyError) as refusal:
            attempts.count_or_refuse("a", "x", limit=2, window=MINUTE)
        assert (refusal.value.status, refusal.value.retry_after) == (429, 50)
        clock.shift(timedelta(seconds=50))
        attempts.count_or_refuse("a", "x", limit=2, window=MINUTE)


def test_what_is_counted_is_kept_only_as_a_keyed_hash() -> None:
    attempts.count("sign-in", "taro@example.jp", MINUTE)
    subject = session.scalars(select(Attempt.subject)).one()
    assert len(subject) == 64
    assert "taro" not in subject


def test_posting_stops_at_thirty_in_ten_minutes() -> None:
    writer, other = make_user(), make_user()
    with time_machine.travel(NOON, tick=False):
        for _number in range(30):
            attempts.check_posting(writer)
        with pytest.raises(TooManyError):
            attempts.check_posting(writer)
        attempts.check_posting(other)


def test_nothing_is_counted_where_limits_are_lifted() -> None:
    with attempts.unlimited():
        for _number in range(3):
            attempts.count_or_refuse("a", "x", limit=1, window=MINUTE)
    attempts.count_or_refuse("a", "x", limit=1, window=MINUTE)
    with pytest.raises(TooManyError):
        attempts.count_or_refuse("a", "x", limit=1, window=MINUTE)


def test_old_counts_are_forgotten() -> None:
    attempts.count("a", "new", MINUTE)
    with time_machine.travel(utcnow() - timedelta(days=2), tick=False):
        attempts.count("a", "old", MINUTE)
    attempts.forget_old_attempts()
    assert len(session.scalars(select(Attempt)).all()) == 1
