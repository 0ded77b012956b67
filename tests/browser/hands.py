"""Two ways to use a page: with a pointer, or with nothing but a keyboard. Both do what a person does, by names that no language changes."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Page

MAX_STOPS = 150


class Hands(Protocol):
    """What a person can do with a page."""

    def write(self, page: Page, selector: str, text: str) -> None:
        """Write into an empty field."""

    def tick(self, page: Page, selector: str) -> None:
        """Choose an option of a group."""

    def choose_next(self, page: Page, selector: str) -> None:
        """Choose the option after the present one in a list."""

    def press(self, page: Page, selector: str) -> None:
        """Press a link or button that leads to another page, and wait for that page."""


class Pointer:
    """Finger or mouse."""

    def write(self, page: Page, selector: str, text: str) -> None:
        """Write into an empty field."""
        page.locator(selector).fill(text)

    def tick(self, page: Page, selector: str) -> None:
        """Choose an option of a group."""
        page.locator(selector).check()

    def choose_next(self, page: Page, selector: str) -> None:
        """Choose the option after the present one in a list."""
        field = page.locator(selector)
        position = field.evaluate("field => field.selectedIndex")
        field.select_option(index=position + 1)

    def press(self, page: Page, selector: str) -> None:
        """Press a link or button that leads to another page, and wait for that page."""
        with page.expect_navigation():
            page.locator(selector).first.click()


class Keyboard:
    """Tab, Enter, Space, arrows and letters only."""

    def write(self, page: Page, selector: str, text: str) -> None:
        """Write into an empty field."""
        self._reach(page, selector)
        page.keyboard.type(text)

    def tick(self, page: Page, selector: str) -> None:
        """Choose an option of a group: with arrows, as browsers have it once one is chosen, else with Space."""
        group = page.locator(selector).evaluate("option => `input[name='${option.name}']`")
        self._reach(page, group)
        page.keyboard.press("Space")
        for _ in range(MAX_STOPS):
            if page.evaluate("selector => document.activeElement.matches(selector) && document.activeElement.checked", selector):
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not lead to {selector}")

    def choose_next(self, page: Page, selector: str) -> None:
        """Choose the option after the present one in a list."""
        self._reach(page, selector)
        page.keyboard.press("ArrowDown")

    def press(self, page: Page, selector: str) -> None:
        """Press a link with Enter, a button with Space, and wait for the next page."""
        self._reach(page, selector)
        key = "Space" if page.evaluate("document.activeElement.tagName === 'BUTTON'") else "Enter"
        with page.expect_navigation():
            page.keyboard.press(key)

    def _reach(self, page: Page, selector: str) -> None:
        """Go on with Tab until the focus is there; passing the end of the page is allowed, as for people."""
        for _ in range(MAX_STOPS):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector} on {page.url}")
