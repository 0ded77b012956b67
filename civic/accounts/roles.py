"""Roles given and taken."""

from __future__ import annotations

from sqlalchemy import select, update

from civic.accounts import policies
from civic.accounts.events import RoleGiven, RoleRevoked
from civic.accounts.models import RoleGrant, User
from civic.accounts.queries import locked_administrator_count
from civic.db import insert_once, session, utcnow
from civic.events import publish
from civic.i18n.text import _
from civic.policy import ConflictError, Role, enforce


def give_role(user: User, role: Role, *, actor: User, department_id: int | None = None) -> None:
    """An administrator entrusts somebody with a role."""
    enforce(policies.can_give_role(actor, user, role, department_id=department_id))
    _grant(user, role, actor_id=actor.id, department_id=department_id)


def give_role_by_operator(user: User, role: Role, *, department_id: int | None = None) -> None:
    """A role from the command line or the demo; who already has it keeps it."""
    held = session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id, RoleGrant.revoked_at.is_(None)))
    if not any(grant.role is role and grant.department_id == department_id for grant in held):
        _grant(user, role, actor_id=None, department_id=department_id)


def _grant(user: User, role: Role, *, actor_id: int | None, department_id: int | None) -> None:
    if insert_once(RoleGrant, user_id=user.id, role=role, department_id=department_id, granted_by_id=actor_id) is None:
        raise ConflictError(_("This person already has this role."))
    session.expire(user, ["grants"])
    publish(RoleGiven(actor_id=actor_id, user_id=user.id, role=role, department_id=department_id))


def revoke_role(grant: RoleGrant, *, user: User, actor: User) -> None:
    """An administrator takes a role back, effective with the person's next request."""
    enforce(policies.can_revoke_role(actor, user, grant.role, administrators=locked_administrator_count()))
    taken = (
        update(RoleGrant)
        .where(RoleGrant.id == grant.id, RoleGrant.revoked_at.is_(None))
        .values(revoked_at=utcnow(), revoked_by_id=actor.id)
        .returning(RoleGrant.id)
    )
    if session.execute(taken).scalar_one_or_none() is None:
        raise ConflictError(_("Please look at the page again: something has changed."))
    session.expire(user, ["grants"])
    publish(RoleRevoked(actor_id=actor.id, user_id=user.id, role=grant.role, department_id=grant.department_id))
