"""What a first visit costs on the wire, in a browser with an empty cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.places import PUBLIC, Places, address

KIB = 1024
TOTAL, SCRIPT, HTML, CSS, REQUESTS = 40 * KIB, 10 * KIB, 14 * KIB, 12 * KIB, 9
VISITS = [*((name, "ja") for name in PUBLIC), ("home", "my"), ("proposal", "my"), ("list", "ne")]


@dataclass
class Traffic:
    """Bytes that came over the wire, heads included, by kind of resource."""

    kinds: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, float] = field(default_factory=dict)
    requests: int = 0

    def record(self, page: Page) -> None:
        """Begin to count."""
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.responseReceived", lambda event: self.kinds.update({event["requestId"]: event["type"]}))
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _sent(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.requests += 1

    def _finished(self, event: dict[str, Any]) -> None:
        kind = self.kinds.get(event["requestId"], "Other")
        self.bytes[kind] = self.bytes.get(kind, 0) + event["encodedDataLength"]

    def over_budget(self) -> list[str]:
        """The budgets that are broken."""
        limits = {"Document": HTML, "Script": SCRIPT, "Stylesheet": CSS, "Font": 0}
        found = [f"{kind}: {self.bytes[kind]:.0f} of {limit}" for kind, limit in limits.items() if self.bytes.get(kind, 0) > limit]
        total = sum(self.bytes.values())
        if total > TOTAL:
            found.append(f"total: {total:.0f} of {TOTAL} ({self.bytes})")
        if self.requests > REQUESTS:
            found.append(f"{self.requests} requests of {REQUESTS}")
        return found


@pytest.mark.parametrize(("name", "language"), VISITS)
def test_first_visit_keeps_the_budget(open_page: OpenPage, places: Places, name: str, language: str) -> None:
    page, traffic = open_page(**PHONE), Traffic()
    traffic.record(page)
    page.goto(address(name, places, language), wait_until="networkidle")
    assert traffic.bytes.get("Document", 0) > 0
    assert traffic.bytes.get("Stylesheet", 0) > 0
    assert traffic.over_budget() == []
