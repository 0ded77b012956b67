"""Tables of accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Base, enum_type, utcnow
from civic.policy import Role
from civic.town.models import Department


class User(Base):
    """A participant. `email_key` is the address normalised for comparison. A deleted account keeps its row, without anything personal."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("deleted_at IS NOT NULL OR email_key IS NOT NULL", name="email_unless_deleted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), unique=True)
    email_confirmed_at: Mapped[datetime | None]
    new_email: Mapped[str | None] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    display_name: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    deleted_at: Mapped[datetime | None]
    is_imported: Mapped[bool] = mapped_column(default=False)

    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="user",
        lazy="raise_on_sql",
        foreign_keys="RoleGrant.user_id",
        primaryjoin="and_(User.id == RoleGrant.user_id, RoleGrant.revoked_at.is_(None))",
        viewonly=True,
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now."""
        return frozenset(grant.role for grant in self.grants)

    def has_role(self, *roles: Role) -> bool:
        """Whether one of `roles` is held."""
        return any(grant.role in roles for grant in self.grants)

    @property
    def department_ids(self) -> frozenset[int]:
        """The departments this person works for."""
        return frozenset(grant.department_id for grant in self.grants if grant.department_id is not None)


class RoleGrant(Base):
    """A role given by an administrator, until revoked. Department staff hold one grant for each department."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("(role = 'department') = (department_id IS NOT NULL)", name="department_only_for_staff"),
        Index("uq_role_grant_active", "user_id", "role", text("coalesce(department_id, 0)"), unique=True,
              sqlite_where=text("revoked_at IS NULL"), postgresql_where=text("revoked_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    role: Mapped[Role] = mapped_column(enum_type(Role))
    department_id: Mapped[int | None] = mapped_column(ForeignKey(Department.id))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    granted_at: Mapped[datetime] = mapped_column(default=utcnow)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="grants", lazy="raise_on_sql", foreign_keys=[user_id], viewonly=True)


class UserSession(Base):
    """One signed-in device. Only the SHA-256 of the token is kept; the token is in the signed cookie."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    device: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    seen_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class Attempt(Base):
    """How often something was tried in a stretch of time: the authority for sign-in, codes and posting, shared by all processes.

    `subject` is a keyed hash (of an address or a network address), never the thing itself.
    """

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("scope", "subject", "window_start"), CheckConstraint("tries > 0", name="positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64))
    window_start: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=1)
