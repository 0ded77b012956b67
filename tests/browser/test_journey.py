"""One proposal through the whole town, from the first word to the answer, which its author sees on the page and gets by mail."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from civic.i18n.languages import BY_SLUG
from civic.i18n.text import CATALOGUES
from tests.browser.conftest import DESKTOP, PASSWORDS, PHONE, OpenPage
from tests.browser.hands import Hands, Keyboard, Pointer
from tests.browser.places import COORDINATOR, MODERATOR, RESIDENT, RESIDENT_VI, ROADS
from tests.browser.running import Instance

AUTHORS = {"ja": RESIDENT, "vi": RESIDENT_VI}
TITLES = {"ja": "駅前の横断歩道に街灯を", "vi": "Lắp đèn đường ở lối sang đường trước ga"}
BODIES = {"ja": "横断歩道が暗いので、街灯を2つつけてください。", "vi": "Lối sang đường rất tối, xin lắp hai ngọn đèn."}
REASON = "夜の事故を減らせるため採用します。"
ANSWER = "来月、街灯を2つ設置します。"


@dataclass(frozen=True)
class Case:
    """How one journey is made."""

    name: str
    language: str
    options: dict[str, Any]
    hands: Hands

    @property
    def title(self) -> str:
        """A title that no other journey uses."""
        return f"{TITLES[self.language]} ({self.name})"


CASES = [
    Case("phone-ja", "ja", PHONE, Pointer()),
    Case("phone-vi", "vi", PHONE, Pointer()),
    Case("desktop-ja", "ja", DESKTOP, Pointer()),
    Case("desktop-vi", "vi", DESKTOP, Pointer()),
    Case("no-script", "ja", {**PHONE, "java_script_enabled": False}, Pointer()),
    Case("keyboard", "ja", DESKTOP, Keyboard()),
]


def translated(sentence: str, language: str) -> str:
    """A sentence of the interface, straight from the catalogue."""
    catalogue = gettext.translation("messages", str(CATALOGUES), languages=[BY_SLUG[language].id])
    found = catalogue.gettext(sentence)
    assert found != sentence, f"{sentence!r} is not translated into {language}"
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_proposal_travels_from_resident_to_answer(open_page: OpenPage, instance: Instance, case: Case) -> None:
    author = open_page(**case.options)
    sign_in(author, case)
    number = write_proposal(author, case)
    other = open_page(AUTHORS["vi" if case.language == "ja" else "ja"], **case.options)
    support_and_comment(other, case, number)
    adopt(open_page(MODERATOR, **case.options), number)
    hand_over(open_page(COORDINATOR, **case.options), number)
    answer(open_page(ROADS, **case.options), case)
    see_answer(author, case, number)
    receive_mail(instance, case, number)


def sign_in(page: Page, case: Case) -> None:
    """By the form, from the home page."""
    page.goto(f"/{case.language}/")
    case.hands.press(page, "header a.in")
    case.hands.write(page, "[name=email]", AUTHORS[case.language])
    case.hands.write(page, "[name=password]", PASSWORDS[AUTHORS[case.language]])
    case.hands.press(page, "main form button[type=submit]")
    expect(page.locator("header .who")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", case.language)


def write_proposal(page: Page, case: Case) -> int:
    """Title, details, place, preview, publish; returns its number."""
    hands = case.hands
    hands.press(page, "main a[href$='/proposals/new']")
    hands.write(page, "[name=title]", case.title)
    hands.press(page, "main form button[type=submit]")
    hands.write(page, "[name=body]", BODIES[case.language])
    hands.press(page, "main form button[type=submit]")
    hands.choose_next(page, "[name=area_id]")
    hands.choose_next(page, "[name=category_id]")
    hands.press(page, "main form button[type=submit]")
    expect(page).to_have_url(re.compile("/preview$"))
    expect(page.locator("main")).to_contain_text(case.title)
    expect(page.locator("main")).to_contain_text(BODIES[case.language])
    hands.press(page, "form[action$='/publish'] button")
    expect(page.locator("h1")).to_have_text(case.title)
    expect(page.locator("main .note.ok")).to_be_visible()
    number = re.fullmatch(rf".*/{case.language}/proposals/(\d+)", page.url)
    assert number, page.url
    return int(number[1])


def support_and_comment(page: Page, case: Case, number: int) -> None:
    """Another resident finds it in the list, supports it and says why."""
    hands, words = case.hands, f"賛成です。{case.name}"
    page.goto(f"/{case.language}/proposals")
    hands.press(page, f"main a[href$='/proposals/{number}']")
    hands.press(page, "form[action$='/support'] button")
    expect(page.locator("form[action$='/support/withdraw']")).to_be_visible()
    expect(page.locator("#support-title")).to_contain_text("1")
    hands.tick(page, "[name=stance][value=for]")
    hands.write(page, "form[action$='/comments'] [name=body]", words)
    hands.press(page, "form[action$='/comments'] button")
    expect(page.locator("article.cm.for .prose")).to_have_text(words)
    expect(page.locator("article.cm")).to_have_count(1)


def adopt(page: Page, number: int) -> None:
    """The moderator decides, with a reason."""
    page.goto(f"/ja/proposals/{number}")
    Pointer().press(page, f"a[href$='/moderation/proposals/{number}']")
    page.locator("[name=decision][value=adopted]").check()
    page.locator("[name=reason]").fill(REASON)
    Pointer().press(page, "main form:has([name=decision]) button[type=submit]")
    page.goto(f"/ja/proposals/{number}")
    expect(page.locator("main .note")).to_contain_text(REASON)


def hand_over(page: Page, number: int) -> None:
    """The coordinator chooses the roads section and keeps the proposed day."""
    page.goto("/ja/desk")
    Pointer().press(page, f"a[href$='/desk/proposals/{number}/handoff']")
    page.locator("[name=department_id]").select_option(label="道路課")
    assert date.fromisoformat(page.locator("[name=due_on]").input_value()) > date.today()  # noqa: DTZ011 - the browser's day
    Pointer().press(page, "main form:has([name=department_id]) button[type=submit]")
    expect(page).to_have_url(re.compile("/ja/desk$"))
    expect(page.locator(f"a[href$='/desk/proposals/{number}/handoff']")).to_have_count(0)


def answer(page: Page, case: Case) -> None:
    """The officer finds it in the inbox, writes, looks at it as residents will see it, publishes."""
    page.goto("/ja/inboxes")
    expect(page.locator("h1")).to_have_text("道路課")
    with page.expect_navigation():
        page.get_by_role("link", name=case.title).click()
    Pointer().press(page, "main a[href$='/response']")
    page.locator("[name=decision][value=will_do]").check()
    page.locator("main [name=body]").fill(ANSWER)
    Pointer().press(page, "main button[value=preview]")
    expect(page.locator(".answer")).to_contain_text(ANSWER)
    Pointer().press(page, "main button[value=publish]")
    expect(page.locator(".answer")).to_contain_text(ANSWER)


def see_answer(page: Page, case: Case, number: int) -> None:
    """The author finds it at the proposal."""
    page.goto(f"/{case.language}/proposals/{number}")
    shown = page.locator(".answer")
    expect(shown).to_have_count(1)
    expect(shown.locator(".prose")).to_have_text(ANSWER)
    expect(shown.locator(".prose")).to_have_attribute("lang", "ja")
    expect(page.locator("main .note")).to_contain_text(REASON)
    expect(page.locator("html")).to_have_attribute("lang", case.language)


def receive_mail(instance: Instance, case: Case, number: int) -> None:
    """The mails came over SMTP, in the author's language, with the way back."""
    link = f"{instance.address}/{case.language}/proposals/{number}"
    for sentence, words in (("There is a decision about your proposal", REASON), ("The town has answered your proposal", ANSWER)):
        subject = translated(sentence, case.language)
        letter = instance.letters.wait_for(to=AUTHORS[case.language], containing=link, subject=subject)
        text = letter.get_content()
        assert case.title in text
        assert words in text
        assert letter["Content-Language"] == case.language
