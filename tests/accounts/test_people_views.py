"""Administration of people and roles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from civic.accounts import queries
from civic.accounts.events import RoleGiven, RoleRevoked
from civic.accounts.models import RoleGrant, User
from civic.accounts.queries import user_with_roles
from civic.accounts.services import create_imported_author
from civic.db import session, utcnow
from civic.events import Event
from civic.policy import Role
from tests.factories import make_department, make_user

SignIn = Callable[[User], FlaskClient]


def roles_of(user: User) -> frozenset[Role]:
    session.expire_all()
    found = user_with_roles(user.id)
    assert found is not None
    return found.roles


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.COORDINATOR, Role.DEPARTMENT])
def test_only_administrators_come_in(sign_in: SignIn, role: Role | None) -> None:
    user, other = make_user(roles=[role] if role else [], departments=[make_department()] if role is Role.DEPARTMENT else []), make_user()
    browser = sign_in(user)
    assert browser.get("/en/admin/people").status_code == 403
    assert browser.post(f"/en/admin/people/{other.id}", data={"role": "administrator", "department_id": "0"}).status_code == 403
    assert roles_of(other) == frozenset()


def test_people_are_found_and_listed_page_by_page(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PEOPLE", 2)
    browser = sign_in(make_user("かんり太郎", roles=(Role.ADMINISTRATOR,)))
    found = [make_user(f"さがす{number}") for number in range(3)]
    first = browser.get("/en/admin/people?search=さがす").text
    assert ["さがす0" in first, "さがす1" in first, "さがす2" in first] == [True, True, False]
    assert f"after={found[1].id}" in first
    second = browser.get(f"/en/admin/people?search=さがす&after={found[1].id}").text
    assert ["さがす1" in second, "さがす2" in second] == [False, True]
    assert "Nobody was found." in browser.get("/en/admin/people?search=nobody").text
    for odd in ("after=x", f"after={2**70}", "after=-1", "search=%00", "search=" + "x" * 3000):
        assert browser.get(f"/en/admin/people?{odd}").status_code == 200


def test_people_page_costs_the_same_for_one_and_for_three(sign_in: SignIn, count_statements: object) -> None:
    browser = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    counts = []
    for _number in range(2):
        with count_statements() as counted:  # type: ignore[operator]  # the fixture is a context manager
            assert browser.get("/en/admin/people").status_code == 200
        counts.append(counted.count)
        make_user(roles=(Role.MODERATOR,))
        make_user(departments=(make_department(),))
    assert counts[0] == counts[1]


def test_role_is_given_and_taken_and_works_at_once(sign_in: SignIn, captured_events: list[Event]) -> None:
    administrator, user, department = make_user(roles=(Role.ADMINISTRATOR,)), make_user(), make_department()
    browser, theirs = sign_in(administrator), sign_in(user)
    page = f"/en/admin/people/{user.id}"
    assert theirs.get("/en/admin/people").status_code == 403
    for typed in ({"role": "administrator", "department_id": "0"}, {"role": "department", "department_id": str(department.id)}):
        assert browser.post(page, data=typed).status_code == 303
    assert theirs.get("/en/admin/people").status_code == 200
    assert roles_of(user) == {Role.ADMINISTRATOR, Role.DEPARTMENT}
    grants = session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id).order_by(RoleGrant.id)).all()
    assert browser.get(page).text.count("Take this role back") == 2
    for grant in grants:
        assert browser.post(f"{page}/grants/{grant.id}/revoke").status_code == 303
    assert theirs.get("/en/admin/people").status_code == 403
    assert browser.post(f"{page}/grants/{grants[0].id}/revoke").status_code == 404
    kinds = [(type(event), event.actor_id) for event in captured_events]
    assert kinds == [(kind, administrator.id) for kind in (RoleGiven, RoleGiven, RoleRevoked, RoleRevoked)]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"role": "department", "department_id": "0"},
        {"role": "king", "department_id": "0"},
        {"role": "department", "department_id": "x"},
    ],
)
def test_role_that_cannot_be_is_told_at_the_form(sign_in: SignIn, typed: dict[str, str]) -> None:
    user = make_user()
    assert sign_in(make_user(roles=(Role.ADMINISTRATOR,))).post(f"/en/admin/people/{user.id}", data=typed).status_code == 422
    assert roles_of(user) == frozenset()


def test_department_that_was_chosen_for_another_role_is_left_out(sign_in: SignIn) -> None:
    user, department = make_user(), make_department()
    browser = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    typed = {"role": "moderator", "department_id": str(department.id)}
    assert browser.post(f"/en/admin/people/{user.id}", data=typed).status_code == 303
    assert session.scalars(select(RoleGrant.department_id).where(RoleGrant.user_id == user.id)).all() == [None]


def test_role_for_an_unconfirmed_account_and_twice_is_refused(sign_in: SignIn) -> None:
    browser = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    unconfirmed, moderator = make_user(confirmed=False), make_user(roles=(Role.MODERATOR,))
    typed = {"role": "moderator", "department_id": "0"}
    assert browser.post(f"/en/admin/people/{unconfirmed.id}", data=typed).status_code == 403
    assert browser.post(f"/en/admin/people/{moderator.id}", data=typed).status_code == 409


def test_own_and_last_administrator_role_stays(sign_in: SignIn) -> None:
    administrator = make_user(roles=(Role.ADMINISTRATOR,))
    make_user(roles=(Role.ADMINISTRATOR,))
    answer = sign_in(administrator).post(f"/en/admin/people/{administrator.id}/grants/{administrator.grants[0].id}/revoke")
    assert (answer.status_code, "One administrator has to stay" in answer.text) == (403, True)
    assert roles_of(administrator) == {Role.ADMINISTRATOR}


def test_grant_of_another_person_deleted_and_imported_accounts_are_not_found(sign_in: SignIn) -> None:
    browser = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    user, moderator, gone = make_user(), make_user(roles=(Role.MODERATOR,)), make_user()
    gone.deleted_at = utcnow()
    imported = create_imported_author(source_key="x", display_name="ご意見", language="ja")
    assert browser.post(f"/en/admin/people/{user.id}/grants/{moderator.grants[0].id}/revoke").status_code == 404
    for hidden in (gone.id, imported.id, 10**6):
        assert browser.get(f"/en/admin/people/{hidden}").status_code == 404
    assert session.scalar(select(func.count(RoleGrant.id)).where(RoleGrant.revoked_at.is_(None))) == 2
