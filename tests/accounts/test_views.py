"""Signing up, in and out, and a forgotten password, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from civic.accounts.models import Attempt, User, UserSession
from civic.accounts.passwords import verify_password
from civic.accounts.queries import user_by_email
from civic.accounts.tokens import Purpose, make_token
from civic.db import session, utcnow
from civic.outbox.models import OutboxMessage
from civic.policy import Role
from tests.accounts.links import path_in
from tests.factories import PASSWORD, make_user

NEW = "seven blue umbrellas"
TYPED = {"email": "an@example.jp", "display_name": "Nguyễn Văn An", "password": NEW, "agrees": "y"}
Work = Callable[[], int]
SignIn = Callable[[User], FlaskClient]


def enter(client: FlaskClient, email: str = "an@example.jp", password: str = PASSWORD, **more: str) -> int:
    return client.post("/en/sign-in", data={"email": email, "password": password, **more}).status_code


def is_inside(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def waiting() -> list[str]:
    return [kind.removeprefix("mail.accounts.") for kind in session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id))]


def test_from_sign_up_by_mail_to_the_own_page(client: FlaskClient, run_worker: Work, mails: list[EmailMessage]) -> None:
    assert client.get("/vi/sign-up").status_code == 200
    answer = client.post("/vi/sign-up", data=TYPED)
    assert (answer.status_code, answer.location) == (303, "/vi/sign-up/sent")
    assert client.get("/vi/sign-up/sent").status_code == 200
    run_worker()
    link = path_in(mails[0])
    user = user_by_email("an@example.jp")
    assert user is not None
    assert client.get(link).status_code == 200
    session.refresh(user)
    assert user.email_confirmed_at is None
    assert client.post(link, data={"password": NEW}).location == "/vi/"
    assert (client.get(link).status_code, client.post(link, data={"password": NEW}).status_code) == (410, 410)
    page = client.get("/vi/account")
    assert (page.status_code, "Nguyễn Văn An" in page.text) == (200, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "an@"),
        ("email", ""),
        ("display_name", "市役所"),
        ("display_name", "Mihon City"),
        ("password", "password123"),
        ("agrees", ""),
    ],
)
def test_sign_up_with_an_error_comes_back_filled_and_changes_nothing(client: FlaskClient, field: str, value: str) -> None:
    typed = {key: text for key, text in (TYPED | {field: value}).items() if text}
    answer = client.post("/en/sign-up", data=typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert NEW not in answer.text
    for kept in {"email", "display_name"} & set(typed):
        assert f'value="{typed[kept]}"' in answer.text
    assert (session.scalar(select(func.count(User.id))), waiting()) == (0, [])


def test_form_names_what_browsers_and_managers_of_passwords_look_for(client: FlaskClient, sign_in: SignIn) -> None:
    def marks(page: str) -> set[str]:
        return set(re.findall(r'autocomplete="([a-z-]+)"', page.partition("<main")[2]))

    assert marks(client.get("/en/sign-up").text) == {"email", "nickname", "new-password"}
    assert marks(client.get("/en/sign-in").text) == {"username", "current-password"}
    assert marks(client.get("/en/password/forgot").text) == {"email"}
    own = sign_in(make_user())
    assert marks(own.get("/en/account/password").text) == {"current-password", "new-password"}
    assert marks(own.get("/en/account/email").text) == {"email", "current-password"}
    for page in ("data", "delete"):
        assert marks(own.get(f"/en/account/{page}").text) == {"current-password"}


def test_sign_in_leads_back_to_where_one_was(client: FlaskClient) -> None:
    make_user(email="an@example.jp")
    answer = client.get("/en/account/devices")
    assert answer.location == "/en/sign-in?next=/en/account/devices"
    assert 'value="/en/account/devices"' in client.get(answer.location).text
    answer = client.post("/en/sign-in", data={"email": "an@example.jp", "password": PASSWORD, "next": "/en/account/devices"})
    assert (answer.status_code, answer.location) == (303, "/en/account/devices")
    assert is_inside(client)


@pytest.mark.parametrize(("email", "password"), [("an@example.jp", "wrong password"), ("nobody@example.jp", PASSWORD), ("a\x00b", "x")])
def test_sign_in_refusal_is_one_sentence_for_all_and_is_counted(client: FlaskClient, email: str, password: str) -> None:
    make_user(email="an@example.jp")
    answer = client.post("/en/sign-in", data={"email": email, "password": password})
    assert answer.status_code == 422
    assert "The e-mail address or the password is not right." in answer.text
    assert password not in answer.text or password == "x"
    assert session.scalar(select(func.count(Attempt.id))) == 3
    assert not is_inside(client)


def test_unconfirmed_account_is_not_signed_in_and_the_forgotten_password_mails_its_link_again(client: FlaskClient) -> None:
    make_user(email="an@example.jp", confirmed=False)
    assert enter(client) == 422
    assert waiting() == []
    assert not is_inside(client)
    client.post("/en/password/forgot", data={"email": "an@example.jp"})
    assert waiting() == ["confirm"]


def test_sign_in_makes_a_new_session_and_drops_the_old_content(client: FlaskClient) -> None:
    """A session that somebody planted in this browser must not become the signed-in one (fixation)."""
    make_user(email="an@example.jp")
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["planted"] = "planted-token", "x"
    assert enter(client) == 303
    with client.session_transaction() as cookie:
        first = cookie["_user_id"]
        assert first != "planted-token"
        assert "planted" not in cookie
    client.post("/en/sign-out")
    assert enter(client) == 303
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != first
        assert "an@example.jp" not in str(dict(cookie))


def test_sign_out_ends_the_session_also_for_who_kept_the_cookie(client: FlaskClient) -> None:
    make_user(email="an@example.jp")
    enter(client)
    cookie = client.get_cookie("civic")
    assert cookie is not None
    assert client.post("/en/sign-out").status_code == 303
    assert not is_inside(client)
    client.set_cookie("civic", cookie.value)
    assert not is_inside(client)


def test_sign_out_everywhere_ends_all_sessions_of_this_person_only(sign_in: SignIn) -> None:
    user = make_user()
    here, there, other = sign_in(user), sign_in(user), sign_in(make_user())
    assert here.post("/en/sign-out-everywhere").status_code == 303
    assert [is_inside(browser) for browser in (here, there, other)] == [False, False, True]


def test_session_ends_after_thirty_days_and_after_idling(client: FlaskClient, sign_in: SignIn) -> None:
    resident, moderator = sign_in(make_user()), sign_in(make_user(roles=(Role.MODERATOR,)))
    now = utcnow()

    def inside_after(**time: float) -> list[bool]:
        with time_machine.travel(now + timedelta(**time), tick=False):
            return [is_inside(resident), is_inside(moderator)]

    assert inside_after(hours=7) == [True, True]
    assert inside_after(hours=9) == [True, False]
    assert inside_after(days=15) == [False, False]
    for row in session.scalars(select(UserSession)):
        row.seen_at = now + timedelta(days=31)
    assert inside_after(days=31) == [False, False]


def test_tries_are_limited_for_address_and_network_and_others_stay_free(client: FlaskClient) -> None:
    make_user(email="an@example.jp")
    make_user(email="other@example.jp")
    assert [enter(client, password="wrong password") for _number in range(10)] == [422] * 10
    refused = client.post("/en/sign-in", data={"email": "an@example.jp", "password": PASSWORD})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.post("/en/sign-in", data={"email": "an@example.jp", "password": PASSWORD}, environ_overrides=elsewhere).status_code == 303
    client.post("/en/sign-out")
    assert enter(client, "other@example.jp") == 303


def test_tries_are_free_again_in_the_next_window(client: FlaskClient) -> None:
    make_user(email="an@example.jp")
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False) as clock:
        assert [enter(client, password="wrong password") for _number in range(11)][-1] == 429
        clock.shift(timedelta(minutes=15))
        assert enter(client) == 303


def test_guesses_from_many_networks_are_stopped_and_the_owner_comes_in_by_mail(client: FlaskClient) -> None:
    user = make_user(email="an@example.jp")
    statuses = set()
    for number in range(101):
        answer = client.post(
            "/en/sign-in",
            data={"email": "an@example.jp", "password": "wrong password"},
            environ_overrides={"REMOTE_ADDR": f"198.51.100.{number}"},
        )
        statuses.add(answer.status_code)
    assert statuses == {422, 429}
    assert enter(client) == 429
    answer = client.post(f"/en/password/reset/{make_token(user, Purpose.RESET)}", data={"password": NEW})
    assert (answer.status_code, is_inside(client)) == (303, True)


def test_sign_up_and_reset_are_limited(client: FlaskClient) -> None:
    typed = [TYPED | {"email": f"person-{number}@example.org"} for number in range(21)]
    assert [client.post("/en/sign-up", data=data).status_code for data in typed] == [303] * 20 + [429]
    assert [client.post("/en/password/forgot", data={"email": "an@example.jp"}).status_code for _number in range(6)] == [303] * 5 + [429]


def test_forgotten_password_by_mail(client: FlaskClient, sign_in: SignIn, run_worker: Work, mails: list[EmailMessage]) -> None:
    user = make_user(email="an@example.jp", language="en")
    elsewhere = sign_in(user)
    assert client.post("/en/password/forgot", data={"email": "AN@example.jp"}).location == "/en/sign-up/sent"
    run_worker()
    link = path_in(mails[0])
    assert client.get(link).status_code == 200
    bad = client.post(link, data={"password": "password123"})
    assert (bad.status_code, 'id="password-error"' in bad.text) == (422, True)
    assert is_inside(elsewhere)
    assert client.post(link, data={"password": NEW}).status_code == 303
    session.refresh(user)
    assert verify_password(user.password_hash, NEW)
    assert (is_inside(elsewhere), is_inside(client)) == (False, True)
    assert [client.get(link).status_code, client.post(link, data={"password": PASSWORD}).status_code] == [410, 410]


def test_forgot_with_no_address_is_told(client: FlaskClient) -> None:
    answer = client.post("/en/password/forgot", data={"email": "an"})
    assert (answer.status_code, 'id="email-error"' in answer.text) == (422, True)


@pytest.mark.parametrize("page", ["confirm", "password/reset", "account/email/confirm"])
def test_forged_link_says_what_to_do(client: FlaskClient, page: str) -> None:
    answer = client.get(f"/en/{page}/forged.token.x")
    assert answer.status_code == 410
    assert "Please ask for a new one." in answer.text


def test_signed_in_person_has_nothing_to_do_at_sign_in(sign_in: SignIn) -> None:
    own = sign_in(make_user())
    assert own.get("/en/sign-up").status_code == 303
    assert own.get("/en/sign-in?next=/en/account").location == "/en/account"


def test_pages_of_accounts_are_never_kept_by_browsers_or_proxies(client: FlaskClient, sign_in: SignIn) -> None:
    own = sign_in(make_user())
    for browser, page in ((client, "sign-in"), (client, "sign-up"), (own, "account"), (own, "account/devices")):
        assert "no-store" in browser.get(f"/en/{page}").headers["Cache-Control"]
