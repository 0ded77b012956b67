"""Signed-in devices: begun, ended. The token is random and kept only as a hash."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, update

from civic.accounts.events import SessionsEnded, SignedIn
from civic.accounts.models import User, UserSession
from civic.accounts.passwords import hash_password, needs_rehash, verify_password
from civic.accounts.queries import hash_token, user_by_email
from civic.db import session, utcnow
from civic.events import publish

LIFETIME = timedelta(days=30)
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))
_BROWSERS = (("Line/", "LINE"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


def device_label(user_agent: str) -> str:
    """A device in words that its owner recognises, such as "Android · Chrome"; no version, no address."""
    system = next((label for mark, label in _SYSTEMS if mark in user_agent), "?")
    browser = next((label for mark, label in _BROWSERS if mark in user_agent), "?")
    return f"{system} · {browser}"


def check_password(email: str, password: str) -> User | None:
    """The account that address and password fit, confirmed or not. Equal work whether the address is known or not."""
    user = user_by_email(email)
    kept = user.password_hash if user is not None and user.deleted_at is None else None
    if not verify_password(kept, password) or user is None or kept is None:
        return None
    if needs_rehash(kept):
        user.password_hash = hash_password(password)
    return user


def begin_session(user: User, *, user_agent: str) -> tuple[UserSession, str]:
    """A new session and its token, which is shown only here. What is known of the person's expired ones goes."""
    session.execute(delete(UserSession).where(UserSession.user_id == user.id, UserSession.expires_at < utcnow()))
    token = secrets.token_urlsafe(32)
    begun = UserSession(
        token_hash=hash_token(token), user_id=user.id, device=device_label(user_agent), expires_at=utcnow() + LIFETIME, user=user
    )
    session.add(begun)
    session.flush()
    publish(SignedIn(actor_id=user.id, user_id=user.id, session_id=begun.id))
    return begun, token


def end_sessions(user: User, *, actor_id: int | None, only_id: int | None = None, keep_id: int | None = None) -> int:
    """End all sessions of a person, or only one, or all but one; returns how many ended."""
    statement = update(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    if only_id is not None:
        statement = statement.where(UserSession.id == only_id)
    if keep_id is not None:
        statement = statement.where(UserSession.id != keep_id)
    ended = int(session.execute(statement.values(ended_at=utcnow())).rowcount)  # type: ignore[attr-defined]  # an UPDATE has a count
    if ended:
        publish(SessionsEnded(actor_id=actor_id, user_id=user.id, count=ended))
    return ended


def forget_sessions(user: User) -> None:
    """Nothing stays of a person's devices."""
    session.execute(delete(UserSession).where(UserSession.user_id == user.id))
