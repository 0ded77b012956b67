"""What happens to accounts: made, confirmed, changed, deleted; roles given and taken."""

from __future__ import annotations

import hashlib

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from civic.accounts import policies
from civic.accounts.events import (
    AccountCreated,
    AccountDeleted,
    EmailChanged,
    EmailConfirmed,
    PasswordChanged,
    ProfileChanged,
    RoleGiven,
    RoleRevoked,
)
from civic.accounts.models import RoleGrant, User
from civic.accounts.names import problem_with_name
from civic.accounts.passwords import hash_password, problem_with_password, verify_password
from civic.accounts.queries import administrator_count, email_key, user_by_email
from civic.accounts.sessions import end_sessions
from civic.db import savepoint, session, utcnow
from civic.events import publish
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, clean
from civic.outbox.services import enqueue
from civic.policy import ConflictError, GoneError, Role, Verdict, enforce


def checked_email(raw: str) -> str:
    """A usable address (RFC 5321/6531 syntax; its server is not asked), or `InvalidTextError`."""
    try:
        return validate_email(raw.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise InvalidTextError(_("Please write a complete e-mail address, for example name@example.jp.")) from None


def _checked_name(raw: str, *, is_staff: bool, town_names: tuple[str, ...] = ()) -> str:
    name = clean(raw)
    problem = problem_with_name(name, is_staff=is_staff, town_names=town_names)
    if problem:
        raise InvalidTextError(problem)
    return name


def _checked_password(password: str, *, email: str) -> str:
    problem = problem_with_password(password, email=email)
    if problem:
        raise InvalidTextError(problem)
    return hash_password(password)


def create_user(
    *, email: str, display_name: str, password: str, language: str, confirmed: bool = False, is_staff: bool = False
) -> User:
    """Make an account. `ConflictError` when the address has one."""
    address = checked_email(email)
    user = User(
        email=address,
        email_key=email_key(address),
        display_name=_checked_name(display_name, is_staff=is_staff),
        password_hash=_checked_password(password, email=address),
        language=language,
        email_confirmed_at=utcnow() if confirmed else None,
    )
    try:
        with savepoint():
            session.add(user)
    except IntegrityError:
        raise ConflictError(_("This e-mail address already has an account.")) from None
    publish(AccountCreated(actor_id=None, user_id=user.id))
    return user


def sign_up(*, email: str, display_name: str, password: str, language: str) -> None:
    """A resident asks for an account. The caller learns nothing about whether the address had one: the mail says it.

    An account that was never confirmed is taken over by the later request, and links mailed before stop working: nobody can prepare an
    account for somebody else's address.
    """
    address = checked_email(email)
    name, password_hash = _checked_name(display_name, is_staff=False), _checked_password(password, email=address)
    existing = user_by_email(address)
    if existing is not None and existing.email_confirmed_at is not None:
        _mail(existing, "exists")
        return
    if existing is None:
        existing = User(email=address, email_key=email_key(address), display_name=name, password_hash=password_hash, language=language)
        try:
            with savepoint():
                session.add(existing)
        except IntegrityError:
            return
        publish(AccountCreated(actor_id=None, user_id=existing.id))
    else:
        existing.display_name, existing.password_hash, existing.language = name, password_hash, language
    session.flush()
    _mail(existing, "confirm")


def _mail(user: User, name: str) -> None:
    """One mail of a kind per person and minute: a double press sends one."""
    minute = int(utcnow().timestamp() // 60)
    enqueue(f"mail.accounts.{name}", {"user_id": user.id}, idempotency_key=f"accounts-{name}-{user.id}-{minute}")


def confirm_email(user: User) -> None:
    """The person opened the link that was mailed."""
    user.email_confirmed_at = utcnow()
    session.flush()
    publish(EmailConfirmed(actor_id=user.id, user_id=user.id))


def ask_for_confirmation_again(user: User) -> None:
    """Mail the confirmation link once more."""
    _mail(user, "confirm")


def ask_for_reset(email: str) -> None:
    """Mail a link for a new password, if the address has an account; the caller is not told."""
    user = user_by_email(email)
    if user is not None and user.deleted_at is None and not user.is_imported:
        _mail(user, "reset" if user.email_confirmed_at else "confirm")


def reset_password(user: User, *, password: str) -> None:
    """Set a new password after a mailed link; all sessions end."""
    user.password_hash = _checked_password(password, email=user.email or "")
    session.flush()
    end_sessions(user, actor_id=user.id)
    _mail(user, "password-changed")
    publish(PasswordChanged(actor_id=user.id, user_id=user.id))


def change_password(user: User, *, current: str, password: str, keep_session_id: int) -> None:
    """Set a new password with the present one; other sessions end."""
    _enforce_password(user, current)
    user.password_hash = _checked_password(password, email=user.email or "")
    session.flush()
    end_sessions(user, actor_id=user.id, keep_id=keep_session_id)
    _mail(user, "password-changed")
    publish(PasswordChanged(actor_id=user.id, user_id=user.id))


def _enforce_password(user: User, password: str) -> None:
    if not verify_password(user.password_hash, password):
        raise InvalidTextError(_("The password is not right."))


def change_profile(user: User, *, display_name: str, language: str, town_names: tuple[str, ...] = ()) -> None:
    """Display name and language of pages and mails."""
    user.display_name = _checked_name(display_name, is_staff=bool(user.grants), town_names=town_names)
    user.language = language
    session.flush()
    publish(ProfileChanged(actor_id=user.id, user_id=user.id))


def ask_for_email_change(user: User, *, email: str, password: str) -> None:
    """Mail a link to the new address; the old one stays until it is opened. Whether the new one has an account is not told."""
    _enforce_password(user, password)
    user.new_email = checked_email(email)
    session.flush()
    _mail(user, "email-change")


def confirm_email_change(user: User) -> None:
    """The link in the new mailbox was opened: the address changes, and the old mailbox is told."""
    new, old = user.new_email, user.email
    if not new:
        raise GoneError(_("This link is no longer valid. It may be too old or already used. Please ask for a new one."))
    try:
        with savepoint():
            user.email, user.email_key, user.new_email = new, email_key(new), None
            session.flush()
    except IntegrityError:
        raise ConflictError(_("This e-mail address already has an account.")) from None
    enqueue("mail.accounts.email-changed", {"user_id": user.id, "to": old}, idempotency_key=f"accounts-email-changed-{user.id}-{new}")
    publish(EmailChanged(actor_id=user.id, user_id=user.id))


def delete_account(user: User, *, password: str) -> None:
    """Everything personal goes: address, password, name, sessions, roles. Contributions stay, without a name."""
    _enforce_password(user, password)
    if user.has_role(Role.ADMINISTRATOR):
        enforce(policies.can_revoke_role(user, user, Role.ADMINISTRATOR, administrators=administrator_count()))
    end_sessions(user, actor_id=user.id)
    session.execute(
        update(RoleGrant).where(RoleGrant.user_id == user.id, RoleGrant.revoked_at.is_(None)).values(revoked_at=utcnow())
    )
    user.deleted_at = utcnow()
    user.email = user.email_key = user.new_email = user.password_hash = None
    user.display_name = ""
    session.flush()
    publish(AccountDeleted(actor_id=user.id, user_id=user.id))


def give_role(user: User, role: Role, *, actor: User, department_id: int | None = None) -> None:
    """An administrator entrusts somebody with a role."""
    enforce(policies.can_give_role(actor, user, role, department_id=department_id))
    _grant(user, role, actor_id=actor.id, department_id=department_id)


def give_role_by_operator(user: User, role: Role, *, department_id: int | None = None) -> None:
    """A role from the command line or the demo; who already has it keeps it."""
    if not any(grant.role is role and grant.department_id == department_id for grant in _grants(user)):
        _grant(user, role, actor_id=None, department_id=department_id)


def _grants(user: User) -> list[RoleGrant]:
    return list(session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id, RoleGrant.revoked_at.is_(None))))


def _grant(user: User, role: Role, *, actor_id: int | None, department_id: int | None) -> None:
    try:
        with savepoint():
            session.add(RoleGrant(user_id=user.id, role=role, department_id=department_id, granted_by_id=actor_id))
    except IntegrityError:
        raise ConflictError(_("This person already has this role.")) from None
    session.expire(user, ["grants"])
    publish(RoleGiven(actor_id=actor_id, user_id=user.id, role=role, department_id=department_id))


def revoke_role(grant: RoleGrant, *, user: User, actor: User) -> None:
    """An administrator takes a role back, effective with the person's next request."""
    verdict: Verdict = policies.can_revoke_role(actor, user, grant.role, administrators=administrator_count())
    enforce(verdict)
    grant.revoked_at, grant.revoked_by_id = utcnow(), actor.id
    session.flush()
    session.expire(user, ["grants"])
    publish(RoleRevoked(actor_id=actor.id, user_id=user.id, role=grant.role, department_id=grant.department_id))


def create_imported_author(*, source_key: str, display_name: str, language: str) -> User:
    """The account behind imported texts: it cannot sign in. The same key is the same account."""
    key = "imported:" + hashlib.sha256(source_key.encode()).hexdigest()[:40]
    found = session.scalar(select(User).where(User.email_key == key))
    if found is None:
        found = User(email_key=key, display_name=display_name, language=language, is_imported=True)
        session.add(found)
        session.flush()
    return found
