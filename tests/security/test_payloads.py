"""Hostile text in every field and every argument: never a fault, never taken for markup, template, SQL or a header."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from civic.accounts.models import User
from tests.architecture.sources import assert_none
from tests.factories import PASSWORD, make_comment, make_department, make_handoff, make_process, make_proposal, make_response, make_user
from tests.walk import PERSONAS, World, address, build_world, rules

pytestmark = pytest.mark.usefixtures("faults_as_answers")

MARK = "zqx9"
PAYLOADS = {
    "script": f"<script>{MARK}</script>",
    "attribute": f"\"'><img src=x onerror={MARK}>",
    "link": f"[x](javascript:{MARK}) <a href=javascript:{MARK}>",
    "svg": f"<svg/onload={MARK}>",
    "template": f"{MARK}{{{{7*191}}}}{{% print(7*191) %}}${{7*191}}",
    "format": f"{MARK} %(config)s {{config}} %s %n",
    "sql": f"{MARK}' OR '1'='1'; DROP TABLE proposal; -- \\",
    "header": f"{MARK}\r\nSet-Cookie: evil=1\r\n\r\n<html>",
    "long": MARK + "a" * 5_000,
    "astral": f"{MARK}𠮷👨‍👩‍👧‍👦\U000e0101",
    "control": f"{MARK}\x00\x07\u202e\u2066\ufeff",
}
ARGUMENTS = (
    "q", "search", "process", "status", "area", "category", "order", "sort", "language", "after", "before", "cursor", "page", "next",
    "stance", "department", "decision", "kind", "role", "size", "contrast", "show", "tab", "format", "lang",
)  # fmt: skip
DANGEROUS = (
    f"<script>{MARK}",
    f"onerror={MARK}>",
    f"<svg/onload={MARK}",
    f'href="javascript:{MARK}',
    f"href=javascript:{MARK}>",
    f"{MARK}1337",
)


@pytest.fixture
def world(database: None) -> World:
    """Rows for every address."""
    return build_world()


def dangers(text: str) -> list[str]:
    """Payloads that came out as more than text."""
    return [mark for mark in DANGEROUS if mark in text]


def problems(answer: object, where: str) -> list[str]:
    """What is wrong with an answer."""
    status, text, headers = answer.status_code, answer.text, answer.headers  # type: ignore[attr-defined]  # a TestResponse
    found = [f"{where}: {status}"] if status >= 500 else []
    found += [f"{where}: {mark} unescaped" for mark in dangers(text)]
    if "evil=1" in str(headers.getlist("Set-Cookie")):
        found.append(f"{where}: a header was added")
    return found


@pytest.mark.parametrize("kind", sorted(PAYLOADS))
def test_arguments_in_addresses(app: Flask, world: World, client: FlaskClient, sign_in: Callable[[User], FlaskClient], kind: str) -> None:
    browser = sign_in(world.people["administrator"])
    query = dict.fromkeys(ARGUMENTS, PAYLOADS[kind][:2000])
    found = []
    for rule in rules(app):
        path = address(app, rule, world)
        for who, each in (("nobody", client), ("administrator", browser)):
            if path != "/readyz":
                found += problems(each.get(path, query_string=query), f"{path} as {who}")
    assert_none(found)


@pytest.mark.parametrize("kind", sorted(PAYLOADS))
def test_fields_of_forms(app: Flask, world: World, client: FlaskClient, sign_in: Callable[[User], FlaskClient], kind: str) -> None:
    """Every writing address gets the text in every field that any form of the house has."""
    browsers = {"anonymous": client} | {name: sign_in(world.people[name]) for name in PERSONAS[1:]}
    found = []
    for rule in rules(app, unsafe=True):
        if rule.endpoint in {"accounts.sign_out", "accounts.sign_out_everywhere", "accounts.delete"}:
            continue
        path = address(app, rule, world)
        for who in ("anonymous", "resident", "moderator", "staff_a", "administrator"):
            answer = browsers[who].post(path, data=dict.fromkeys(FIELDS, PAYLOADS[kind]))
            found += problems(answer, f"{path} as {who}")
    assert_none(found)


FIELDS = (
    "title", "problem", "body", "text", "reason", "message", "display_name", "name", "email", "new_email", "password",
    "new_password", "stance", "decision", "language", "area", "area_id", "category", "category_id", "question", "background",
    "what_happens_next", "department", "department_id", "due_on", "next_step_on", "next", "role", "size", "contrast", "override",
    "starts_at", "ends_at", "code", "phone",
)  # fmt: skip


def test_text_of_people_is_shown_as_text(app: Flask, client: FlaskClient, sign_in: Callable[[User], FlaskClient]) -> None:
    """One hostile text in every column that a person fills, then every page that can show it, for everybody."""
    hostile = " ".join(PAYLOADS[kind] for kind in ("script", "attribute", "link", "svg", "template", "format", "sql", "astral"))
    department = make_department(hostile[:100])
    author = make_user(hostile[:100])
    process = make_process(hostile[:100], department=department)
    process.question = process.background = process.what_happens_next = hostile
    process.phases[0].title, process.phases[0].description = hostile[:80], hostile
    proposal = make_proposal(hostile[:100], problem=hostile, body=hostile, author=author, process=process, decision_reason=hostile)
    make_comment(hostile, subject=proposal, author=author)
    handoff = make_handoff(proposal=proposal, department=department, message=hostile)
    make_response(hostile, handoff=handoff)
    world = build_world()
    world.values |= {"proposal_id": proposal.id, "process_id": process.id, "handoff_id": handoff.id, "department_id": department.id}
    world.values |= {"user_id": author.id}
    browsers = {"anonymous": client, "author": sign_in(author)} | {name: sign_in(world.people[name]) for name in PERSONAS[1:]}
    shown, found = False, []
    for rule in rules(app):
        path = address(app, rule, world)
        for who, browser in browsers.items():
            answer = browser.get(path)
            shown = shown or f"&lt;script&gt;{MARK}" in answer.text
            if path != "/readyz":
                found += problems(answer, f"{path} as {who}")
    assert_none(found)
    assert shown


def test_body_that_is_too_large_is_refused_by_every_address(app: Flask, world: World, client: FlaskClient) -> None:
    """Also by those that would refuse for another reason first: reading the form for the error page must not fail."""
    found = []
    for rule in rules(app, unsafe=True):
        path = address(app, rule, world)
        status = client.post(path, data={"body": "a" * 300_000}).status_code
        if status not in (403, 413):
            found.append(f"{path}: {status}")
    assert_none(found)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1@evil.example", "evil.example:80\r\nX: y"])
def test_foreign_host_is_not_answered_with_its_name(client: FlaskClient, host: str) -> None:
    answer = client.get("/ja/", headers={"Host": host.split("\r")[0]})
    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "/%09/evil.example",
     "javascript:alert(1)", "/\t/evil.example", " //evil.example", "http://127.0.0.1.evil.example/"],
)  # fmt: skip
def test_sign_in_never_leads_to_another_house(client: FlaskClient, target: str) -> None:
    filled = {"email": make_user().email, "password": PASSWORD, "next": target}
    answer = client.post("/ja/sign-in", query_string={"next": target}, data=filled)
    assert answer.status_code == 303
    led = urlsplit(urljoin("http://localhost/ja/sign-in", answer.location.replace("\\", "/")))
    assert (led.scheme, led.netloc) == ("http", "localhost")
