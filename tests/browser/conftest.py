"""A running demo town and a real Chromium. Every page that a test opens is watched: see `Watch`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response, sync_playwright

from civic.demo.build import demo_accounts
from tests.browser.places import Places, find_places
from tests.browser.running import Instance, built_town, running
from tests.servers import IS_CI, chromium, chromium_problem

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PATIENCE = 20_000
LONG = ("test_journey.py", "test_six_languages.py")
PASSWORDS = {account.email: account.password for account in demo_accounts()}

OpenPage = Callable[..., Page]


class Watch:
    """What no page may do: log errors (which is how a breach of the content security policy shows), fail, or ask another host."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.faults: list[str] = []

    def attach(self, page: Page) -> None:
        """Watch a page."""
        page.on("console", self._console)
        page.on("pageerror", self._script_error)
        page.on("request", self._request)
        page.on("response", self._response)

    def _script_error(self, error: Error) -> None:
        # A page that is left while it is still fading in: Chromium reports its own unfinished view transition, of which no script knows.
        if not str(error).startswith("Transition was aborted"):
            self.faults.append(f"script error: {error}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.faults.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.faults.append(f"answered {response.status}: {response.url}")


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Instance]:
    """The running demo town; each test process has its own, on a copy of one that is built once."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "shared"
    with running(built_town(shared), tmp_path_factory.mktemp("instance")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    problem = chromium_problem()
    if problem and IS_CI:
        pytest.fail(problem)
    if problem:
        pytest.skip(problem)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


class Doors:
    """Opens browsers on the instance. The first browser of a person signs in by the form; later ones take over its cookies."""

    def __init__(self, browser: Browser, instance: Instance, passwords: Mapping[str, str] = PASSWORDS) -> None:
        self.browser, self.instance, self.passwords = browser, instance, passwords
        self._states: dict[str, Any] = {}

    def open(self, who: str | None = None, *, cookies: dict[str, str] | None = None, **options: Any) -> BrowserContext:
        """A browser, signed in as `who` (an address) or as nobody."""
        state = self._state(who) if who else None
        options = {"service_workers": "block", "reduced_motion": "reduce", "locale": "ja-JP", **options}
        context = self.browser.new_context(base_url=self.instance.address, storage_state=state, **options)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": name, "value": value, "url": self.instance.address} for name, value in (cookies or {}).items()])
        return context

    def _state(self, who: str) -> Any:
        if who not in self._states:
            with self.open() as context:
                page = context.new_page()
                page.goto("/ja/sign-in")
                page.locator("[name=email]").fill(who)
                page.locator("[name=password]").fill(self.passwords[who])
                with page.expect_navigation():
                    page.locator("main form button[type=submit]").click()
                assert not page.url.endswith("/sign-in"), f"{who} could not sign in"
                self._states[who] = context.storage_state()
        return self._states[who]


@pytest.fixture(scope="session")
def doors(browser: Browser, instance: Instance) -> Doors:
    """Opens browsers."""
    return Doors(browser, instance)


@pytest.fixture(scope="session")
def places(doors: Doors) -> Places:
    """Addresses of things in the demo town."""
    return find_places(doors)


@pytest.fixture
def open_page(doors: Doors) -> Iterator[OpenPage]:
    """`open_page(who, **options)`: a page in a browser of its own; at the end of the test it must have kept the rules of `Watch`."""
    watch, contexts = Watch(doors.instance.address), []

    def opened(who: str | None = None, **options: Any) -> Page:
        context = doors.open(who, **options)
        contexts.append(context)
        page = context.new_page()
        watch.attach(page)
        return page

    yield opened
    for context in contexts:
        with suppress(Exception):
            context.close()
    assert not watch.faults, "\n".join(dict.fromkeys(watch.faults))


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Which of several test processes this is; `master` when there is one."""
    worker_input = getattr(request.config, "workerinput", None)
    return str(worker_input["workerid"]) if worker_input else "master"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long journeys first, so that with several test processes none is left alone with one at the end."""
    here = Path(__file__).parent
    own = [number for number, item in enumerate(items) if item.path.is_relative_to(here)]
    ordered = sorted((items[number] for number in own), key=lambda item: item.path.name not in LONG)
    for number, item in zip(own, ordered, strict=True):
        items[number] = item
