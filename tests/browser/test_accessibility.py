"""Every kind of page: axe, no sideways scrolling, targets that a thumb hits, focus that is seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.places import ALL, Places, address
from tests.browser.rules import axe_problems, focus_problems, target_problems, width_problems

NARROW = {"width": 320, "height": 640}
SOME = ["home", "list", "proposal", "wizard-place", "inbox", "respond"]
WALKED = ["home", "list", "proposal-signed-in", "theme", "wizard-place", "respond", "inbox", "admin-process"]
LOOKS = {"civic_size": "xl", "civic_contrast": "dark"}


def problems_of(page: Page) -> list[str]:
    """What is wrong at this width and at the smallest."""
    found = axe_problems(page) + target_problems(page) + width_problems(page)
    page.set_viewport_size(NARROW)
    return found + [f"at 320 px: {problem}" for problem in width_problems(page) + target_problems(page)]


@pytest.mark.parametrize("name", ALL)
def test_page_is_accessible_on_a_phone(open_page: OpenPage, places: Places, name: str) -> None:
    page = open_page(ALL[name][0], **PHONE)
    page.goto(address(name, places))
    expect(page.locator("h1")).to_have_count(1)
    assert problems_of(page) == []


@pytest.mark.parametrize("name", SOME)
def test_page_is_accessible_on_a_desktop(open_page: OpenPage, places: Places, name: str) -> None:
    page = open_page(ALL[name][0], **DESKTOP)
    page.goto(address(name, places, "vi"))
    assert axe_problems(page) + target_problems(page) + width_problems(page) == []


@pytest.mark.parametrize("name", SOME)
def test_page_is_accessible_with_large_text_on_black(open_page: OpenPage, places: Places, name: str) -> None:
    page = open_page(ALL[name][0], cookies=LOOKS, **PHONE)
    page.goto(address(name, places))
    expect(page.locator("html")).to_have_attribute("data-contrast", "dark")
    expect(page.locator("html")).to_have_attribute("data-size", "xl")
    assert problems_of(page) == []


@pytest.mark.parametrize("name", SOME)
def test_page_is_accessible_from_right_to_left(open_page: OpenPage, places: Places, name: str) -> None:
    page = open_page(ALL[name][0], **PHONE)
    page.goto(address(name, places, "rtl"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert problems_of(page) == []


@pytest.mark.parametrize("language", ["my", "ne", "th", "fil", "easy"])
def test_home_is_accessible_in_other_scripts(open_page: OpenPage, language: str) -> None:
    page = open_page(**PHONE)
    page.goto(f"/{language}/")
    assert problems_of(page) == []


@pytest.mark.parametrize("name", WALKED)
def test_focus_is_seen_everywhere(open_page: OpenPage, places: Places, name: str) -> None:
    page = open_page(ALL[name][0], viewport=PHONE["viewport"])
    page.goto(address(name, places))
    assert focus_problems(page) == []


def test_first_stop_of_the_keyboard_skips_to_the_content(open_page: OpenPage) -> None:
    page = open_page(**DESKTOP)
    page.goto("/ja/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_escape_closes_the_menu_and_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    page.goto("/ja/")
    summary = page.locator("details.menu summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.menu .panel").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("details.menu .panel").first).to_be_hidden()
    expect(summary).to_be_focused()


def test_form_with_mistakes_says_so_to_a_screen_reader(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    page.goto("/ja/sign-up")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(page.locator("main [role=alert] a").first).to_be_visible()
    field = page.locator("[name=email]")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby") or ""
    assert any(page.locator(f"[id='{part}'].er").count() for part in described.split())
    assert axe_problems(page) == []
