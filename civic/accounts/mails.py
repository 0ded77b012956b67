"""The mails of accounts, in the person's language. Links carry a token made at sending time; none is ever stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from civic.accounts.models import User
from civic.accounts.queries import user_with_roles
from civic.accounts.tokens import Purpose, make_token
from civic.db import session
from civic.i18n.languages import BY_SLUG, JA
from civic.i18n.text import _, in_language
from civic.outbox.mail import Mail, builds
from civic.outbox.models import OutboxMessage
from civic.ui.frame import absolute

Words = Callable[[User], tuple[str, list[str]]]


def _letter(kind: str, *, greets: bool = True) -> Callable[[Words], Words]:
    """Register a mail. One to an address that is not confirmed does not greet: the name would carry a stranger's words into a mailbox."""

    def register(words: Words) -> Words:
        @builds(f"mail.accounts.{kind}")
        def build(payload: dict[str, Any]) -> Mail | None:
            given, user = _given_address(payload), user_with_roles(int(payload["user_id"]))
            if user is None:
                return None
            to = given or (user.new_email if kind == "email-change" else user.email)
            if not to:
                return None
            language = BY_SLUG.get(user.language, JA)
            with in_language(language.id):
                subject, paragraphs = words(user)
                greeting = [_("Dear %(name)s,", name=user.display_name)] if greets else []
            return Mail(to=str(to), subject=subject, text="\n\n".join([*greeting, *paragraphs]) + "\n", language_tag=language.tag)

        return words

    return register


def _given_address(payload: dict[str, Any]) -> str | None:
    """The address that was given with the message. It is struck out in the transaction that sends: the outbox keeps no addresses."""
    message = session.scalar(select(OutboxMessage).where(OutboxMessage.idempotency_key == payload.get("key", "")))
    if message is None or "to" not in payload:
        return None
    message.payload = {"user_id": payload["user_id"]}
    return str(payload["to"])


def _link(endpoint: str, user: User, purpose: Purpose) -> str:
    return absolute(endpoint, lang=user.language, token=make_token(user, purpose))


def _not_you() -> str:
    return _("If this was not you, you can ignore this mail. Nothing happens then.")


@_letter("confirm", greets=False)
def _confirm(user: User) -> tuple[str, list[str]]:
    link = _link("accounts.confirm", user, Purpose.CONFIRM)
    return _("Please confirm your e-mail address"), [_("Open this page to finish your account. It works for 48 hours."), link, _not_you()]


@_letter("exists")
def _exists(user: User) -> tuple[str, list[str]]:
    return _("You already have an account"), [
        _("Somebody asked for an account with your e-mail address. You already have one: please sign in."),
        absolute("accounts.sign_in", lang=user.language),
        _("If you have forgotten your password, you can set a new one here."),
        absolute("accounts.forgot", lang=user.language),
        _not_you(),
    ]


@_letter("reset")
def _reset(user: User) -> tuple[str, list[str]]:
    link = _link("accounts.reset", user, Purpose.RESET)
    return _("Set a new password"), [_("Open this page to set a new password. It works for one hour."), link, _not_you()]


@_letter("password-changed")
def _password_changed(user: User) -> tuple[str, list[str]]:
    return _("Your password was changed"), [
        _("Your password was changed, and all other devices were signed out."),
        _("If this was not you, set a new password here at once."),
        absolute("accounts.forgot", lang=user.language),
    ]


@_letter("email-change", greets=False)
def _email_change(user: User) -> tuple[str, list[str]]:
    link = _link("accounts.confirm_email_change", user, Purpose.EMAIL)
    return _("Please confirm your new e-mail address"), [
        _("Open this page to use this address from now on. It works for 24 hours."),
        link,
        _not_you(),
    ]


@_letter("email-changed")
def _email_changed(user: User) -> tuple[str, list[str]]:
    return _("Your e-mail address was changed"), [
        _("Your account now uses another e-mail address."),
        _("If this was not you, please call the town hall."),
    ]
