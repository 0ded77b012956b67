"""Signed-in devices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from civic.accounts import sessions
from civic.accounts.events import SessionsEnded, SignedIn
from civic.accounts.models import UserSession
from civic.accounts.queries import devices_of, hash_token
from civic.db import session, utcnow
from civic.events import Event
from civic.policy import Role
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("database")
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (ANDROID, "Android · Chrome"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile/15E Safari/604.1", "iPhone · Safari"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Mobile/15E Safari Line/14.9", "iPhone · LINE"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Windows · Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Linux · Firefox"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605 Version/17.5 Safari/605", "Mac · Safari"),
        ("", "? · ?"),
        ("<script>alert(1)</script>" * 500, "? · ?"),
    ],
)
def test_device_is_named_without_version_or_address(user_agent: str, label: str) -> None:
    assert sessions.device_label(user_agent) == label


def test_begin_session_keeps_only_the_hash_of_a_long_random_token(captured_events: list[Event]) -> None:
    user = make_user()
    (first, token), (_second, other) = (sessions.begin_session(user, user_agent=ANDROID) for _number in range(2))
    assert token != other
    assert len(token) >= 43
    assert first.token_hash == hash_token(token) != token
    assert abs(first.expires_at - utcnow() - timedelta(days=30)) < timedelta(minutes=1)
    assert captured_events[0] == SignedIn(actor_id=user.id, user_id=user.id, session_id=first.id)


def test_begin_session_forgets_the_expired_ones_of_this_person_only() -> None:
    user, other = make_user(), make_user()
    for person in (user, other):
        sessions.begin_session(person, user_agent="")[0].expires_at = utcnow() - timedelta(days=1)
    session.flush()
    sessions.begin_session(user, user_agent="")
    assert sorted(session.scalars(select(UserSession.user_id))) == sorted([user.id, other.id])


def test_end_sessions_of_one_all_or_all_but_one(captured_events: list[Event]) -> None:
    user, other = make_user(), make_user()
    ids = [sessions.begin_session(user, user_agent="")[0].id for _number in range(4)]
    foreign = sessions.begin_session(other, user_agent="")[0].id
    captured_events.clear()

    def left() -> list[int]:
        return sorted(session.scalars(select(UserSession.id).where(UserSession.ended_at.is_(None))))

    assert sessions.end_sessions(user, actor_id=user.id, only_id=foreign) == 0
    assert left() == [*ids, foreign]
    assert sessions.end_sessions(user, actor_id=user.id, only_id=ids[0]) == 1
    assert sessions.end_sessions(user, actor_id=user.id, keep_id=ids[1]) == 2
    assert left() == [ids[1], foreign]
    assert sessions.end_sessions(user, actor_id=user.id) == 1
    assert left() == [foreign]
    assert captured_events == [SessionsEnded(actor_id=user.id, user_id=user.id, count=count) for count in (1, 2, 1)]


def test_devices_are_those_that_still_work_latest_first() -> None:
    user, staff = make_user(), make_user(roles=(Role.MODERATOR,))
    now = utcnow()
    for person in (user, staff):
        for name, changes in {
            "now": {},
            "hour": {"seen_at": now - timedelta(hours=1)},
            "day": {"seen_at": now - timedelta(days=1)},
            "idle": {"seen_at": now - timedelta(days=15)},
            "ended": {"ended_at": now},
            "expired": {"expires_at": now - timedelta(seconds=1)},
        }.items():
            made = sessions.begin_session(person, user_agent="")[0]
            made.device = name
            for key, value in changes.items():
                setattr(made, key, value)
    session.flush()
    assert [device.device for device in devices_of(user)] == ["now", "hour", "day"]
    assert [device.device for device in devices_of(staff)] == ["now", "hour"]


def test_check_password_finds_the_account_or_nothing() -> None:
    user, gone = make_user(email="taro@example.jp"), make_user(email="gone@example.jp")
    gone.deleted_at = utcnow()
    session.flush()
    assert sessions.check_password(" TARO@Example.jp ", PASSWORD) is user
    assert sessions.check_password("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", PASSWORD) is user
    assert sessions.check_password("taro@example.jp", PASSWORD + "!") is None
    assert sessions.check_password("gone@example.jp", PASSWORD) is None
    assert sessions.check_password("nobody@example.jp", PASSWORD) is None
    assert sessions.check_password("a\x00b@example.jp", PASSWORD) is None
    assert sessions.check_password("a" * 5000, PASSWORD) is None


def test_check_password_renews_a_hash_of_another_cost() -> None:
    user = make_user(email="taro@example.jp")
    from_before = "$argon2id$v=19$m=8,t=1,p=1$"
    user.password_hash = _old_hash()
    session.flush()
    assert user.password_hash.startswith(from_before)
    assert sessions.check_password("taro@example.jp", PASSWORD) is user
    assert "t=2" in (user.password_hash or "")


def _old_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
