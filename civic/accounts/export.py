"""Everything the house holds about a person, for the person. Features add their part through `exports`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from civic.accounts.events import DataExported
from civic.accounts.models import RoleGrant, User, UserSession
from civic.db import session, utcnow
from civic.events import publish

Part = Callable[[User], Any]
_parts: dict[str, Part] = {}


def exports(name: str) -> Callable[[Part], Part]:
    """Decorate the function that gives a feature's part of a person's data, JSON-ready."""

    def register(part: Part) -> Part:
        _parts[name] = part
        return part

    return register


def export_of(user: User) -> dict[str, Any]:
    """All parts, by feature. Publishes that the person took them."""
    publish(DataExported(actor_id=user.id, user_id=user.id))
    return {"made_at": utcnow().isoformat()} | {name: part(user) for name, part in sorted(_parts.items())}


@exports("account")
def _account(user: User) -> dict[str, Any]:
    grants = session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id).order_by(RoleGrant.id))
    devices = session.scalars(select(UserSession).where(UserSession.user_id == user.id).order_by(UserSession.id))
    return {
        "email": user.email,
        "email_confirmed_at": user.email_confirmed_at and user.email_confirmed_at.isoformat(),
        "display_name": user.display_name,
        "language": user.language,
        "created_at": user.created_at.isoformat(),
        "roles": [{"role": g.role, "department_id": g.department_id, "given_at": g.granted_at.isoformat()} for g in grants],
        "devices": [{"device": d.device, "begun_at": d.created_at.isoformat(), "seen_at": d.seen_at.isoformat()} for d in devices],
    }
