"""What happens to accounts: made, confirmed, changed, deleted."""

from __future__ import annotations

import hashlib

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from civic.accounts import policies
from civic.accounts.events import (
    AccountCreated,
    AccountDeleted,
    EmailChanged,
    EmailConfirmed,
    PasswordChanged,
    ProfileChanged,
    SignUpRepeated,
)
from civic.accounts.inputs import InvalidInputError, checked_email, checked_name, hash_of_checked
from civic.accounts.models import RoleGrant, User
from civic.accounts.passwords import verify_password
from civic.accounts.queries import email_key, locked_administrator_count, user_by_email
from civic.accounts.roles import give_role, give_role_by_operator, revoke_role
from civic.accounts.sessions import end_sessions, forget_sessions
from civic.accounts.tokens import fingerprint, gone
from civic.db import is_sqlite, savepoint, session, utcnow
from civic.events import publish
from civic.i18n.text import _
from civic.outbox.services import enqueue
from civic.policy import ConflictError, Role, enforce

__all__ = ["give_role", "give_role_by_operator", "revoke_role"]


def create_user(*, email: str, display_name: str, password: str, language: str, confirmed: bool = False, is_staff: bool = False) -> User:
    """Make an account. `ConflictError` when the address has one. `is_staff` lets the name name an office."""
    address = checked_email(email)
    user = User(
        email=address,
        email_key=email_key(address),
        display_name=checked_name(display_name, is_staff=is_staff),
        password_hash=hash_of_checked(password, email=address),
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

    An account that was never confirmed is taken over by the later request, and links mailed before stop working. The work is the same in
    each case, so that time tells nothing: one hash, one statement that makes or takes over or leaves alone, one fact, one mail.
    """
    address, now = checked_email(email), utcnow()
    asked = {
        "email": address,
        "display_name": checked_name(display_name, is_staff=False),
        "password_hash": hash_of_checked(password, email=address),
        "language": language,
    }
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    session.execute(
        insert(User)
        .values(email_key=email_key(address), created_at=now, **asked)
        .on_conflict_do_update(index_elements=["email_key"], set_=asked, where=User.email_confirmed_at.is_(None))
    )
    user = user_by_email(address)
    if user is None:
        return
    is_new = user.created_at == now
    publish((AccountCreated if is_new else SignUpRepeated)(actor_id=None, user_id=user.id))
    _mail(user, "exists" if user.email_confirmed_at else "confirm")


def _mail(user: User, name: str) -> None:
    """One mail of a kind per person and minute, so that a double press sends one; another one at once if its link would be another."""
    key = f"accounts-{name}-{user.id}-{_minute()}-{fingerprint(user)[:8]}"
    enqueue(f"mail.accounts.{name}", {"user_id": user.id}, idempotency_key=key)


def _minute() -> int:
    return int(utcnow().timestamp() // 60)


def confirm_email(user: User, *, actor: User | None, password: str = "") -> None:
    """The mailed link was opened by the person who chose the password: both together make the account live."""
    if policies.needs_password_to_confirm(actor, user):
        _check_password(user, password)
    _confirm(user)


def confirm_email_with_new_password(user: User, *, display_name: str, password: str, language: str) -> None:
    """Who reads the mailbox makes the account their own: whatever was chosen by whoever asked for it is replaced."""
    name = checked_name(display_name, is_staff=False)
    user.password_hash = hash_of_checked(password, email=user.email or "")
    user.display_name, user.language = name, language
    session.flush()
    end_sessions(user, actor_id=user.id)
    publish(PasswordChanged(actor_id=user.id, user_id=user.id))
    _confirm(user)


def _confirm(user: User) -> None:
    user.email_confirmed_at = utcnow()
    session.flush()
    publish(EmailConfirmed(actor_id=user.id, user_id=user.id))


def refuse_account(user: User) -> None:
    """Who reads the mailbox did not ask for this account: nothing of it stays."""
    if user.email_confirmed_at is not None:
        raise gone()
    _forget(user, actor_id=None)


def ask_for_reset(email: str) -> None:
    """Mail a link for a new password, if the address has an account; the caller is not told.

    For an unknown address a message to nobody is written, so that the work is the same.
    """
    address = checked_email(email)
    user = user_by_email(address)
    if user is None:
        nobody = hashlib.sha256(email_key(address).encode()).hexdigest()[:16]
        enqueue("mail.accounts.reset", {"user_id": 0}, idempotency_key=f"accounts-reset-0-{_minute()}-{nobody}")
    else:
        _mail(user, "reset" if user.email_confirmed_at else "confirm")


def reset_password(user: User, *, password: str) -> None:
    """Set a new password after a mailed link; all sessions end."""
    _set_password(user, password, keep_session_id=None)


def change_password(user: User, *, current: str, password: str, keep_session_id: int) -> None:
    """Set a new password with the present one; other sessions end."""
    _check_password(user, current, field="current_password")
    _set_password(user, password, keep_session_id=keep_session_id)


def _set_password(user: User, password: str, *, keep_session_id: int | None) -> None:
    """A wish for another address goes with the old password: somebody who should not have known it may have made the wish."""
    user.password_hash = hash_of_checked(password, email=user.email or "")
    user.new_email = None
    session.flush()
    end_sessions(user, actor_id=user.id, keep_id=keep_session_id)
    _mail(user, "password-changed")
    publish(PasswordChanged(actor_id=user.id, user_id=user.id))


def _check_password(user: User, password: str, *, field: str = "password") -> None:
    if not verify_password(user.password_hash, password):
        raise InvalidInputError(field, _("The password is not right."))


def change_profile(user: User, *, display_name: str, language: str) -> None:
    """Display name and language of pages and mails."""
    user.display_name = checked_name(display_name, is_staff=bool(user.grants))
    user.language = language
    session.flush()
    publish(ProfileChanged(actor_id=user.id, user_id=user.id))


def ask_for_email_change(user: User, *, email: str, password: str) -> None:
    """Mail a link to the new address; the old one stays until it is opened.

    Whether the new address has an account is not told here, and the wish is noted in each case; its owner gets a mail that says so.
    """
    _check_password(user, password)
    address = checked_email(email)
    owner = user_by_email(address)
    user.new_email = address
    session.flush()
    if owner is not None and owner.id != user.id and owner.email_confirmed_at is not None:
        _mail(owner, "exists")
    else:
        _mail(user, "email-change")


def confirm_email_change(user: User, *, actor: User | None, password: str = "") -> None:
    """The link in the new mailbox was opened by the account's owner: the address changes, and the old mailbox is told.

    An account that somebody else began with this address and never confirmed gives way to who can read its mail.
    """
    new, old = user.new_email, user.email
    if not new:
        raise gone()
    if policies.needs_password_to_confirm(actor, user):
        _check_password(user, password)
    holder = user_by_email(new)
    if holder is not None and holder.id != user.id and holder.email_confirmed_at is None:
        _forget(holder, actor_id=None)
    try:
        with savepoint():
            user.email, user.email_key, user.new_email = new, email_key(new), None
            session.flush()
    except IntegrityError:
        raise ConflictError(_("This e-mail address already has an account.")) from None
    key = f"accounts-email-changed-{user.id}-{_minute()}-{fingerprint(user)[:8]}"
    enqueue("mail.accounts.email-changed", {"user_id": user.id, "to": old, "key": key}, idempotency_key=key)
    publish(EmailChanged(actor_id=user.id, user_id=user.id))


def refuse_email_change(user: User) -> None:
    """Who reads the new mailbox did not ask for this: the account keeps its address."""
    user.new_email = None
    session.flush()


def delete_account(user: User, *, password: str) -> None:
    """Everything personal goes: address, password, name, devices, roles. Contributions stay, without a name."""
    _check_password(user, password)
    if user.has_role(Role.ADMINISTRATOR):
        enforce(policies.can_delete_account(user, administrators=locked_administrator_count()))
    _forget(user, actor_id=user.id)


def _forget(user: User, *, actor_id: int | None) -> None:
    end_sessions(user, actor_id=actor_id)
    forget_sessions(user)
    now = utcnow()
    session.execute(update(RoleGrant).where(RoleGrant.user_id == user.id, RoleGrant.revoked_at.is_(None)).values(revoked_at=now))
    user.deleted_at = now
    user.email = user.email_key = user.new_email = user.password_hash = None
    user.display_name = ""
    session.flush()
    publish(AccountDeleted(actor_id=actor_id, user_id=user.id))


def create_imported_author(*, source_key: str, display_name: str, language: str) -> User:
    """The account behind imported texts: it cannot sign in. The same key is the same account."""
    key = "imported:" + hashlib.sha256(source_key.encode()).hexdigest()[:40]
    found = session.scalar(select(User).where(User.email_key == key))
    if found is None:
        found = User(email_key=key, display_name=display_name, language=language, is_imported=True)
        session.add(found)
        session.flush()
    return found
