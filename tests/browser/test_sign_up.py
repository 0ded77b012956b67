"""From the sign-up form by mail into the account: by who chose the password, and by who only owns the mailbox."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.hands import Hands, Keyboard, Pointer
from tests.browser.rules import axe_problems, target_problems, width_problems
from tests.browser.running import Instance
from tests.browser.test_journey import translated

CHOSEN, OWN = "seven blue umbrellas", "eight green umbrellas"


def ask_for_account(page: Page, hands: Hands, instance: Instance, address: str) -> str:
    """Fill in the form; returns the path of the link that was mailed."""
    page.goto("/ja/sign-up")
    for name, words in (("email", address), ("display_name", "はな"), ("password", CHOSEN)):
        hands.write(page, f"[name={name}]", words)
    hands.tick(page, "[name=agrees]")
    hands.press(page, "main form button[type=submit]")
    subject = translated("Please confirm your e-mail address", "ja")
    letter = instance.letters.wait_for(to=address, containing="/ja/confirm/", subject=subject)
    found = re.search(r"https?://\S+/confirm/\S+", letter.get_content())
    assert found is not None
    return urlsplit(found[0]).path


def problems(page: Page) -> list[str]:
    return axe_problems(page) + target_problems(page) + width_problems(page)


def is_signed_in(page: Page) -> bool:
    page.goto("/ja/account")
    return urlsplit(page.url).path == "/ja/account"


@pytest.mark.parametrize(
    ("hands", "options"), [(Pointer(), PHONE), (Keyboard(), DESKTOP), (Pointer(), {**PHONE, "java_script_enabled": False})]
)
def test_new_resident_comes_in_with_the_password_chosen_at_sign_up(
    open_page: OpenPage, instance: Instance, hands: Hands, options: dict[str, object]
) -> None:
    page = open_page(**options)
    has_script = bool(options.get("java_script_enabled", True))
    link = ask_for_account(page, hands, instance, f"new-{type(hands).__name__.lower()}-{has_script}@example.jp")
    page.goto(link)
    if has_script:
        assert problems(page) == []
    hands.write(page, "main [name=password]", CHOSEN)
    hands.press(page, "main form:has([name=password]) button[type=submit]")
    assert is_signed_in(page)
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 410


def test_owner_of_the_mailbox_replaces_what_a_stranger_chose(open_page: OpenPage, instance: Instance) -> None:
    hands = Pointer()
    stranger, owner = open_page(**DESKTOP), open_page(**PHONE)
    link = ask_for_account(stranger, hands, instance, "owner@example.jp")
    owner.goto(link)
    hands.press(owner, f"main a[href='{link}/new-password']")
    assert problems(owner) == []
    hands.write(owner, "main [name=password]", OWN)
    hands.press(owner, "main form:has([name=password]) button[type=submit]")
    assert is_signed_in(owner)
    stranger.goto("/ja/sign-in")
    hands.write(stranger, "[name=email]", "owner@example.jp")
    hands.write(stranger, "[name=password]", CHOSEN)
    hands.press(stranger, "main form button[type=submit]")
    assert not is_signed_in(stranger)


def test_account_that_somebody_else_asked_for_is_refused_by_a_press(open_page: OpenPage, instance: Instance) -> None:
    page = open_page(**PHONE)
    link = ask_for_account(page, Pointer(), instance, "not-me@example.jp")
    page.goto(link)
    Pointer().press(page, f"main form[action='{link}/not-me'] button")
    expect(page.locator("[role=status]").first).to_be_visible()
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 410
