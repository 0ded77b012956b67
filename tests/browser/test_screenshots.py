"""Pictures for eyes: `CIVIC_SHOTS=folder` says where to put them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.places import ALL, Places, address

FOLDER = os.environ.get("CIVIC_SHOTS", "")
PICTURES = ["home", "theme", "list", "proposal", "wizard-title", "wizard-preview", "inbox"]
UNFIXED = ".nav { position: static !important; }"
"""In a picture of a whole page the bottom bar would lie across its middle."""
DEVICES: dict[str, dict[str, Any]] = {"phone": PHONE, "desktop": DESKTOP}

pytestmark = pytest.mark.skipif(not FOLDER, reason="set CIVIC_SHOTS to a folder to get pictures")


@pytest.mark.parametrize("language", ["ja", "easy", "ne", "rtl"])
@pytest.mark.parametrize("device", DEVICES)
def test_pictures(open_page: OpenPage, places: Places, device: str, language: str) -> None:
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        page = open_page(ALL[name][0], bypass_csp=True, **DEVICES[device])
        page.goto(address(name, places, language))
        page.screenshot(path=folder / f"{device}-{language}-{name}.png", full_page=True, style=UNFIXED)
