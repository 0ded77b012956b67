"""The pages that are checked, by name, and where they are in the demo town."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page

if TYPE_CHECKING:
    from tests.browser.conftest import Doors

Places = dict[str, str]
RESIDENT, RESIDENT_VI = "resident@example.jp", "resident-vi@example.jp"
MODERATOR, COORDINATOR, ROADS, ADMIN = "moderator@example.jp", "coordinator@example.jp", "roads@example.jp", "admin@example.jp"

PUBLIC = {
    "home": "/",
    "list": "/proposals",
    "proposal": "/proposals/{proposal}",
    "themes": "/processes",
    "theme": "/processes/{process}",
    "responses": "/responses",
    "sign-in": "/sign-in",
    "sign-up": "/sign-up",
    "display": "/display",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "error-404": "/proposals/999999",
}
"""Pages for everybody; the address follows the language."""

PERSONAL = {
    "wizard-title": (RESIDENT, "/processes/{process}/proposals/new"),
    "wizard-text": (RESIDENT, "/proposals/{draft}/edit/text"),
    "wizard-place": (RESIDENT, "/proposals/{draft}/edit/place"),
    "wizard-preview": (RESIDENT, "/proposals/{draft}/preview"),
    "proposal-signed-in": (RESIDENT_VI, "/proposals/{proposal}"),
    "account": (RESIDENT, "/account"),
    "moderation": (MODERATOR, "/moderation"),
    "decide": (MODERATOR, "/moderation/proposals/{undecided}"),
    "desk": (COORDINATOR, "/desk"),
    "hand-over": (COORDINATOR, "/desk/proposals/{adopted}/handoff"),
    "inbox": (ROADS, "/departments/{department}/inbox"),
    "handoff": (ROADS, "/handoffs/{handoff}"),
    "respond": (ROADS, "/handoffs/{handoff}/response"),
    "admin": (ADMIN, "/admin"),
    "admin-process": (ADMIN, "/admin/processes/{process}"),
}
"""Pages for one person."""

ALL: dict[str, tuple[str | None, str]] = {**{name: (None, path) for name, path in PUBLIC.items()}, **PERSONAL}


def address(name: str, places: Places, language: str = "ja") -> str:
    """The path of a page in a language."""
    return f"/{language}{ALL[name][1].format(**places)}"


def find_places(doors: Doors) -> Places:
    """Look the numbers up where people find them."""
    wanted = {
        "process": (None, "/ja/", r"/processes/(\d+)/proposals/new"),
        "proposal": (None, "/ja/proposals?order=supported", r"/proposals/(\d+)$"),
        "draft": (RESIDENT, "/ja/account/proposals", r"/proposals/(\d+)/preview"),
        "undecided": (MODERATOR, "/ja/moderation", r"/moderation/proposals/(\d+)$"),
        "adopted": (COORDINATOR, "/ja/desk", r"/desk/proposals/(\d+)/handoff"),
        "handoff": (ROADS, "/ja/inboxes", r"/handoffs/(\d+)$"),
    }
    found: Places = {}
    for name, (who, path, pattern) in wanted.items():
        with doors.open(who) as context:
            page = context.new_page()
            page.goto(path)
            found[name] = _first(page, pattern)
            if name == "handoff":
                found["department"] = page.url.rsplit("/", 2)[1]
    return found


def _first(page: Page, pattern: str) -> str:
    hrefs: list[str] = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for href in hrefs:
        match = re.search(pattern, href)
        if match:
            return match[1]
    raise AssertionError(f"{page.url} has no link to {pattern}; it has {hrefs}")
