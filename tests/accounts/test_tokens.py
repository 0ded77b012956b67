"""Links in mails: signed, limited in time, good for one purpose, one person, one time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from civic.accounts.models import User
from civic.accounts.passwords import hash_password
from civic.accounts.tokens import LIFETIME, Purpose, configure, make_token, read_token
from civic.config import Settings
from civic.db import session, utcnow
from civic.policy import GoneError
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("database")


def is_gone(token: str, purpose: Purpose) -> bool:
    session.flush()
    try:
        read_token(token, purpose)
    except GoneError:
        return True
    return False


@pytest.mark.parametrize("purpose", list(Purpose))
def test_token_speaks_for_its_person_until_its_time_is_over(purpose: Purpose) -> None:
    user = make_user()
    token, made_at = make_token(user, purpose), utcnow()
    assert read_token(token, purpose) is user
    with time_machine.travel(made_at + timedelta(seconds=LIFETIME[purpose] - 60), tick=False):
        assert read_token(token, purpose) is user
    with time_machine.travel(made_at + timedelta(seconds=LIFETIME[purpose] + 60), tick=False):
        assert is_gone(token, purpose)


def test_lifetimes_are_those_that_the_mails_say() -> None:
    assert LIFETIME == {Purpose.CONFIRM: 48 * 3600, Purpose.RESET: 3600, Purpose.EMAIL: 24 * 3600}


@pytest.mark.parametrize("purpose", list(Purpose))
def test_token_of_one_purpose_serves_no_other(purpose: Purpose) -> None:
    token = make_token(make_user(), purpose)
    assert [other for other in Purpose if not is_gone(token, other)] == [purpose]


def change_password(user: User) -> None:
    user.password_hash = hash_password("another good password")


def confirm(user: User) -> None:
    user.email_confirmed_at = utcnow()


def change_address(user: User) -> None:
    user.email_key = "elsewhere@example.jp"


def wish_another_address(user: User) -> None:
    user.new_email = "third@example.jp"


def delete(user: User) -> None:
    user.deleted_at = utcnow()


@pytest.mark.parametrize("change", [change_password, confirm, change_address, wish_another_address, delete])
def test_token_is_void_when_what_it_rests_on_changes(change: object) -> None:
    user = make_user(confirmed=False)
    token = make_token(user, Purpose.CONFIRM)
    assert callable(change)
    change(user)
    assert is_gone(token, Purpose.CONFIRM)


@pytest.mark.parametrize("forgery", ["", "x", "....", "WzEsImFiYyJd", "é" * 40, "A" * 5000])
def test_forged_token_is_refused(forgery: str) -> None:
    assert is_gone(forgery, Purpose.RESET)


def test_changed_token_is_refused() -> None:
    token = make_token(make_user(), Purpose.RESET)
    other = make_token(make_user(), Purpose.RESET)
    assert is_gone(other.split(".")[0] + "." + token.split(".", 1)[1], Purpose.RESET)
    assert is_gone(token[:-1] + ("A" if token[-1] != "A" else "B") * 2, Purpose.RESET)


def test_token_of_an_earlier_secret_is_still_read(app: object) -> None:
    settings: Settings = app.config["CIVIC"]  # type: ignore[attr-defined]  # the fixture is a Flask
    user = make_user()
    try:
        configure(lambda purpose: [b"old" + purpose.encode()])
        token = make_token(user, Purpose.RESET)
        configure(lambda purpose: [b"new" + purpose.encode(), b"old" + purpose.encode()])
        assert read_token(token, Purpose.RESET) is user
        configure(lambda purpose: [b"new" + purpose.encode()])
        assert is_gone(token, Purpose.RESET)
    finally:
        configure(settings.keys_for)
