"""Who may give and take roles, and who may leave."""

from __future__ import annotations

from civic.accounts.models import User
from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict


def can_manage_roles(actor: User) -> Verdict:
    """Administrators only."""
    return ALLOWED if actor.has_role(Role.ADMINISTRATOR) else Verdict(_("Only administrators can give and take roles."))


def can_give_role(actor: User, user: User, role: Role, *, department_id: int | None) -> Verdict:
    """Department staff need a department, others have none; only confirmed accounts."""
    verdict = can_manage_roles(actor)
    if not verdict:
        return verdict
    if (role is Role.DEPARTMENT) != (department_id is not None):
        return Verdict(_("Please choose a department for department staff, and none for other roles."))
    if user.deleted_at is not None or user.email_confirmed_at is None:
        return Verdict(_("This account has not confirmed its e-mail address."))
    return ALLOWED


def can_revoke_role(actor: User, user: User, role: Role, *, administrators: int) -> Verdict:
    """Nobody takes the own administrator role, and one administrator always stays."""
    verdict = can_manage_roles(actor)
    if verdict and role is Role.ADMINISTRATOR and (actor.id == user.id or administrators < 2):
        return _one_stays()
    return verdict


def can_delete_account(user: User, *, administrators: int) -> Verdict:
    """Everybody may leave, except the last administrator."""
    return _one_stays() if user.has_role(Role.ADMINISTRATOR) and administrators < 2 else ALLOWED


def needs_password_to_confirm(actor: User | None, user: User) -> bool:
    """Who reads the mailbox need not be who made the account: an address is confirmed by somebody who knows the account's password,
    or whose browser is signed in to it."""
    return actor is None or actor.id != user.id


def _one_stays() -> Verdict:
    return Verdict(_("One administrator has to stay: ask another administrator to change this."))
