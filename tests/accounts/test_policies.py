"""Each exit of each rule."""

from __future__ import annotations

import pytest

from civic.accounts import policies
from civic.accounts.models import RoleGrant, User
from civic.db import utcnow
from civic.policy import Role

pytestmark = pytest.mark.usefixtures("database")


def person(number: int, *roles: Role, confirmed: bool = True) -> User:
    user = User(id=number, display_name="x", language="ja", email_confirmed_at=utcnow() if confirmed else None)
    user.grants = [RoleGrant(user_id=number, role=role, department_id=1 if role is Role.DEPARTMENT else None) for role in roles]
    return user


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.COORDINATOR, Role.DEPARTMENT])
def test_only_administrators_manage_roles(role: Role | None) -> None:
    actor = person(1, *([role] if role else []))
    assert not policies.can_manage_roles(actor)
    assert not policies.can_give_role(actor, person(2), Role.MODERATOR, department_id=None)
    assert not policies.can_revoke_role(actor, person(2, Role.MODERATOR), Role.MODERATOR, administrators=5)


def test_role_needs_a_department_exactly_for_department_staff() -> None:
    actor = person(1, Role.ADMINISTRATOR)
    allowed = {
        (role, department): bool(policies.can_give_role(actor, person(2), role, department_id=department))
        for role in Role
        for department in (None, 7)
    }
    assert allowed == {(role, department): (role is Role.DEPARTMENT) == (department == 7) for role in Role for department in (None, 7)}


def test_role_is_not_given_to_unconfirmed_or_deleted_accounts() -> None:
    actor, gone = person(1, Role.ADMINISTRATOR), person(2)
    gone.deleted_at = utcnow()
    assert not policies.can_give_role(actor, person(3, confirmed=False), Role.MODERATOR, department_id=None)
    assert not policies.can_give_role(actor, gone, Role.MODERATOR, department_id=None)


def test_administrator_role_is_not_taken_from_oneself_or_from_the_last() -> None:
    actor, other = person(1, Role.ADMINISTRATOR), person(2, Role.ADMINISTRATOR, Role.MODERATOR)
    assert policies.can_revoke_role(actor, other, Role.ADMINISTRATOR, administrators=2)
    assert not policies.can_revoke_role(actor, other, Role.ADMINISTRATOR, administrators=1)
    assert not policies.can_revoke_role(actor, actor, Role.ADMINISTRATOR, administrators=2)
    assert policies.can_revoke_role(actor, other, Role.MODERATOR, administrators=1)


def test_everybody_may_leave_except_the_last_administrator() -> None:
    assert policies.can_delete_account(person(1), administrators=1)
    assert policies.can_delete_account(person(1, Role.MODERATOR), administrators=0)
    assert policies.can_delete_account(person(1, Role.ADMINISTRATOR), administrators=2)
    assert not policies.can_delete_account(person(1, Role.ADMINISTRATOR), administrators=1)
