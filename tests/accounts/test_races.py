"""Several people, or several requests of one, at the same moment, with real commits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from civic.accounts.models import RoleGrant, User, UserSession
from civic.accounts.passwords import verify_password
from civic.accounts.queries import administrator_count
from civic.accounts.tokens import Purpose, make_token
from civic.db import session, unit_of_work
from civic.policy import Role
from tests import races
from tests.conftest import signed_in_browser
from tests.factories import make_town, make_user

Act = Callable[[FlaskClient], int]


def at_once(acts: list[tuple[FlaskClient, Act]]) -> list[int]:
    """The sorted statuses of acts that start together."""
    return races.at_once([partial(act, browser) for browser, act in acts])


def test_two_administrators_cannot_take_the_role_from_each_other(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        make_town()
        pair = [make_user(roles=(Role.ADMINISTRATOR,)) for _number in range(2)]
        browsers = [signed_in_browser(live_app, user) for user in pair]
        pages = [f"/en/admin/people/{user.id}/grants/{user.grants[0].id}/revoke" for user in pair]

    def taking(page: str) -> Act:
        return lambda browser: browser.post(page).status_code

    assert at_once([(browsers[0], taking(pages[1])), (browsers[1], taking(pages[0]))]) == [303, 403]
    with live_app.app_context():
        assert administrator_count() == 1


def test_two_administrators_cannot_both_leave(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        make_town()
        browsers = [signed_in_browser(live_app, make_user(roles=(Role.ADMINISTRATOR,))) for _number in range(2)]
    leave: Act = lambda browser: browser.post("/en/account/delete", data={"password": "correct horse battery"}).status_code  # noqa: E731 - one line says it
    assert at_once([(browser, leave) for browser in browsers]) == [303, 403]
    with live_app.app_context():
        assert administrator_count() == 1


def test_one_role_is_given_once(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        make_town()
        page = f"/en/admin/people/{make_user().id}"
        browsers = [signed_in_browser(live_app, make_user(roles=(Role.ADMINISTRATOR,))) for _number in range(3)]

    def give(browser: FlaskClient) -> int:
        return browser.post(page, data={"role": "moderator", "department_id": "0"}).status_code

    assert at_once([(browser, give) for browser in browsers]) == [303, 409, 409]
    with live_app.app_context():
        assert session.scalar(select(func.count(RoleGrant.id)).where(RoleGrant.role == Role.MODERATOR)) == 1


def test_one_address_becomes_one_account(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        make_town()

    def sign_up(browser: FlaskClient) -> int:
        typed = {"email": "an@example.jp", "display_name": "An", "password": "seven blue umbrellas", "agrees": "y"}
        return browser.post("/en/sign-up", data=typed).status_code

    assert at_once([(live_app.test_client(), sign_up) for _number in range(4)]) == [303] * 4
    with live_app.app_context():
        assert session.scalar(select(func.count(User.id))) == 1


def test_guesses_at_the_same_moment_are_all_counted(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        make_town()
        make_user(email="an@example.jp")

    def guess(browser: FlaskClient) -> int:
        return browser.post("/en/sign-in", data={"email": "an@example.jp", "password": "wrong password"}).status_code

    statuses = [status for _round in range(3) for status in at_once([(live_app.test_client(), guess) for _number in range(5)])]
    assert sorted(statuses) == [422] * 10 + [429] * 5


def test_one_link_is_used_once(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        make_town()
        page = f"/en/confirm/{make_token(make_user(confirmed=False), Purpose.CONFIRM)}"

    def confirm(browser: FlaskClient) -> int:
        return browser.post(page, data={"password": "correct horse battery"}).status_code

    assert at_once([(live_app.test_client(), confirm) for _number in range(3)]) == [303, 410, 410]
    with live_app.app_context():
        assert session.scalar(select(func.count(UserSession.id))) == 1


def test_sign_up_at_the_moment_of_confirming_does_not_slip_its_password_in(live_app: Flask) -> None:
    """Either the owner was first and the account keeps its password, or the other was and the link is void."""
    typed = {"email": "an@example.jp", "display_name": "Somebody", "password": "chosen by somebody else", "agrees": "y"}
    with live_app.app_context(), unit_of_work():
        make_town()
    for number in range(6):
        with live_app.app_context(), unit_of_work():
            user = make_user(email=f"an{number}@example.jp", confirmed=False)
            page, user_id = f"/en/confirm/{make_token(user, Purpose.CONFIRM)}", user.id
        statuses: dict[str, int] = {}

        def confirm(browser: FlaskClient, page: str = page, seen: dict[str, int] = statuses) -> int:
            seen["confirm"] = browser.post(page, data={"password": "correct horse battery"}).status_code
            return seen["confirm"]

        def ask(browser: FlaskClient, number: int = number) -> int:
            return browser.post("/en/sign-up", data=typed | {"email": f"an{number}@example.jp"}).status_code

        at_once([(live_app.test_client(), confirm), (live_app.test_client(), ask)])
        with live_app.app_context():
            kept = session.get_one(User, user_id)
            is_live, is_owners = kept.email_confirmed_at is not None, verify_password(kept.password_hash, "correct horse battery")
        assert (statuses["confirm"], is_live, is_owners) in {(303, True, True), (410, False, False)}
