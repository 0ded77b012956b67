"""The mails of accounts: to whom, in which language, with which link."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from civic.accounts import services
from civic.accounts.tokens import Purpose, read_token
from civic.db import session
from civic.outbox.models import OutboxMessage
from tests.accounts.links import path_in, text_of
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.usefixtures("database")
Work = Callable[[], int]


def test_confirmation_goes_to_the_address_in_the_language_of_the_page(run_worker: Work, mails: list[EmailMessage]) -> None:
    services.sign_up(email="an@example.jp", display_name="Visit evil.example now", password="seven blue umbrellas", language="vi")
    run_worker()
    (mail,) = mails
    assert (mail["To"], mail["Content-Language"], mail["Auto-Submitted"]) == ("an@example.jp", "vi", "auto-generated")
    assert path_in(mail).startswith("/vi/confirm/")
    assert "evil" not in text_of(mail)
    assert read_token(path_in(mail).rsplit("/", 1)[1], Purpose.CONFIRM).email == "an@example.jp"


def test_link_of_a_mail_sent_late_fits_the_state_of_that_moment(run_worker: Work, mails: list[EmailMessage]) -> None:
    for password in ("seven blue umbrellas", "eight blue umbrellas"):
        services.sign_up(email="an@example.jp", display_name="An", password=password, language="en")
    run_worker()
    assert [read_token(path_in(mail).rsplit("/", 1)[1], Purpose.CONFIRM).email for mail in mails] == ["an@example.jp"] * 2


def test_owner_is_told_that_somebody_asked_for_an_account(run_worker: Work, mails: list[EmailMessage]) -> None:
    make_user(email="an@example.jp", language="en")
    services.sign_up(email="an@example.jp", display_name="x", password="seven blue umbrellas", language="ja")
    run_worker()
    (mail,) = mails
    assert (mail["To"], mail["Content-Language"]) == ("an@example.jp", "en")
    assert "/en/sign-in" in text_of(mail)
    assert "/en/password/forgot" in text_of(mail)


def test_change_of_address_is_confirmed_in_the_new_and_told_to_the_old_mailbox(run_worker: Work, mails: list[EmailMessage]) -> None:
    user = make_user(email="old@example.jp", language="en")
    services.ask_for_email_change(user, email="new@example.jp", password=PASSWORD)
    run_worker()
    services.confirm_email_change(user, actor=user)
    run_worker()
    asked, told = mails
    assert (asked["To"], told["To"]) == ("new@example.jp", "old@example.jp")
    assert path_in(asked).startswith("/en/account/email/confirm/")
    assert "new@example.jp" not in bytes(told).decode("ascii", "replace")


def test_outbox_keeps_no_address_after_sending(run_worker: Work, mails: list[EmailMessage]) -> None:
    user = make_user(email="old@example.jp")
    services.ask_for_email_change(user, email="new@example.jp", password=PASSWORD)
    services.confirm_email_change(user, actor=user)
    run_worker()
    assert "old@example.jp" in [mail["To"] for mail in mails]
    assert [set(payload) for payload in session.scalars(select(OutboxMessage.payload))] == [{"user_id"}, {"user_id"}]


def test_nothing_is_sent_to_deleted_or_unknown_accounts(run_worker: Work, mails: list[EmailMessage]) -> None:
    user = make_user(email="gone@example.jp")
    services.ask_for_reset("gone@example.jp")
    services.ask_for_reset("unknown@example.jp")
    services.delete_account(user, password=PASSWORD)
    assert run_worker() == 2
    assert mails == []
    assert session.scalars(select(OutboxMessage).where(OutboxMessage.done_at.is_(None))).all() == []


@pytest.mark.parametrize("language", ["ja", "easy", "en", "my"])
def test_every_mail_is_whole_in_its_language(language: str, run_worker: Work, mails: list[EmailMessage]) -> None:
    user = make_user("アン", email="an@example.jp", language=language)
    services.ask_for_reset("an@example.jp")
    services.reset_password(user, password="seven blue umbrellas")
    services.sign_up(email="an@example.jp", display_name="x", password="seven blue umbrellas", language="ja")
    run_worker()
    assert len(mails) == 3
    for mail in mails:
        assert mail["Subject"]
        assert "アン" in text_of(mail)
        assert f"/{language}/" in text_of(mail)
        assert "%(" not in text_of(mail)
