"""Forms in a real browser: nothing typed is lost, nothing is done twice, filters work with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.places import RESIDENT, RESIDENT_VI, ROADS, Places, address

NO_SCRIPT = {**PHONE, "java_script_enabled": False}


def send(page: Page, button: str = "main form button[type=submit]") -> int:
    """Press the button; the status of the page that comes."""
    with page.expect_navigation() as answer:
        page.locator(button).first.click()
    return answer.value.status if answer.value else 0


def test_wizard_keeps_what_was_typed_when_something_is_missing(open_page: OpenPage, places: Places) -> None:
    page = open_page(RESIDENT, **PHONE)
    page.goto(address("wizard-title", places))
    assert send(page) == 422
    page.locator("[name=title]").fill("下書きの題")
    assert send(page) == 303 or page.url.endswith("/edit/text")
    page.locator("[name=problem]").fill("夜は「暗い」 <b>です</b>")
    assert send(page) == 422
    expect(page.locator("[name=problem]")).to_have_value("夜は「暗い」 <b>です</b>")
    expect(page.locator("[name=body]")).to_have_attribute("aria-invalid", "true")


def test_comment_that_is_too_long_is_kept(open_page: OpenPage, places: Places) -> None:
    page = open_page(RESIDENT, **PHONE)
    page.goto(first_open_proposal(page))
    words = "長い意見です。" * 600
    page.locator("[name=stance][value=against]").check()
    page.locator("form[action$='/comments'] [name=body]").fill(words)
    assert send(page, "form[action$='/comments'] button") == 422
    expect(page.locator("form[action$='/comments'] [name=body]")).to_have_value(words)
    expect(page.locator("[name=stance][value=against]")).to_be_checked()


def test_answer_without_a_decision_is_kept(open_page: OpenPage, places: Places) -> None:
    page = open_page(ROADS, **PHONE)
    page.goto(address("respond", places))
    page.locator("main [name=body]").fill("来月、工事を始めます。")
    assert send(page, "main button[value=preview]") == 422
    expect(page.locator("main [name=body]")).to_have_value("来月、工事を始めます。")


def test_answer_survives_going_back_from_the_preview(open_page: OpenPage, places: Places) -> None:
    page = open_page(ROADS, **PHONE)
    page.goto(address("respond", places))
    page.locator("[name=decision][value=partly]").check()
    page.locator("main [name=body]").fill("一部を実施します。\n\n- 東側")
    send(page, "main button[value=preview]")
    send(page, "main button[value=edit]")
    expect(page.locator("main [name=body]")).to_have_value("一部を実施します。\n\n- 東側")
    expect(page.locator("[name=decision][value=partly]")).to_be_checked()


def test_sign_up_keeps_address_and_name_but_not_the_password(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    page.goto("/vi/sign-up")
    page.locator("[name=email]").fill("nobody@example.jp")
    page.locator("[name=display_name]").fill("Đặng Thị Ngọc")
    page.locator("[name=password]").fill("short")
    assert send(page) == 422
    expect(page.locator("[name=email]")).to_have_value("nobody@example.jp")
    expect(page.locator("[name=display_name]")).to_have_value("Đặng Thị Ngọc")
    expect(page.locator("[name=password]")).to_have_value("")


@pytest.mark.parametrize("options", [DESKTOP, NO_SCRIPT], ids=["script", "no-script"])
def test_pressing_publish_twice_makes_one_proposal(
    open_page: OpenPage, places: Places, options: dict[str, object], request: pytest.FixtureRequest
) -> None:
    title = f"二度押しの提案 {request.node.callspec.id}"
    page = open_page(RESIDENT_VI, **options)
    page.goto(address("wizard-title", places))
    page.locator("[name=title]").fill(title)
    send(page)
    page.locator("[name=body]").fill("本文です。")
    send(page)
    send(page)
    page.locator("form[action$='/publish'] button").dblclick()
    expect(page.locator("h1")).to_have_text(title)
    expect(page).to_have_url(re.compile(r"/ja/proposals/\d+$"))
    page.goto("/ja/account/proposals")
    expect(page.get_by_role("link", name=title)).to_have_count(1)
    page.goto("/ja/proposals")
    expect(page.get_by_role("link", name=title)).to_have_count(1)


def test_pressing_comment_twice_makes_one_comment(open_page: OpenPage) -> None:
    page = open_page(RESIDENT, **DESKTOP)
    page.goto(first_open_proposal(page))
    page.locator("[name=stance][value=neutral]").check()
    page.locator("form[action$='/comments'] [name=body]").fill("二度押しの意見です。")
    page.locator("form[action$='/comments'] button").dblclick()
    expect(page).to_have_url(re.compile(r"#comment-\d+$"))
    page.reload()
    expect(page.locator("article.cm .prose").get_by_text("二度押しの意見です。", exact=True)).to_have_count(1)


def test_filter_changes_list_and_address_while_choosing(open_page: OpenPage) -> None:
    page = open_page(**DESKTOP)
    page.goto("/ja/proposals")
    page.evaluate("window.stayed = true")
    choose_roads(page)
    expect(page).to_have_url(re.compile(r"[?&]category=\d+"))
    expect(page.locator("#results .card").first).to_be_visible()
    live = titles(page)
    assert page.evaluate("window.stayed === true"), "the page was loaded anew"
    page.reload()
    assert titles(page) == live
    expect(page.locator("#category option:checked")).to_have_text("交通・道路")


def test_filter_works_without_scripts_by_its_button(open_page: OpenPage) -> None:
    page = open_page(**NO_SCRIPT)
    page.goto("/ja/proposals")
    before = page.locator("#count").inner_text()
    choose_roads(page)
    assert send(page, "form.filters button") == 200
    expect(page).to_have_url(re.compile(r"[?&]category=\d+"))
    expect(page.locator("#results .card").first).to_be_visible()
    assert page.locator("#count").inner_text() != before


def test_filter_gives_the_same_list_with_and_without_scripts(open_page: OpenPage) -> None:
    live, plain = open_page(**DESKTOP), open_page(**NO_SCRIPT)
    for page in (live, plain):
        page.goto("/ja/proposals")
        choose_roads(page)
    expect(live).to_have_url(re.compile(r"[?&]category=\d+"))
    send(plain, "form.filters button")
    expect(live.locator("#count")).to_have_text(plain.locator("#count").inner_text())
    assert titles(live) == titles(plain)


def test_language_switch_keeps_the_page_without_scripts(open_page: OpenPage, places: Places) -> None:
    page = open_page(**NO_SCRIPT)
    page.goto(f"/ja/proposals/{places['proposal']}")
    page.locator("details.menu summary").first.click()
    with page.expect_navigation():
        page.locator(".langs a[lang=ne]").click()
    expect(page).to_have_url(re.compile(rf"/ne/proposals/{places['proposal']}$"))
    expect(page.locator("html")).to_have_attribute("lang", "ne")


def choose_roads(page: Page) -> None:
    """Open the filters and choose a category."""
    page.locator("form.filters summary").click()
    page.locator("#category").select_option(label="交通・道路")


def titles(page: Page) -> list[str]:
    """The titles in the list."""
    return page.locator("#results .card h3").all_inner_texts()


def first_open_proposal(page: Page) -> str:
    """The address of a proposal that takes comments: the newest."""
    page.goto("/ja/proposals?status=published")
    return page.locator("#results .card h3 a").first.get_attribute("href") or ""
