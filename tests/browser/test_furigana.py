"""Readings in a real browser: lines keep their places, copied text has no readings, screen readers hear each word once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from civic.i18n import dictionary
from civic.ui.furigana import FURIGANA_COOKIE
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.places import Places, address

pytestmark = pytest.mark.skipif(not dictionary.is_available(), reason="the analyser is not installed")
_NAMES = ("home", "list", "proposal")

IS_JAPANESE = """(element) => element.matches(":lang(ja)") && !element.querySelector("[lang]:not(:lang(ja))")"""
LINES = f"""() => [...document.querySelectorAll("main :is(h1, h2, h3, .prose p)")].filter({IS_JAPANESE}).map((element) => {{
  const style = getComputedStyle(element)
  const lines = element.getBoundingClientRect().height / parseFloat(style.lineHeight)
  return {{text: element.textContent.slice(0, 30), lines, lead: parseFloat(style.lineHeight) / parseFloat(style.fontSize)}}
}})"""
COPIED = """() => {
  getSelection().selectAllChildren(document.querySelector("main"))
  return getSelection().toString()
}"""


def _open(open_page: OpenPage, places: Places, name: str, language: str, **options: Any) -> Page:
    page = open_page(cookies={FURIGANA_COOKIE: "on"}, **options)
    page.goto(address(name, places, language))
    assert page.locator("rt").count() > 0
    return page


@pytest.mark.parametrize("options", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", _NAMES)
def test_lines_do_not_jump(open_page: OpenPage, places: Places, name: str, options: dict[str, Any]) -> None:
    page = _open(open_page, places, name, "ja", **options)
    lines = page.evaluate(LINES)
    assert lines
    assert not [line for line in lines if line["lead"] < 1.8]
    assert not [line for line in lines if abs(line["lines"] - round(line["lines"])) > 0.06]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_copied_text_has_no_readings(open_page: OpenPage, places: Places) -> None:
    page = _open(open_page, places, "proposal", "ja", **DESKTOP)
    copied = page.evaluate(COPIED)
    title = page.evaluate("""() => {
      const title = document.querySelector("h1").cloneNode(true)
      title.querySelectorAll("rt, rp").forEach((element) => element.remove())
      return title.textContent.trim()
    }""")
    assert title
    assert title in copied


def test_screen_readers_hear_each_word_once(open_page: OpenPage, places: Places) -> None:
    """The tree that a browser hands to screen readers holds the letters and none of the readings."""
    page = _open(open_page, places, "proposal", "ja", **DESKTOP)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    spoken = [node["name"]["value"] for node in nodes if not node["ignored"] and node.get("name", {}).get("value")]
    readings = {reading for reading in page.locator("rt").all_text_contents() if len(reading) > 2}
    assert readings
    assert not [name for name in spoken if name in readings]
    heading = next(node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "heading")
    assert heading.replace(" ", "") == page.evaluate("""() => {
      const title = document.querySelector("h1").cloneNode(true)
      title.querySelectorAll("rt, rp").forEach((element) => element.remove())
      return title.textContent.trim().replaceAll(" ", "")
    }""")


def test_headings_on_a_phone_break_between_phrases(open_page: OpenPage, places: Places) -> None:
    """<wbr> parts the phrases, so that a piece of text that stands on two lines is a phrase that was broken; only long ones may be."""
    page = open_page(viewport={"width": 320, "height": 800})
    page.goto(address("list", places, "ja"))
    ends = page.evaluate("""() => [...document.querySelectorAll("h2, h3")].flatMap((heading) => {
      const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
      const pieces = []
      while (walker.nextNode()) {
        const node = walker.currentNode
        if (!node.parentElement.closest(":lang(ja)") || !node.data.trim()) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        pieces.push({text: node.data, lines: range.getClientRects().length})
      }
      return pieces
    })""")
    assert ends
    assert not [piece for piece in ends if piece["lines"] > 1 and len(piece["text"]) < 12]
