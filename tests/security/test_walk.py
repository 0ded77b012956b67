"""Every address × everybody × reading and writing: what the access mark says is what happens.

The mark is the outer gate. The table of foreign objects below is the inner one: what a person may not know of is not found (404).
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from civic.accounts.models import User
from civic.contributions.models import Visibility
from civic.db import db, session
from civic.policy import Access, access_of
from civic.proposals.models import ProposalStatus
from tests.architecture.sources import assert_none
from tests.factories import make_handoff, make_process, make_proposal
from tests.walk import PERSONAS, ROLE_OF, World, address, build_world, rules

SignIn = Callable[[User], FlaskClient]
pytestmark = pytest.mark.usefixtures("faults_as_answers")

OPEN = Access()


@pytest.fixture
def world(database: None) -> World:
    """Rows for every address."""
    return build_world()


@pytest.fixture
def browsers(world: World, client: FlaskClient, sign_in: SignIn) -> dict[str, FlaskClient]:
    """A browser for each of the people."""
    return {"anonymous": client} | {name: sign_in(world.people[name]) for name in PERSONAS[1:]}


def undone(app: Flask, browser: FlaskClient, path: str, method: str, **more: object) -> TestResponse:
    """The answer to a request whose effects are taken back, so that the next one finds the same world."""
    session.commit()
    point = db._app_engines[app][None].begin_nested()  # type: ignore[attr-defined]  # the fixture put a connection there
    try:
        return browser.open(path, method=method, **more)
    finally:
        point.rollback()


def passes(access: Access, persona: str) -> bool:
    """Whether the mark lets this person through."""
    if not access.needs_sign_in:
        return True
    return persona != "anonymous" and (not access.roles or ROLE_OF.get(persona) in access.roles)


def is_sign_in(answer: TestResponse) -> bool:
    """Whether the answer leads to the sign-in page."""
    return answer.status_code == 303 and urlsplit(answer.location).path.endswith("/sign-in")


def problem(access: Access, persona: str, method: str, answer: TestResponse) -> str:
    """How the answer differs from what the mark says, or an empty text."""
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if passes(access, persona):
        return "is sent to sign in" if is_sign_in(answer) and persona != "anonymous" else ""
    if persona == "anonymous" and method == "GET":
        return "" if is_sign_in(answer) and "next=" in answer.location else f"{answer.status_code} instead of the way to sign in"
    return "" if answer.status_code == 403 else f"{answer.status_code} instead of 403"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_keeps_its_mark(app: Flask, world: World, browsers: dict[str, FlaskClient], method: str) -> None:
    found = []
    for rule in rules(app, unsafe=method == "POST"):
        if rule.endpoint in {"static", "readyz"}:
            continue
        access = access_of(app.view_functions[rule.endpoint]) or OPEN
        path = address(app, rule, world)
        for persona, browser in browsers.items():
            wrong = problem(access, persona, method, undone(app, browser, path, method))
            if wrong:
                found.append(f"{method} {path} as {persona}: {wrong}")
    assert_none(found)


def test_every_writing_address_needs_the_token(app: Flask, world: World, browsers: dict[str, FlaskClient]) -> None:
    """Whoever the gate lets through gets 400 without the form's token, and nothing is written."""
    app.config["WTF_CSRF_ENABLED"] = True
    found = []
    for rule in rules(app, unsafe=True):
        access = access_of(app.view_functions[rule.endpoint]) or OPEN
        path = address(app, rule, world)
        for persona, browser in browsers.items():
            status = undone(app, browser, path, "POST").status_code
            if passes(access, persona) and status != 400:
                found.append(f"POST {path} as {persona}: {status} without token")
    assert_none(found)


def test_no_mark_means_no_entry(live_app: Flask) -> None:
    live_app.add_url_rule("/ja/unmarked", "unmarked", lambda: "secret")
    assert live_app.test_client().get("/ja/unmarked").status_code == 403


def test_methods_that_no_address_knows_are_refused(app: Flask, world: World, client: FlaskClient) -> None:
    found = []
    for rule in rules(app):
        path = address(app, rule, world)
        for method in {"PUT", "DELETE", "PATCH", "TRACE"} - (rule.methods or set()):
            status = undone(app, client, path, method).status_code
            if status != 405:
                found.append(f"{method} {path}: {status}")
    assert_none(found)


FOREIGN = ("anonymous", "resident", "moderator", "coordinator", "staff_a", "staff_b", "administrator")


@pytest.mark.parametrize("page", ["", "/preview", "/edit/title", "/edit/text", "/edit/place", "/delete-draft"])
def test_foreign_draft_is_found_by_nobody(world: World, browsers: dict[str, FlaskClient], page: str) -> None:
    path = f"/ja/proposals/{world.things['draft']}{page}"
    found = [f"{path} as {who}: {answer.status_code}" for who in FOREIGN if not hides(answer := browsers[who].get(path))]
    assert_none(found)


def hides(answer: TestResponse) -> bool:
    """Not found, or the way to sign in, which tells nothing either."""
    return answer.status_code == 404 or is_sign_in(answer)


@pytest.mark.parametrize("act", ["publish", "delete-draft", "edit/title", "edit/text", "edit/place", "support", "comments", "withdraw"])
def test_foreign_draft_cannot_be_acted_on(app: Flask, world: World, browsers: dict[str, FlaskClient], act: str) -> None:
    path = f"/ja/proposals/{world.things['draft']}/{act}"
    found = []
    for who in FOREIGN:
        status = undone(app, browsers[who], path, "POST", data={"title": "x", "body": "y", "stance": "for"}).status_code
        if status != (403 if who == "anonymous" else 404):
            found.append(f"{path} as {who}: {status}")
    assert_none(found)


@pytest.mark.parametrize("state", ["hidden", "unpublished"])
def test_text_that_is_not_public_is_told_to_nobody_else(world: World, browsers: dict[str, FlaskClient], state: str) -> None:
    process = make_process(published=state != "unpublished")
    visibility = Visibility.HIDDEN if state == "hidden" else Visibility.PUBLIC
    proposal = make_proposal("しゃべってはいけない題名", process=process, visibility=visibility)
    allowed = {"hidden": {"moderator"}, "unpublished": {"administrator"}}[state]
    found = []
    for who in set(FOREIGN) - allowed:
        answer = browsers[who].get(f"/ja/proposals/{proposal.id}")
        if answer.status_code not in (404, 410) or "しゃべっては" in answer.text:
            found.append(f"{state} as {who}: {answer.status_code}")
        listing = browsers[who].get(f"/ja/proposals?process={process.id}")
        if "しゃべっては" in listing.text:
            found.append(f"{state} in the list as {who}")
    assert_none(found)


def test_handoff_is_the_business_of_its_department(app: Flask, world: World, browsers: dict[str, FlaskClient]) -> None:
    """Staff of another department do not find it, neither to read nor to write; residents are stopped by the mark."""
    found = []
    mine, foreign = world.values["department_id"], world.things["department_b"]
    for rule in rules(app):
        if rule.endpoint.startswith("handoff.") and rule.arguments & {"handoff_id", "department_id"}:
            access = access_of(app.view_functions[rule.endpoint]) or OPEN
            if not access.roles or ROLE_OF["staff_b"] not in access.roles:
                continue
            path = address(app, rule, world)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                status = undone(app, browsers["staff_b"], path, method).status_code
                if status != 404:
                    found.append(f"{method} {path} as staff of department {foreign} (it belongs to {mine}): {status}")
    assert_none(found)


def test_handoff_that_was_answered_cannot_be_answered_again(app: Flask, world: World, browsers: dict[str, FlaskClient]) -> None:
    proposal = make_proposal(status=ProposalStatus.ADOPTED)
    assert make_handoff(proposal=proposal).proposal_id == proposal.id
    for number in (0, 10**9, 2**31, 2**63, 2**70):
        for path in (f"/ja/proposals/{number}", f"/ja/processes/{number}", f"/ja/responses/{number}"):
            assert browsers["staff_a"].get(path).status_code == 404, path
