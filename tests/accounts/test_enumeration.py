"""Nobody learns from our answers whether an address has an account."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email.message import EmailMessage
from statistics import median

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from civic.accounts import passwords
from civic.accounts.models import User
from civic.config import Settings
from civic.db import session
from tests.factories import PASSWORD, make_user

KNOWN, UNCONFIRMED, UNKNOWN = "known@example.jp", "waits@example.jp", "empty@example.jp"
SIGN_UP = {"display_name": "An", "password": "seven blue umbrellas", "agrees": "y"}


@pytest.fixture
def people(client: FlaskClient) -> None:
    make_user(email=KNOWN)
    make_user(email=UNCONFIRMED, confirmed=False)


def answer_to(app: Flask, page: str, typed: dict[str, str]) -> tuple[int, str | None, list[str], str]:
    """Status, place, names of headers and page (without the address typed) of a fresh browser, with the page that follows."""
    browser = app.test_client()
    answer = browser.post(page, data=typed)
    text = answer.text
    if answer.location:
        text += browser.get(answer.location).text
    text = re.sub(r'nonce(="|-)[\w-]+', "", re.sub(r'name="csrf_token" value="[^"]+"', "", text.replace(typed["email"], "ADDRESS")))
    return answer.status_code, answer.location, sorted(answer.headers.keys()), text


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("page", "more"),
    [("/en/sign-up", SIGN_UP), ("/en/password/forgot", {}), ("/en/sign-in", {"password": "wrong password"})],
)
def test_answer_is_the_same_for_known_unconfirmed_and_unknown(app: Flask, page: str, more: dict[str, str]) -> None:
    first, *others = (answer_to(app, page, {"email": email, **more}) for email in (KNOWN, UNCONFIRMED, UNKNOWN))
    assert others == [first, first]


@pytest.mark.usefixtures("people")
def test_refused_sign_up_is_the_same_for_known_and_unknown(app: Flask) -> None:
    typed = SIGN_UP | {"password": "password123"}
    answers = [answer_to(app, "/en/sign-up", {"email": email, **typed}) for email in (KNOWN, UNCONFIRMED, UNKNOWN)]
    assert answers[0][0] == 422
    assert answers == [answers[0]] * 3


@pytest.mark.usefixtures("people")
def test_mailboxes_alone_learn_the_difference(client: FlaskClient, run_worker: Callable[[], int], mails: list[EmailMessage]) -> None:
    for email in (KNOWN, UNCONFIRMED, UNKNOWN):
        client.post("/en/sign-up", data={"email": email, **SIGN_UP})
    run_worker()
    assert [(mail["To"], "/confirm/" in mail.get_content()) for mail in mails] == [(KNOWN, False), (UNCONFIRMED, True), (UNKNOWN, True)]


@pytest.mark.usefixtures("people")
def test_change_of_address_does_not_tell_whether_the_new_one_has_an_account(sign_in: Callable[[User], FlaskClient]) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        own = sign_in(make_user())
        answer = own.post("/en/account/email", data={"email": email, "password": PASSWORD})
        answers.append((answer.status_code, answer.location))
    assert answers == [(303, "/en/sign-up/sent")] * 2


@pytest.mark.usefixtures("people")
def test_limits_count_unknown_addresses_like_known_ones(client: FlaskClient) -> None:
    def statuses(email: str) -> list[int]:
        return [client.post("/en/sign-in", data={"email": email, "password": "wrong password"}).status_code for _number in range(11)]

    assert statuses(KNOWN) == statuses(UNKNOWN) == [422] * 10 + [429]


@pytest.mark.usefixtures("people")
def test_a_password_is_hashed_in_each_case(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is what takes time: sign-up hashes once and sign-in verifies once, whoever is asked for."""
    hashed: list[str] = []
    hasher = passwords._Cost.hasher

    class Counting:
        def hash(self, password: bytes) -> str:
            hashed.append("hash")
            return hasher.hash(password)

        def verify(self, kept: str, password: bytes) -> bool:
            hashed.append("verify")
            return hasher.verify(kept, password)

        def check_needs_rehash(self, kept: str) -> bool:
            return hasher.check_needs_rehash(kept)

    monkeypatch.setattr(passwords._Cost, "hasher", Counting())
    for email in (KNOWN, UNCONFIRMED, UNKNOWN):
        hashed.clear()
        app.test_client().post("/en/sign-up", data={"email": email, **SIGN_UP})
        app.test_client().post("/en/sign-in", data={"email": email, "password": "wrong password"})
        assert hashed == ["hash", "verify"]


@pytest.mark.usefixtures("people")
def test_sign_in_takes_the_same_time_for_known_and_unknown(app: Flask) -> None:
    """With a cost at which the hash outweighs everything else, as in production."""
    settings: Settings = app.config["CIVIC"]
    passwords.configure(memory_kib=19456)
    try:
        known = session.scalars(select(User).where(User.email == KNOWN)).one()
        known.password_hash = passwords.hash_password(PASSWORD)
        session.flush()
        times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
        for _round in range(7):
            for email, taken in times.items():
                browser = app.test_client()
                start = time.thread_time()
                browser.post("/en/sign-in", data={"email": email, "password": "wrong password"})
                taken.append(time.thread_time() - start)
        known_time, unknown_time = (median(taken) for taken in times.values())
        assert 0.6 < known_time / unknown_time < 1.7
    finally:
        passwords.configure(memory_kib=settings.password_memory_kib)
