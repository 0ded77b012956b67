"""Reads about accounts."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from civic.accounts.models import RoleGrant, User, UserSession
from civic.db import session, utcnow
from civic.policy import Role
from civic.town.models import Department, Town

PEOPLE = 50
MAX_ADDRESS = 254
LARGEST_ID = 2**31 - 1
RESIDENT_IDLE, STAFF_IDLE = timedelta(days=14), timedelta(hours=8)


def hash_token(token: str) -> str:
    """How a session token is kept: SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def email_key(email: str) -> str:
    """An address as it is compared: compatibility form, without white space around, case folded."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def idle_limit(user: User) -> timedelta:
    """How long a session may rest: staff work on shared machines."""
    return STAFF_IDLE if user.grants else RESIDENT_IDLE


def user_by_email(email: str) -> User | None:
    """The account of an address, confirmed or not, with its roles, as the database has it now. One statement, found or not: time tells
    nothing."""
    key = email_key(email)
    if "\0" in key or len(key) > MAX_ADDRESS:
        return None
    found = select(User).where(User.email_key == key).options(joinedload(User.grants)).execution_options(populate_existing=True)
    return session.scalars(found).unique().one_or_none()


def user_with_roles(user_id: int) -> User | None:
    """An account that is not deleted, with its roles."""
    return session.scalar(select(User).where(User.id == user_id, User.deleted_at.is_(None)).options(selectinload(User.grants)))


def devices_of(user: User) -> list[UserSession]:
    """Sessions that can still be used, the latest used first."""
    now = utcnow()
    return list(
        session.scalars(
            select(UserSession)
            .where(
                UserSession.user_id == user.id,
                UserSession.ended_at.is_(None),
                UserSession.expires_at > now,
                UserSession.seen_at > now - idle_limit(user),
            )
            .order_by(UserSession.seen_at.desc(), UserSession.id.desc())
        )
    )


def people(search: str, *, after_id: int = 0) -> list[User]:
    """Accounts for administrators: by whole address or beginning of the name; staff only when nothing is searched."""
    query = select(User).where(User.deleted_at.is_(None), User.is_imported.is_(False), User.id > max(0, min(after_id, LARGEST_ID)))
    search = search.replace("\0", "").strip()
    if search:
        query = query.where(or_(User.email_key == email_key(search), User.display_name.startswith(search, autoescape=True)))
    else:
        query = query.where(User.id.in_(select(RoleGrant.user_id).where(RoleGrant.revoked_at.is_(None))))
    return list(session.scalars(query.options(selectinload(User.grants)).order_by(User.id).limit(PEOPLE)))


def administrator_count() -> int:
    """How many hold the administrator role."""
    holders = select(func.count(func.distinct(RoleGrant.user_id)))
    return session.scalar(holders.where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.revoked_at.is_(None))) or 0


def locked_administrator_count() -> int:
    """The same, and no other transaction takes the role from anyone until this one ends: two who act at once cannot both be the last."""
    holders = select(RoleGrant.user_id).where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.revoked_at.is_(None))
    return len(set(session.scalars(holders.order_by(RoleGrant.id).with_for_update())))


def staff_with(role: Role, *, department_id: int | None = None) -> list[User]:
    """Confirmed holders of a role (of a department), by id: who is told about new work."""
    query = (
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.role == role, RoleGrant.revoked_at.is_(None), User.deleted_at.is_(None), User.email_confirmed_at.is_not(None))
    )
    if department_id is not None:
        query = query.where(RoleGrant.department_id == department_id)
    return list(session.scalars(query.order_by(User.id)).unique())


def town_names() -> tuple[str, ...]:
    """What the town, its section for participation and its departments are called, in all languages: nobody else may be called so."""
    towns = session.execute(select(Town.names, Town.contact_section)).all()
    departments = session.scalars(select(Department.names).order_by(Department.id)).all()
    return tuple(str(name) for names in (*(n for row in towns for n in row), *departments) for name in names.values() if name)
