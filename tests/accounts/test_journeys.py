"""Sign-up, sign-in, links and a person's own pages, as a browser meets them."""

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
from civic.accounts.models import Attempt, RoleGrant, User, UserSession
from civic.accounts.passwords import verify_password
from civic.accounts.queries import user_by_email
from civic.accounts.tokens import LIFETIME, Purpose, make_token
from civic.db import session, utcnow
from civic.policy import Role
from tests.factories import PASSWORD, make_comment, make_department, make_proposal, make_town, make_user

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


def test_sign_up_answers_the_same_whoever_has_the_address(
    app: Flask, client: FlaskClient, run_worker: Worker, mails: list[EmailMessage]
) -> None:
    make_user(email="known@example.jp", language="en")
    make_user(email="waiting@example.jp", confirmed=False, language="en")
    answers = []
    for address in ("known@example.jp", "waiting@example.jp", "nobody@example.jp"):
        browser = app.test_client()
        answer = browser.post("/en/sign-up", data={**SIGN_UP, "email": address})
        after = browser.get(answer.location)
        body = re.sub(r'nonce="[^"]*"', "", after.text)
        answers.append((answer.status_code, answer.location, answer.data, answer.headers.get("Set-Cookie"), after.status_code, body))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][:2] == (303, "/en/sign-up/sent")
    run_worker()
    subjects = {mail["To"]: mail["Subject"] for mail in mails}
    assert subjects["known@example.jp"] == "You already have an account"
    assert subjects["waiting@example.jp"] == subjects["nobody@example.jp"] == "Please confirm your e-mail address"


@pytest.mark.parametrize(
    "given",
    [
        {"email": "not an address"},
        {"email": ""},
        {"display_name": "みほん市"},
        {"display_name": "アドミン"},
        {"display_name": "はな\u202eこ"},
        {"password": "short"},
        {"password": "password123"},
        {"agrees": ""},
    ],
)
def test_sign_up_that_cannot_be_comes_back_filled_but_without_the_password(client: FlaskClient, given: dict[str, str]) -> None:
    answer = client.post("/en/sign-up", data={key: value for key, value in {**SIGN_UP, **given}.items() if value})
    assert answer.status_code == 422
    assert {**SIGN_UP, **given}["email"] in answer.text
    assert {**SIGN_UP, **given}["password"] not in answer.text
    assert session.scalar(select(func.count()).select_from(User)) == 0


def test_new_resident_signs_up_confirms_by_pressing_and_signs_in(
    client: FlaskClient, run_worker: Worker, mails: list[EmailMessage]
) -> None:
    assert client.post("/en/sign-up", data=SIGN_UP).status_code == 303
    early = enter(client, SIGN_UP["email"])
    assert early.status_code == 422
    assert "Please confirm your e-mail address first." in early.text
    run_worker()
    address = link_in(mails[0])
    for _opened in range(2):
        assert client.get(address).status_code == 200
    user = user_by_email(SIGN_UP["email"])
    assert user is not None
    assert user.email_confirmed_at is None
    assert client.post(address).location == "/en/sign-in"
    assert client.post(address).status_code == 410
    assert enter(client, SIGN_UP["email"]).status_code == 303
    assert is_signed_in(client)


def test_sign_up_stops_after_twenty_from_one_network(client: FlaskClient) -> None:
    with time_machine.travel("2026-11-25T12:00:10+00:00", tick=False):
        for number in range(20):
            assert client.post("/en/sign-up", data={**SIGN_UP, "email": f"p{number}@example.jp"}).status_code == 303
        answer = client.post("/en/sign-up", data={**SIGN_UP, "email": "last@example.jp"})
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "3590"
    assert user_by_email("last@example.jp") is None


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


def test_reset_link_works_once_signs_in_and_ends_other_devices(
    client: FlaskClient, sign_in: SignIn, run_worker: Worker, mails: list[EmailMessage]
) -> None:
    user = make_user(language="en")
    stolen = sign_in(user)
    assert client.post("/en/password/forgot", data={"email": user.email}).location == "/en/sign-up/sent"
    run_worker()
    address = link_in(mails[0])
    easy = client.post(address, data={"password": "password123"})
    assert easy.status_code == 422
    assert is_signed_in(stolen)
    assert client.post(address, data={"password": NEW}).status_code == 303
    assert is_signed_in(client)
    assert not is_signed_in(stolen)
    assert client.post(address, data={"password": "another good one here"}).status_code == 410
    assert verify_password(user.password_hash, NEW)


def test_forgotten_password_answers_the_same_whoever_has_the_address(app: Flask, client: FlaskClient) -> None:
    make_user(email="known@example.jp")
    make_user(email="waiting@example.jp", confirmed=False)
    answers = set()
    for address in ("known@example.jp", "waiting@example.jp", "nobody@example.jp"):
        answer = app.test_client().post("/en/password/forgot", data={"email": address})
        answers.add((answer.status_code, answer.location, answer.data, answer.headers.get("Set-Cookie")))
    assert len(answers) == 1
    assert client.post("/en/password/forgot", data={"email": "nothing"}).status_code == 422


def test_forgotten_password_stops_after_five_for_one_address_known_or_not(client: FlaskClient) -> None:
    make_user(email="known@example.jp")
    with time_machine.travel("2026-11-25T12:00:10+00:00", tick=False):
        for address in ("known@example.jp", "nobody@example.jp"):
            statuses = [client.post("/en/password/forgot", data={"email": address}).status_code for _number in range(6)]
            assert statuses == [303] * 5 + [429]


def test_change_of_address_by_link(client: FlaskClient, sign_in: SignIn, run_worker: Worker, mails: list[EmailMessage]) -> None:
    user = make_user(email="old@example.jp", language="en")
    browser = sign_in(user)
    wrong = browser.post("/en/account/email", data={"email": "new@example.jp", "password": "wrong"})
    assert wrong.status_code == 422
    assert 'value="new@example.jp"' in wrong.text
    assert browser.post("/en/account/email", data={"email": "new@example.jp", "password": PASSWORD}).status_code == 303
    run_worker()
    address = link_in(mails[0])
    assert client.get(address).status_code == 200
    assert user.email == "old@example.jp"
    assert client.post(address).location == "/en/sign-in"
    assert user.email == "new@example.jp"
    assert browser.post(address).status_code == 410


def test_wrong_password_and_unknown_address_give_the_same_answer_with_the_address_kept(app: Flask, client: FlaskClient) -> None:
    make_user(email="known@example.jp")
    make_user(email="waiting@example.jp", confirmed=False)
    bodies = set()
    for address in ("known@example.jp", "waiting@example.jp", "nobody@example.jp"):
        answer = enter(app.test_client(), address, "wrong horse battery")
        assert answer.status_code == 422
        assert f'value="{address}"' in answer.text
        assert "wrong horse" not in answer.text
        bodies.add(re.sub(r'nonce="[^"]*"|\w+@example.jp', "", answer.text))
    assert len(bodies) == 1


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


def test_each_sign_in_has_a_session_of_its_own(app: Flask, client: FlaskClient) -> None:
    user = make_user()
    tokens = set()
    for browser in (client, app.test_client()):
        enter(browser, user.email or "")
        with browser.session_transaction() as content:
            tokens.add(content["_user_id"])
    assert len(tokens) == 2
    assert len(session.scalars(select(UserSession).where(UserSession.user_id == user.id)).all()) == 2


def test_sign_out_ends_the_session_also_for_a_copied_cookie(app: Flask, client: FlaskClient) -> None:
    user = make_user()
    enter(client, user.email or "")
    copied = cookie_of(client)
    assert client.get("/en/sign-out").status_code == 405
    assert client.post("/en/sign-out").status_code == 303
    assert not is_signed_in(client)
    thief = app.test_client()
    thief.set_cookie("civic", copied)
    assert not is_signed_in(thief)
    assert session.scalars(select(UserSession.ended_at).where(UserSession.user_id == user.id)).one() is not None


def test_sign_out_everywhere(sign_in: SignIn) -> None:
    user, other = make_user(), make_user()
    first, second, foreign = sign_in(user), sign_in(user), sign_in(other)
    assert first.post("/en/sign-out-everywhere").status_code == 303
    assert [is_signed_in(browser) for browser in (first, second, foreign)] == [False, False, True]


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


def test_session_that_rested_too_long_is_over(sign_in: SignIn) -> None:
    resident, staff = sign_in(make_user()), sign_in(make_user(roles=(Role.MODERATOR,)))
    now = utcnow()
    with time_machine.travel(now + timedelta(hours=9), tick=False):
        assert (is_signed_in(resident), is_signed_in(staff)) == (True, False)
    with time_machine.travel(now + timedelta(days=15), tick=False):
        assert not is_signed_in(resident)


@pytest.mark.parametrize(
    "page", ["sign-in", "sign-up", "password/forgot", "account", "account/devices", "account/data", "account/password"]
)
def test_pages_about_the_account_are_not_stored(client: FlaskClient, sign_in: SignIn, page: str) -> None:
    signed_in = sign_in(make_user()).get(f"/en/{page}")
    assert signed_in.headers["Cache-Control"] == "private, no-store"
    assert "private" in client.get(f"/en/{page}").headers["Cache-Control"]


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


def test_devices_are_listed_and_one_can_be_ended(sign_in: SignIn) -> None:
    user, other = make_user(), make_user()
    browser, phone, foreign = sign_in(user), sign_in(user), sign_in(other)
    page = browser.get("/en/account/devices").text
    assert page.count("Linux · Firefox") == 2
    assert page.count("(this device)") == 1
    mine = re.findall(r"/en/account/devices/(\d+)/end", page)
    assert len(mine) == 1
    foreign_id = session.scalars(select(UserSession.id).where(UserSession.user_id == other.id)).one()
    for unknown in (foreign_id, 999_999, 2**40):
        assert browser.post(f"/en/account/devices/{unknown}/end").status_code == 404
    assert browser.post(f"/en/account/devices/{mine[0]}/end").status_code == 303
    assert browser.post(f"/en/account/devices/{mine[0]}/end").status_code == 404
    assert [is_signed_in(one) for one in (browser, phone, foreign)] == [True, False, True]


def test_new_password_keeps_this_device_only(sign_in: SignIn) -> None:
    user = make_user()
    browser, other = sign_in(user), sign_in(user)
    for given in ({"current_password": "wrong", "password": NEW}, {"current_password": PASSWORD, "password": "short"}):
        answer = browser.post("/en/account/password", data=given)
        assert answer.status_code == 422
        assert NEW not in answer.text
        assert PASSWORD not in answer.text
    assert browser.post("/en/account/password", data={"current_password": PASSWORD, "password": NEW}).status_code == 303
    assert (is_signed_in(browser), is_signed_in(other)) == (True, False)
    assert verify_password(user.password_hash, NEW)


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


def test_profile(sign_in: SignIn) -> None:
    make_department("道路課")
    user = make_user()
    browser = sign_in(user)
    for given in (
        {"display_name": "道路課", "language": "en"},
        {"display_name": "", "language": "en"},
        {"display_name": "x", "language": "tlh"},
    ):
        answer = browser.post("/en/account/profile", data=given)
        assert answer.status_code == 422
        assert f'value="{given["display_name"]}"' in answer.text
    assert browser.post("/en/account/profile", data={"display_name": "Nguyễn Văn An", "language": "vi"}).location == "/vi/account"
    assert (user.display_name, user.language) == ("Nguyễn Văn An", "vi")


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


def test_last_administrator_cannot_leave(sign_in: SignIn) -> None:
    user = make_user(roles=(Role.ADMINISTRATOR,))
    answer = sign_in(user).post("/en/account/delete", data={"password": PASSWORD})
    assert answer.status_code == 403
    assert "One administrator has to stay" in answer.text
    assert user.deleted_at is None


def test_role_works_and_stops_with_the_next_request(sign_in: SignIn) -> None:
    user, department = make_user("しごと"), make_department()
    administrator, worker = sign_in(make_user(roles=(Role.ADMINISTRATOR,))), sign_in(user)
    address = f"/en/admin/people/{user.id}"
    assert worker.get("/en/moderation").status_code == 403
    assert administrator.post(address, data={"role": "department", "department_id": "0"}).status_code == 422
    assert administrator.post(address, data={"role": "moderator", "department_id": "0"}).status_code == 303
    assert administrator.post(address, data={"role": "moderator", "department_id": "0"}).status_code == 409
    assert administrator.post(address, data={"role": "department", "department_id": department.id}).status_code == 303
    assert worker.get("/en/moderation").status_code == 200
    grant_id = session.scalars(select(RoleGrant.id).where(RoleGrant.user_id == user.id, RoleGrant.role == Role.MODERATOR)).one()
    assert administrator.post(f"{address}/grants/{grant_id}/revoke").status_code == 303
    assert administrator.post(f"{address}/grants/{grant_id}/revoke").status_code == 404
    assert worker.get("/en/moderation").status_code == 403


def test_people_are_for_administrators_and_grants_of_others_are_not_found(sign_in: SignIn) -> None:
    person = make_user("さがすひと", email="find@example.jp")
    administrator, moderator = make_user(roles=(Role.ADMINISTRATOR,)), make_user(roles=(Role.MODERATOR,))
    browser = sign_in(administrator)
    for address in ("/en/admin/people", f"/en/admin/people/{person.id}"):
        assert sign_in(moderator).get(address).status_code == 403
    assert "さがすひと" in browser.get("/en/admin/people?search=FIND@example.jp").text
    assert "Nobody was found." in browser.get("/en/admin/people?search=%00%25&after=x").text
    assert browser.get("/en/admin/people/999999").status_code == 404
    assert browser.post(f"/en/admin/people/{person.id}/grants/{moderator.grants[0].id}/revoke").status_code == 404
    assert browser.post(f"/en/admin/people/{administrator.id}/grants/{administrator.grants[0].id}/revoke").status_code == 403


def test_signed_in_person_is_led_away_from_sign_up_and_sign_in(sign_in: SignIn) -> None:
    make_town()
    browser = sign_in(make_user())
    assert browser.get("/en/sign-up").location == "/en/account"
    assert browser.get("/en/sign-in").location == "/en/"
