"""Mails as they leave the house: to a real SMTP server on loopback, and into the folder that stands in for one."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from civic.db import session, unit_of_work
from civic.outbox import mail
from civic.outbox.mail import Mail, builds, compose, mailbox
from civic.outbox.models import OutboxMessage
from civic.outbox.services import enqueue, run_due
from tests.databases import application, fresh_database, settings_for

KIND = "mail.probe.hello"


class Receiver:
    """Keeps what the server was given; refuses it while `refuses` is set."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the name that aiosmtpd calls
        if self.refuses:
            return "451 try again later"
        self.received.append(email.message_from_bytes(envelope.content, EmailMessage, policy=email.policy.default))
        return "250 taken"


@pytest.fixture
def smtp() -> Iterator[tuple[Receiver, int]]:
    """A mail server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    receiver = Receiver()
    controller = Controller(receiver, hostname="127.0.0.1", port=port)
    controller.start()
    yield receiver, port
    controller.stop()


@pytest.fixture
def hello() -> Iterator[None]:
    """A builder of a mail."""
    builds(KIND)(
        lambda payload: (
            Mail(to=payload["to"], subject="ご回答がありました", text="窓口より\n", language_tag="ja") if payload["to"] else None
        )
    )
    yield
    del mail._builders[KIND]


def app_with_smtp(tmp_path: Path, address: str, port: int) -> Any:
    return application(
        tmp_path, address, SMTP_HOST="127.0.0.1", SMTP_PORT=str(port), SMTP_SECURITY="none", MAIL_FROM="sanka@mihon.example.jp"
    )


@pytest.mark.usefixtures("hello")
def test_mail_arrives_in_the_readers_script(tmp_path: Path, smtp: tuple[Receiver, int]) -> None:
    receiver, port = smtp
    with fresh_database(tmp_path) as address, app_with_smtp(tmp_path, address, port) as app, app.app_context():
        with unit_of_work():
            enqueue(KIND, {"to": "person@example.jp"}, idempotency_key="hello:1")
        run_due()
    (got,) = receiver.received
    assert (got["Subject"], got["To"], got["From"]) == ("ご回答がありました", "person@example.jp", "sanka@mihon.example.jp")
    assert got.get_content().splitlines() == ["窓口より"]
    assert (got["Auto-Submitted"], got["Content-Language"]) == ("auto-generated", "ja")
    assert got["Message-ID"].endswith("@mihon.example.jp>")


@pytest.mark.usefixtures("hello")
def test_mail_that_the_server_refuses_waits(tmp_path: Path, smtp: tuple[Receiver, int]) -> None:
    receiver, port = smtp
    receiver.refuses = True
    with fresh_database(tmp_path) as address, app_with_smtp(tmp_path, address, port) as app, app.app_context():
        with unit_of_work():
            enqueue(KIND, {"to": "person@example.jp"}, idempotency_key="hello:1")
        run_due()
        message = session.scalars(select(OutboxMessage)).one()
        assert (message.done_at, message.attempts) == (None, 1)
        receiver.refuses = False
        with unit_of_work():
            message.due_at = message.created_at
        run_due()
    assert len(receiver.received) == 1


@pytest.mark.usefixtures("hello", "database")
def test_mail_without_a_server_is_kept_in_the_folder(app: Flask, run_worker: Any, mails: list[EmailMessage]) -> None:
    enqueue(KIND, {"to": "person@example.jp"}, idempotency_key="hello:../../1")
    run_worker()
    assert [message["To"] for message in mails] == ["person@example.jp"]
    assert list(mailbox(app.config["CIVIC"]).iterdir()) == []


@pytest.mark.usefixtures("hello", "database")
def test_mail_that_has_nothing_to_tell_any_more_is_done(run_worker: Any, mails: list[EmailMessage]) -> None:
    enqueue(KIND, {"to": ""}, idempotency_key="hello:1")
    run_worker()
    assert mails == []
    assert session.scalars(select(OutboxMessage)).one().done_at is not None


@pytest.mark.parametrize("bad", ["a@example.jp\r\nBcc: b@example.jp", "件名\nX-Evil: 1"])
def test_line_breaks_cannot_add_a_header(tmp_path: Path, bad: str) -> None:
    settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'civic.db'}")
    with pytest.raises(ValueError, match="Header values"):
        compose(Mail(to=bad, subject=bad, text="", language_tag="ja"), settings=settings, message_id="x")


def test_copies_of_a_mail_have_the_same_id(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'civic.db'}")
    one, two = (compose(Mail(to="a@b.jp", subject="s", text="t", language_tag="ja"), settings=settings, message_id="k:1") for _ in range(2))
    assert one["Message-ID"] == two["Message-ID"]
