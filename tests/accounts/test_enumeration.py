"""Nobody learns from our answers whether an address has an account."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from email.message import EmailMessage
from statistics import median

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from civic.accounts import passwords
from civic.accounts.models import User
from civic.config import Settings
from civic.db import session
from tests.conftest import Counted
from tests.factories import PASSWORD, make_user

KNOWN, UNCONFIRMED, UNKNOWN = "known@example.jp", "waits@example.jp", "empty@example.jp"
Counting = Callable[[], AbstractContextManager[Counted]]
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


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the hasher of passwords is asked for, in order."""
    asked: list[str] = []
    hasher = passwords._Cost.hasher

    class Hasher:
        def hash(self, password: bytes) -> str:
            asked.append("hash")
            return hasher.hash(password)

        def verify(self, kept: str, password: bytes) -> bool:
            asked.append("verify")
            return hasher.verify(kept, password)

        def check_needs_rehash(self, kept: str) -> bool:
            return hasher.check_needs_rehash(kept)

    monkeypatch.setattr(passwords._Cost, "hasher", Hasher())
    return asked


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("page", "more", "hashes"),
    [
        ("/en/sign-up", SIGN_UP, ["hash"]),
        ("/en/sign-up", SIGN_UP | {"password": "password123"}, []),
        ("/en/sign-in", {"password": "wrong password"}, ["verify"]),
        ("/en/password/forgot", {}, []),
    ],
)
@pytest.mark.parametrize("tries", [1, 2])
def test_work_is_the_same_for_known_unconfirmed_and_unknown(
    app: Flask, count_statements: Counting, hashed: list[str], page: str, more: dict[str, str], hashes: list[str], tries: int
) -> None:
    """The same answer, the same hashes (they are what takes time) and as many statements, on the first request and on a repeated one."""
    answers, kinds, counts = [], [], []
    with time_machine.travel("2026-11-25T12:00:10+00:00", tick=False):
        for email in (KNOWN, UNCONFIRMED, UNKNOWN):
            for _try in range(tries - 1):
                answer_to(app, page, {"email": email, **more})
            session.commit()
            hashed.clear()
            with count_statements() as counted:
                answers.append(answer_to(app, page, {"email": email, **more}))
            assert hashed == hashes
            kinds.append([statement.split(" ", 1)[0] for statement in counted.statements])
            counts.append(counted.count)
    assert answers == [answers[0]] * 3
    assert counts == [counts[0]] * 3
    assert kinds == [kinds[0]] * 3


@pytest.mark.usefixtures("people")
def test_sign_in_with_the_password_of_a_sign_up_does_not_tell_whether_there_was_an_account(
    app: Flask, count_statements: Counting, hashed: list[str]
) -> None:
    """An attacker asks for an account with somebody's address and signs in with the password chosen there."""
    answers, counts = [], []
    for email in (KNOWN, UNCONFIRMED, UNKNOWN):
        answer_to(app, "/en/sign-up", {"email": email, **SIGN_UP})
        session.commit()
        hashed.clear()
        with count_statements() as counted:
            answers.append(answer_to(app, "/en/sign-in", {"email": email, "password": SIGN_UP["password"]}))
        assert hashed == ["verify"]
        counts.append([statement.split(" ", 1)[0] for statement in counted.statements])
    assert answers[0][0] == 422
    assert answers == [answers[0]] * 3
    assert counts == [counts[0]] * 3


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
