"""How often something may be tried. Counted in the database, so that all processes share the count and a restart keeps it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from civic.accounts.models import Attempt, User
from civic.db import is_sqlite, session, utcnow
from civic.i18n.text import _, ngettext
from civic.outbox.services import chore
from civic.policy import TooManyError

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
_state: dict[str, bytes] = {}
_switch: dict[str, bool] = {"counting": True}
_unlimited: ContextVar[bool] = ContextVar("unlimited", default=False)


def configure(key: bytes, *, is_counting: bool = True) -> None:
    """The key that hides what is counted (an address, a network address); `is_counting` is off in measurements only."""
    _state["key"] = key
    _switch["counting"] = is_counting


@contextmanager
def unlimited() -> Iterator[None]:
    """No counting inside: for demo data and measurements."""
    mark = _unlimited.set(True)
    try:
        yield
    finally:
        _unlimited.reset(mark)


def count(scope: str, subject: str, window: timedelta) -> int:
    """Count one more try and return how many there were in the present window, this one included. One atomic statement."""
    seconds = int(window.total_seconds())
    start = datetime.fromtimestamp(int(utcnow().timestamp()) // seconds * seconds, UTC)
    hidden = hmac.new(_state["key"], f"{scope}\0{subject}".encode(), hashlib.sha256).hexdigest()
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    statement = insert(Attempt).values(scope=scope, subject=hidden, window_start=start, tries=1)
    counted = statement.on_conflict_do_update(
        index_elements=["scope", "subject", "window_start"], set_={"tries": Attempt.tries + 1}
    ).returning(Attempt.tries)
    return int(session.execute(counted).scalar_one())


def count_or_refuse(scope: str, subject: str, *, limit: int, window: timedelta) -> None:
    """Count a try; `TooManyError` when it is one too many."""
    if _unlimited.get() or not _switch["counting"]:
        return
    if count(scope, subject, window) > limit:
        wait = seconds_left(window)
        raise TooManyError(too_many(wait), retry_after=wait)


def seconds_left(window: timedelta) -> int:
    """How long the present window still lasts, at least one second."""
    seconds = int(window.total_seconds())
    return seconds - int(utcnow().timestamp()) % seconds


def too_many(seconds: int) -> str:
    """The sentence for one too many."""
    minutes = -(-seconds // 60)
    wait = ngettext("Please wait %(num)s minute and try again.", "Please wait %(num)s minutes and try again.", minutes)
    return _("That was too often in a short time.") + " " + wait


def check_posting(actor: User) -> None:
    """At most 30 texts in ten minutes by one person."""
    count_or_refuse("post", str(actor.id), limit=30, window=timedelta(minutes=10))


@chore
def forget_old_attempts() -> None:
    """Counts older than a day say nothing any more."""
    session.execute(delete(Attempt).where(Attempt.window_start < utcnow() - timedelta(days=1)))
