"""Links that are not valid, ways off this site, forms from elsewhere, planted cookies, and what reaches logs and refusals."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import quote, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from civic.accounts import sessions
from civic.accounts.models import Attempt, User
from civic.accounts.passwords import verify_password
from civic.accounts.tokens import LIFETIME, Purpose, make_token
from civic.db import session, utcnow
from tests.factories import PASSWORD, make_comment, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")
NEW = "seven blue umbrellas"
SIGN_UP = {"email": "hana@example.jp", "display_name": "はなこ", "password": PASSWORD, "agrees": "y"}
ADDRESS_OF = {Purpose.CONFIRM: "confirm", Purpose.RESET: "password/reset", Purpose.EMAIL: "account/email/confirm"}
SignIn = Callable[[User], FlaskClient]
Worker = Callable[[], int]


def enter(browser: FlaskClient, email: str, password: str = PASSWORD, *, query: str = "", **more: str) -> TestResponse:
    return browser.post(f"/en/sign-in{query}", data={"email": email, "password": password, **more})


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://\S+", mail.get_content())
    assert found is not None
    return urlsplit(found[0]).path


def link(user: User, purpose: Purpose, language: str = "en") -> str:
    return f"/{language}/{ADDRESS_OF[purpose]}/{make_token(user, purpose)}"


def is_signed_in(browser: FlaskClient) -> bool:
    return browser.get("/en/account").status_code == 200


def cookie_of(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("civic")
    return cookie.value if cookie is not None else ""


@pytest.mark.parametrize("language", ["ja", "vi"])
@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("state", ["forged", "expired", "of another purpose", "of a deleted person"])
def test_link_that_is_not_valid_is_a_page_in_the_readers_language(client: FlaskClient, purpose: Purpose, state: str, language: str) -> None:
    user = make_user(confirmed=purpose is not Purpose.CONFIRM, language="en")
    user.new_email = "new@example.jp"
    address, now = link(user, purpose, language), utcnow()
    if state == "forged":
        address = address[:-3] + "AAA"
    elif state == "of another purpose":
        other = next(one for one in Purpose if one is not purpose)
        address = f"/{language}/{ADDRESS_OF[purpose]}/{make_token(user, other)}"
    elif state == "of a deleted person":
        user.deleted_at = now
    with time_machine.travel(now + timedelta(seconds=LIFETIME[purpose] + 60 if state == "expired" else 0), tick=False):
        for answer in (client.get(address), client.post(address, data={"password": NEW})):
            assert answer.status_code == 410
            assert f'lang="{language}"' in answer.text
            assert answer.headers["Cache-Control"].startswith("private")
    assert verify_password(user.password_hash, PASSWORD)


def test_forgotten_password_stops_after_five_for_one_address_known_or_not(client: FlaskClient) -> None:
    make_user(email="known@example.jp")
    with time_machine.travel("2026-11-25T12:00:10+00:00", tick=False):
        for address in ("known@example.jp", "nobody@example.jp"):
            statuses = [client.post("/en/password/forgot", data={"email": address}).status_code for _number in range(6)]
            assert statuses == [303] * 5 + [429]


def test_eleventh_try_is_refused_and_stays_counted(client: FlaskClient) -> None:
    make_user(email="known@example.jp")
    with time_machine.travel("2026-11-25T12:00:10+00:00", tick=False) as clock:
        statuses = [enter(client, "known@example.jp", "wrong horse battery").status_code for _number in range(11)]
        assert statuses == [422] * 10 + [429]
        refused = enter(client, "KNOWN@example.jp", PASSWORD)
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) == 890
        assert PASSWORD not in refused.text
        assert session.scalar(select(func.max(Attempt.tries)).where(Attempt.scope == "sign-in")) == 12
        assert enter(client, "another@example.jp").status_code == 422
        clock.shift(timedelta(minutes=15))
        assert enter(client, "known@example.jp").status_code == 303


def test_cookie_planted_before_sign_in_is_worth_nothing_after(app: Flask, client: FlaskClient) -> None:
    user = make_user()
    with client.session_transaction() as planted:
        planted["_user_id"], planted["planted"] = "chosen by somebody", "x"
    before = cookie_of(client)
    assert before
    assert enter(client, user.email or "").status_code == 303
    after = cookie_of(client)
    assert after != before
    with client.session_transaction() as content:
        assert "planted" not in content
        assert content["_user_id"] != "chosen by somebody"
    other = app.test_client()
    other.set_cookie("civic", before)
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/en/processes?page=2", "/en/processes?page=2"),
        ("/ja/account", "/ja/account"),
        ("", "/en/"),
        ("https://evil.example/", "/en/"),
        ("//evil.example/", "/en/"),
        ("///evil.example/", "/en/"),
        ("/\\evil.example/", "/en/"),
        ("\\\\evil.example/", "/en/"),
        ("/\t/evil.example/", "/en/"),
        ("/\n/evil.example/", "/en/"),
        (" //evil.example/", "/en/"),
        ("javascript:alert(1)", "/en/"),
        ("evil.example", "/en/"),
        ("http:evil.example", "/en/"),
        ("/\u202e/evil.example", "/en/"),
    ],
)
def test_after_sign_in_the_person_stays_on_this_site(app: Flask, client: FlaskClient, target: str, goes_to: str) -> None:
    user = make_user()
    assert enter(client, user.email or "", next=target).location == goes_to
    browser = app.test_client()
    assert enter(browser, user.email or "", query=f"?next={quote(target)}").location == goes_to
    assert browser.get(f"/en/sign-in?next={quote(target)}").location == goes_to


def test_forms_with_passwords_and_links_are_not_stored_even_signed_out(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    user = make_user()
    for address in ("/en/sign-in", "/en/sign-up", "/en/password/forgot", link(user, Purpose.RESET)):
        answer = app.test_client().get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store", address


def test_writing_needs_the_token_of_the_form(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    user = make_user()
    browser = sign_in(user)
    app.config["WTF_CSRF_ENABLED"] = True
    for address in ("sign-out", "sign-out-everywhere", "account/profile", "account/password", "account/delete", "account/data"):
        assert browser.post(f"/en/{address}", data={"password": PASSWORD}).status_code == 400, address
    for address in ("/en/sign-in", "/en/sign-up", "/en/password/forgot", link(user, Purpose.RESET)):
        assert client.post(address, data={**SIGN_UP, "email": user.email}).status_code == 400, address
    assert is_signed_in(browser)
    page = client.get("/en/sign-in").text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    assert enter(client, user.email or "", csrf_token=found[1]).status_code == 303


def test_no_token_reaches_the_log(app: Flask, client: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    user = make_user()
    address = link(user, Purpose.RESET)
    client.get(address)
    client.post(address, data={"password": "short"})
    client.post(address[:-3] + "AAA", data={"password": NEW})
    enter(client, "somebody@example.jp", "wrong horse battery")
    written = "".join(capfd.readouterr())
    for secret in (address.rsplit("/", 1)[1][:40], NEW, "somebody@example.jp", "wrong horse"):
        assert secret not in written


def test_password_is_asked_ten_times_and_the_refusal_does_not_repeat_it(sign_in: SignIn) -> None:
    user = make_user()
    browser = sign_in(user)
    typed = {"current_password": "almost my password", "password": NEW}
    with time_machine.travel(utcnow(), tick=False):
        statuses = [browser.post("/en/account/password", data=typed).status_code for _number in range(10)]
        refused = browser.post("/en/account/password", data=typed)
        deleting = browser.post("/en/account/delete", data={"password": PASSWORD})
    assert statuses == [422] * 10
    assert (refused.status_code, deleting.status_code) == (429, 429)
    assert "almost my password" not in refused.text
    assert NEW not in refused.text
    assert user.deleted_at is None


def test_deleted_person_is_a_former_participant_everywhere(client: FlaskClient, sign_in: SignIn) -> None:
    user = make_user("きえるひと", email="gone@example.jp")
    proposal = make_proposal(author=user)
    make_comment("のこる意見", subject=proposal, author=user)
    browser, other = sign_in(user), sign_in(user)
    address = f"/en/proposals/{proposal.id}"
    assert client.get(address).text.count("きえるひと") == 2
    wrong = browser.post("/en/account/delete", data={"password": "wrong"})
    assert wrong.status_code == 422
    assert browser.post("/en/account/delete", data={"password": PASSWORD}).status_code == 303
    assert not is_signed_in(browser)
    assert not is_signed_in(other)
    page = client.get(address).text
    assert "きえるひと" not in page
    assert "のこる意見" in page
    assert page.count("Former participant") == 2
    assert enter(client, "gone@example.jp").status_code == 422
    assert sessions.check_password("gone@example.jp", PASSWORD) is None
