"""Every address says who may open it, stays where it was, writes nothing when it is only read, and answers with sound HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from civic.accounts.models import User
from civic.policy import Role, access_of
from tests.architecture.sources import assert_none
from tests.architecture.urls import addresses, stored
from tests.factories import make_department, make_user
from tests.walk import World, address, build_world, rules

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
pytestmark = pytest.mark.usefixtures("faults_as_answers")

WITHOUT_MARK = {"static", "ui.static"}


def test_every_endpoint_says_who_may_open_it(app: Flask) -> None:
    unmarked = [name for name, view in app.view_functions.items() if access_of(view) is None and name not in WITHOUT_MARK]
    assert_none(sorted(unmarked))


def test_no_address_is_lost(app: Flask) -> None:
    assert_none([f"{line} is gone: keep it, or redirect from it" for line in sorted(set(stored()) - set(addresses(app)))])


def test_every_address_is_in_the_stored_list(app: Flask) -> None:
    assert_none([f"{line} is new: run make urls" for line in sorted(set(addresses(app)) - set(stored()))])


def test_pages_are_below_their_language(app: Flask) -> None:
    outside = {
        "/",
        "/healthz",
        "/_ui",
        "/_mail",
        "/readyz",
        "/favicon.ico",
        "/robots.txt",
        "/manifest.webmanifest",
        "/security.txt",
        "/.well-known/security.txt",
    }
    found = [line for line in addresses(app) if not line.startswith(("/<lang:lang>/", "/static/")) and line.split()[0] not in outside]
    assert_none(found)


def everybody(world: World) -> User:
    """A person who may open everything."""
    department = make_department("すべて")
    return make_user("すべて", roles=(Role.MODERATOR, Role.COORDINATOR, Role.ADMINISTRATOR), departments=(department,))


@pytest.fixture
def world(database: None) -> World:
    """Rows for every address."""
    return build_world()


def visits(app: Flask, world: World, client: FlaskClient, sign_in: Callable[[User], FlaskClient]) -> list[tuple[str, str, FlaskClient]]:
    """Every readable address, by nobody, by an ordinary author and by someone with all roles."""
    browsers = {
        "nobody": client,
        "author": sign_in(world.author),
        "everybody": sign_in(everybody(world)),
        "staff": sign_in(world.people["staff_a"]),
    }
    return [(who, address(app, rule, world), browser) for rule in rules(app) for who, browser in browsers.items()]


def test_reading_writes_nothing(
    app: Flask, world: World, client: FlaskClient, sign_in: Callable[[User], FlaskClient], count_statements: Callable[[], Any]
) -> None:
    found = []
    for who, path, browser in visits(app, world, client, sign_in):
        with count_statements() as counted:
            status = browser.get(path).status_code
        if status >= 500 and path != "/readyz":
            found.append(f"{path} as {who}: {status}")
        found += [f"{path} as {who}: {statement[:90]}" for statement in counted.statements if statement.lstrip().upper().startswith(WRITES)]
    assert_none(found)


def test_pages_are_sound_html(app: Flask, world: World, client: FlaskClient, sign_in: Callable[[User], FlaskClient]) -> None:
    found = []
    for who, path, browser in visits(app, world, client, sign_in):
        answer = browser.get(path)
        if answer.status_code >= 500 or answer.mimetype != "text/html" or answer.status_code in (301, 302, 303, 308):
            continue
        parser = html5lib.HTMLParser(strict=False)
        tree = parser.parse(answer.text, override_encoding=None) if isinstance(answer.text, bytes) else parser.parse(answer.text)
        found += [f"{path} as {who}: line {line}: {code}" for (line, _column), code, _values in parser.errors]
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        found += [f"{path} as {who}: id {name} stands twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
        headings = [element for element in tree.iter() if element.tag == "{http://www.w3.org/1999/xhtml}h1"]
        if len(headings) != 1:
            found.append(f"{path} as {who}: {len(headings)} headings of the first rank")
    assert_none(sorted(set(found)))
