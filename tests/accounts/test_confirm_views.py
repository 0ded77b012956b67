"""The links that prove an address: opening changes nothing, holding one is not enough, each works once."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from civic.accounts.models import Attempt, User
from civic.accounts.passwords import verify_password
from civic.accounts.queries import user_by_email
from civic.accounts.tokens import Purpose, make_token
from civic.db import session, utcnow
from tests.accounts.links import path_in
from tests.factories import PASSWORD, make_user

THEIRS, NEW = "chosen by somebody else", "seven blue umbrellas"
ADDRESS = "hana@example.jp"
SignIn = Callable[[User], FlaskClient]


def waiting_account() -> tuple[User, str]:
    user = make_user("知らない人", email=ADDRESS, confirmed=False, password=THEIRS, language="en")
    return user, f"/en/confirm/{make_token(user, Purpose.CONFIRM)}"


def changing_account() -> tuple[User, str]:
    user = make_user(email="old@example.jp")
    user.new_email = ADDRESS
    session.flush()
    return user, f"/en/account/email/confirm/{make_token(user, Purpose.EMAIL)}"


def is_inside(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def enter(client: FlaskClient, password: str) -> int:
    return client.post("/en/sign-in", data={"email": ADDRESS, "password": password}).status_code


def test_strangers_password_never_becomes_live_by_a_press_of_the_owner_of_the_mailbox(
    app: object, client: FlaskClient, run_worker: Callable[[], int], mails: list[EmailMessage]
) -> None:
    stranger = client
    asked = {"email": ADDRESS, "display_name": "Somebody", "password": THEIRS, "agrees": "y"}
    stranger.post("/en/sign-up", data=asked)
    run_worker()
    link = path_in(mails[0])
    owner = app.test_client()  # type: ignore[attr-defined]  # the fixture is a Flask
    for typed in ({}, {"password": ""}, {"password": NEW}):
        answer = owner.post(link, data=typed)
        assert answer.status_code == 422
        assert 'id="password-error"' in answer.text
        assert NEW not in answer.text
    assert enter(stranger, THEIRS) == 422
    page = owner.get(link).text
    assert ADDRESS in page
    assert f'href="{link}/new-password"' in page
    answer = owner.post(f"{link}/new-password", data={"display_name": "はな", "password": NEW})
    assert (answer.status_code, is_inside(owner)) == (303, True)
    assert enter(stranger, THEIRS) == 422
    assert not is_inside(stranger)
    user = user_by_email(ADDRESS)
    assert user is not None
    assert (user.display_name, verify_password(user.password_hash, NEW)) == ("はな", True)


def test_password_chosen_at_sign_up_confirms_and_signs_in(client: FlaskClient) -> None:
    user, link = waiting_account()
    answer = client.post(link, data={"password": THEIRS})
    assert (answer.status_code, answer.location, is_inside(client)) == (303, "/en/", True)
    session.refresh(user)
    assert user.email_confirmed_at is not None


def test_opening_changes_nothing(client: FlaskClient) -> None:
    user, link = waiting_account()
    for page in (link, f"{link}/new-password"):
        assert client.get(page).status_code == 200
        assert client.head(page).status_code == 200
    assert client.get(f"{link}/not-me").status_code == 405
    session.refresh(user)
    assert (user.email_confirmed_at, user.deleted_at, is_inside(client)) == (None, None, False)
    assert verify_password(user.password_hash, THEIRS)


@pytest.mark.parametrize("act", ["", "/new-password", "/not-me"])
def test_each_way_uses_the_link_up(client: FlaskClient, act: str) -> None:
    _user, link = waiting_account()
    typed = {"display_name": "はな", "password": THEIRS}
    assert client.post(link + act, data=typed).status_code == 303
    assert [client.post(link + way, data=typed).status_code for way in ("", "/new-password", "/not-me")] == [410] * 3
    assert [client.get(link + way).status_code for way in ("", "/new-password")] == [410] * 2


def test_not_me_removes_the_waiting_account(client: FlaskClient) -> None:
    user, link = waiting_account()
    answer = client.post(f"{link}/not-me")
    assert answer.status_code == 303
    assert "Your e-mail address is not used" in client.get(answer.location).text
    session.refresh(user)
    assert (user.email, user.display_name, user.deleted_at is not None) == (None, "", True)
    assert enter(client, THEIRS) == 422


def test_signed_in_browser_of_the_account_needs_no_password_and_another_ones_does(sign_in: SignIn) -> None:
    user, link = waiting_account()
    own, other = sign_in(user), sign_in(make_user())
    assert 'type="password"' in other.get(link).text
    assert other.post(link).status_code == 422
    assert 'type="password"' not in own.get(link).text
    assert own.post(link).status_code == 303
    session.refresh(user)
    assert user.email_confirmed_at is not None
    assert is_inside(own)


def test_new_password_ends_what_was_open(client: FlaskClient, sign_in: SignIn) -> None:
    user, link = waiting_account()
    elsewhere = sign_in(user)
    assert client.post(f"{link}/new-password", data={"display_name": "はな", "password": NEW}).status_code == 303
    assert (is_inside(elsewhere), is_inside(client)) == (False, True)


@pytest.mark.parametrize(("field", "value"), [("password", "password123"), ("password", ADDRESS), ("display_name", "市役所")])
def test_new_name_and_password_follow_the_rules(client: FlaskClient, field: str, value: str) -> None:
    user, link = waiting_account()
    answer = client.post(f"{link}/new-password", data={"display_name": "はな", "password": NEW} | {field: value})
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    session.refresh(user)
    assert (user.email_confirmed_at, verify_password(user.password_hash, THEIRS)) == (None, True)


def test_tries_are_counted_and_the_other_ways_stay_open(client: FlaskClient) -> None:
    _user, link = waiting_account()
    with time_machine.travel(utcnow(), tick=False):
        assert [client.post(link, data={"password": PASSWORD}).status_code for _number in range(11)] == [422] * 10 + [429]
        assert client.post(link, data={"password": THEIRS}).status_code == 429
        assert session.scalar(select(func.max(Attempt.tries)).where(Attempt.scope == "confirm")) == 12
        assert client.post(f"{link}/new-password", data={"display_name": "はな", "password": NEW}).status_code == 303


def test_press_in_a_strangers_mail_does_not_lend_the_mailbox_to_their_account(client: FlaskClient, sign_in: SignIn) -> None:
    user, link = changing_account()
    other = sign_in(make_user())
    for browser in (client, other):
        assert 'type="password"' in browser.get(link).text
        assert [browser.post(link, data=typed).status_code for typed in ({}, {"password": NEW})] == [422, 422]
    session.refresh(user)
    assert user.email == "old@example.jp"
    assert client.get(f"{link}/not-me").status_code == 405
    assert client.post(f"{link}/not-me").status_code == 303
    session.refresh(user)
    assert (user.email, user.new_email, user.deleted_at) == ("old@example.jp", None, None)
    assert [client.get(link).status_code, client.post(link, data={"password": PASSWORD}).status_code] == [410, 410]


def test_own_browser_changes_the_address_by_a_press(sign_in: SignIn) -> None:
    user, link = changing_account()
    own = sign_in(user)
    assert 'type="password"' not in own.get(link).text
    assert own.post(link).location == "/en/account/email"
    session.refresh(user)
    assert (user.email, user.new_email) == (ADDRESS, None)


def test_guesses_behind_a_link_to_a_new_address_are_limited(client: FlaskClient) -> None:
    _user, link = changing_account()
    with time_machine.travel(utcnow(), tick=False):
        assert [client.post(link, data={"password": NEW}).status_code for _number in range(11)] == [422] * 10 + [429]
        assert client.post(link, data={"password": PASSWORD}).status_code == 429
