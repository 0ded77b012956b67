"""Roles given and taken."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from civic.accounts import services
from civic.accounts.events import RoleGiven, RoleRevoked
from civic.accounts.models import RoleGrant, User
from civic.accounts.queries import user_with_roles
from civic.db import session
from civic.events import Event
from civic.policy import ConflictError, NotAllowedError, Role
from tests.factories import make_department, make_user

pytestmark = pytest.mark.usefixtures("database")


def reloaded(user: User) -> User:
    session.flush()
    session.expire_all()
    found = user_with_roles(user.id)
    assert found is not None
    return found


def test_give_role_is_recorded_with_who_gave_it(captured_events: list[Event]) -> None:
    actor, user, department = make_user(roles=(Role.ADMINISTRATOR,)), make_user(), make_department()
    services.give_role(user, Role.MODERATOR, actor=actor)
    services.give_role(user, Role.DEPARTMENT, actor=actor, department_id=department.id)
    assert reloaded(user).roles == {Role.MODERATOR, Role.DEPARTMENT}
    assert user.department_ids == {department.id}
    assert set(session.scalars(select(RoleGrant.granted_by_id).where(RoleGrant.user_id == user.id))) == {actor.id}
    assert captured_events == [
        RoleGiven(actor_id=actor.id, user_id=user.id, role=Role.MODERATOR, department_id=None),
        RoleGiven(actor_id=actor.id, user_id=user.id, role=Role.DEPARTMENT, department_id=department.id),
    ]


def test_give_role_twice_is_a_conflict_but_two_departments_are_not(captured_events: list[Event]) -> None:
    actor, user = make_user(roles=(Role.ADMINISTRATOR,)), make_user()
    first, second = make_department(), make_department("公園課")
    services.give_role(user, Role.DEPARTMENT, actor=actor, department_id=first.id)
    services.give_role(user, Role.DEPARTMENT, actor=actor, department_id=second.id)
    with pytest.raises(ConflictError):
        services.give_role(user, Role.DEPARTMENT, actor=actor, department_id=first.id)
    assert reloaded(user).department_ids == {first.id, second.id}
    assert len(captured_events) == 2


def test_give_role_without_the_right_changes_nothing(captured_events: list[Event]) -> None:
    user = make_user()
    for actor in (user, make_user(roles=(Role.MODERATOR, Role.COORDINATOR))):
        with pytest.raises(NotAllowedError):
            services.give_role(user, Role.ADMINISTRATOR, actor=actor)
    assert (reloaded(user).roles, captured_events) == (frozenset(), [])


def test_operator_gives_a_role_once(captured_events: list[Event]) -> None:
    user = make_user()
    for _number in range(2):
        services.give_role_by_operator(user, Role.ADMINISTRATOR)
    assert reloaded(user).roles == {Role.ADMINISTRATOR}
    assert captured_events == [RoleGiven(actor_id=None, user_id=user.id, role=Role.ADMINISTRATOR, department_id=None)]


def test_revoke_role_keeps_the_record_and_can_be_given_again(captured_events: list[Event]) -> None:
    actor, user = make_user(roles=(Role.ADMINISTRATOR,)), make_user(roles=(Role.MODERATOR,))
    grant = user.grants[0]
    services.revoke_role(grant, user=user, actor=actor)
    session.refresh(grant)
    assert (grant.revoked_by_id, grant.revoked_at is None) == (actor.id, False)
    assert reloaded(user).roles == frozenset()
    actor = reloaded(actor)
    assert captured_events == [RoleRevoked(actor_id=actor.id, user_id=user.id, role=Role.MODERATOR, department_id=None)]
    services.give_role(user, Role.MODERATOR, actor=actor)
    assert reloaded(user).roles == {Role.MODERATOR}


def test_revoke_role_a_second_time_is_a_conflict(captured_events: list[Event]) -> None:
    actor, user = make_user(roles=(Role.ADMINISTRATOR,)), make_user(roles=(Role.MODERATOR,))
    grant = user.grants[0]
    services.revoke_role(grant, user=user, actor=actor)
    with pytest.raises(ConflictError):
        services.revoke_role(grant, user=user, actor=actor)
    assert len(captured_events) == 1


def test_administrator_role_of_oneself_and_of_the_last_stays() -> None:
    first, second = make_user(roles=(Role.ADMINISTRATOR,)), make_user(roles=(Role.ADMINISTRATOR,))
    with pytest.raises(NotAllowedError):
        services.revoke_role(first.grants[0], user=first, actor=first)
    services.revoke_role(second.grants[0], user=second, actor=first)
    with pytest.raises(NotAllowedError):
        services.revoke_role(first.grants[0], user=first, actor=first)
    assert reloaded(first).roles == {Role.ADMINISTRATOR}
