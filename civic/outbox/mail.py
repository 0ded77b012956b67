"""E-mail: features say what a mail contains, the worker builds and sends it.

A feature registers a builder for a kind such as `mail.accounts.confirm`; it gets the payload (ids) at sending time and returns a `Mail`,
or None when there is no longer anything to tell (account deleted, proposal withdrawn).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from flask import current_app
from werkzeug.utils import secure_filename

from civic.config import Settings, SmtpSecurity
from civic.outbox.models import OutboxMessage
from civic.outbox.services import sends

SMTP_TIMEOUT = 20


class LetterPolicy(EmailPolicy):
    """Folds a subject by RFC 2047. The library's own way loses the space between two encoded words (CPython before 3.12)."""

    def _fold(self, name: str, value: Any, refold_binary: bool = False) -> str:
        text = str(value)
        if name.lower() == "subject" and not text.isascii():
            return f"{name}: {Header(text, 'utf-8', header_name=name).encode(linesep=self.linesep)}{self.linesep}"
        return str(super()._fold(name, value, refold_binary))  # type: ignore[misc]  # the stubs do not know it


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail, already in the receiver's language. `language_tag` becomes Content-Language."""

    to: str
    subject: str
    text: str
    language_tag: str


Builder = Callable[[dict[str, Any]], Mail | None]
_builders: dict[str, Builder] = {}


def builds(kind: str) -> Callable[[Builder], Builder]:
    """Decorate the builder of a kind of mail (`mail.<feature>.<name>`)."""

    def register(builder: Builder) -> Builder:
        _builders[kind] = builder
        return builder

    return register


@sends("mail")
def send_mail(message: OutboxMessage) -> None:
    """Build and send; raises when the mail server does not take it, so that it is tried again."""
    mail = _builders[message.kind](message.payload)
    if mail is None:
        return
    settings: Settings = current_app.config["CIVIC"]
    built = compose(mail, settings=settings, message_id=message.idempotency_key)
    if settings.smtp_host is None:
        keep_in_mailbox(built, settings=settings, name=message.idempotency_key)
    else:
        send_by_smtp(built, settings=settings)


def compose(mail: Mail, *, settings: Settings, message_id: str) -> EmailMessage:
    """The message as RFC 5322 wants it. The Message-ID is made of the idempotency key: a second copy can be recognised."""
    built = EmailMessage(policy=LetterPolicy())
    built["From"], built["To"], built["Subject"] = settings.mail_from, mail.to, mail.subject
    built["Date"] = format_datetime(datetime.now(UTC))
    built["Message-ID"] = f"<{secure_filename(message_id)}@{settings.mail_from.rpartition('@')[2]}>"
    built["Auto-Submitted"] = "auto-generated"
    built.set_content(mail.text)
    built["Content-Language"] = mail.language_tag
    return built


def send_by_smtp(built: EmailMessage, *, settings: Settings) -> None:
    """Hand the message to the town's mail server."""
    host, port = settings.smtp_host or "", settings.smtp_port
    context = ssl.create_default_context()
    if settings.smtp_security is SmtpSecurity.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SMTP_TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SMTP_TIMEOUT)
    with server:
        if settings.smtp_security is SmtpSecurity.STARTTLS:
            server.starttls(context=context)
        if settings.smtp_username:
            server.login(settings.smtp_username, settings.smtp_password or "")
        server.send_message(built)


def mailbox(settings: Settings) -> Path:
    """The folder that stands in for a mail server outside production; `/_mail` shows it."""
    return settings.data_dir / "mail"


def keep_in_mailbox(built: EmailMessage, *, settings: Settings, name: str) -> None:
    """Write the message as a file."""
    folder = mailbox(settings)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{secure_filename(name)}.eml").write_bytes(bytes(built))
