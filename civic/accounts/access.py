"""Who is here: the session behind a request, and the gate that reads every view's access mark."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager
from werkzeug.wrappers import Response

from civic.accounts.models import RoleGrant, User, UserSession
from civic.accounts.queries import hash_token, idle_limit
from civic.db import session, utcnow
from civic.i18n.pages import negotiated_language
from civic.i18n.text import _
from civic.policy import NotAllowedError, Verdict, access_of
from civic.ui.frame import set_language

_STATIC = frozenset({"static"})


class Visitor(UserMixin):  # type: ignore[misc]  # Flask-Login carries no types
    """What Flask-Login holds: the user with the session they came by. `get_id` is the opaque session token, not the user's id."""

    def __init__(self, user: User, user_session: UserSession, token: str) -> None:
        self.user, self.session, self.token = user, user_session, token

    def get_id(self) -> str:
        return self.token


_BY_TOKEN = (
    select(UserSession)
    .join(UserSession.user)
    .outerjoin(RoleGrant, (RoleGrant.user_id == User.id) & RoleGrant.revoked_at.is_(None))
    .where(
        UserSession.token_hash == bindparam("token_hash"),
        UserSession.ended_at.is_(None),
        UserSession.expires_at > bindparam("now", type_=UserSession.expires_at.type),
    )
    .options(contains_eager(UserSession.user).contains_eager(User.grants))
)


def _load(token: str) -> Visitor | None:
    found = session.scalar(_BY_TOKEN, {"token_hash": hash_token(token), "now": utcnow()})
    if found is None or found.user.deleted_at is not None:
        return None
    return Visitor(found.user, found, token) if found.seen_at + idle_limit(found.user) > utcnow() else None


def viewer() -> User | None:
    """The signed-in person, or None."""
    return current_user.user if current_user.is_authenticated else None


def signed_in_user() -> User:
    """The signed-in person; only in views that need sign-in."""
    user = viewer()
    if user is None:
        abort(401)
    return user


def current_session() -> UserSession:
    """The session this request came by; only in views that need sign-in."""
    signed_in_user()
    return current_user.session  # type: ignore[no-any-return]  # Flask-Login carries no types


def sign_in_address(next_page: str) -> str:
    """The sign-in page that leads back to `next_page`."""
    return url_for("accounts.sign_in", next=next_page)


def _gate() -> Response | None:
    if request.endpoint is None or request.endpoint in _STATIC:
        return None
    access = access_of(current_app.view_functions[request.endpoint])
    if access is None:
        current_app.logger.error("view without access mark: %s", request.endpoint)
        abort(403)
    if not access.needs_sign_in:
        return None
    user = viewer()
    if user is None:
        if "language" not in g:
            set_language(negotiated_language())
        if request.method in {"GET", "HEAD"}:
            return redirect(sign_in_address(request.full_path.rstrip("?")), 303)
        raise NotAllowedError(Verdict(_("Please sign in first."), remedy="accounts.sign_in"))
    if access.roles and not user.has_role(*access.roles):
        raise NotAllowedError(Verdict(_("Your account does not have the role that this page needs.")))
    return None


def _touch() -> None:
    """Note the last use, at most every five minutes, with the next writing request (a GET writes nothing)."""
    if request.method == "POST" and current_user.is_authenticated:
        seen = current_user.session
        if utcnow() - seen.seen_at > timedelta(minutes=5):
            seen.seen_at = utcnow()


def _template_globals() -> dict[str, Any]:
    return {"viewer": viewer()}


def init_app(app: Flask) -> None:
    """Install sessions and the gate."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)
    app.before_request(_gate)
    app.before_request(_touch)
    app.context_processor(_template_globals)
    app.jinja_env.globals["sign_in_address"] = sign_in_address
