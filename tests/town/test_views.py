"""Pages of administrators about the town."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from civic.db import session
from civic.policy import Role
from civic.town import queries
from civic.town.models import Town
from tests.conftest import signed_in_browser
from tests.factories import make_area, make_department, make_town, make_user

pytestmark = pytest.mark.usefixtures("database")
PAGES = ["/admin", "/admin/town", "/admin/areas", "/admin/categories", "/admin/departments", "/admin/areas/new", "/admin/departments/new"]
FACTS = {"name-name_ja": "みほん市", "section-name_ja": "市民協働課", "contact_phone": "012", "contact_email": "sanka@example.jp"}


@pytest.fixture
def browser(sign_in: Any) -> FlaskClient:
    found: FlaskClient = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_administrators(client: FlaskClient, sign_in: Any, browser: FlaskClient, page: str) -> None:
    assert client.get(f"/en{page}").status_code == 303
    refused = sign_in(make_user(roles=(Role.COORDINATOR,))).get(f"/en{page}")
    assert refused.status_code == 403
    assert "Your account does not have the role that this page needs." in refused.text
    assert browser.get(f"/en{page}").status_code == 200


def test_edit_town_saves_and_the_frame_shows_it(browser: FlaskClient) -> None:
    assert 'value="みほん市"' in browser.get("/en/admin/town").text
    answer = browser.post("/en/admin/town", data=FACTS | {"name-name_en": "New Town", "notice": "Heavy rain", "notice_language": "en"})
    assert (answer.status_code, answer.location) == (303, "/en/admin")
    assert "New Town" in browser.get("/en/admin").text
    assert make_town().notice == "Heavy rain"
    assert '<p lang="en" dir="auto">Heavy rain</p>' in browser.get("/ja/").text


def test_edit_town_with_a_wrong_address_keeps_what_was_typed(browser: FlaskClient) -> None:
    answer = browser.post("/en/admin/town", data=FACTS | {"name-name_ja": "", "name-name_vi": "Thành phố", "contact_email": "sanka"})
    assert answer.status_code == 422
    assert 'value="Thành phố"' in answer.text
    assert 'href="#name-name_ja"' in answer.text
    assert 'href="#contact_email"' in answer.text
    assert make_town().contact_email == "sanka@mihon.example.jp"


def test_edit_town_sets_up_an_empty_instance(app: Flask) -> None:
    browser = signed_in_browser(app, make_user(roles=(Role.ADMINISTRATOR,)))
    assert session.get(Town, 1) is None
    assert browser.get("/en/admin/town").status_code == 200
    assert browser.post("/en/admin/town", data=FACTS).status_code == 303
    town = queries.the_town()
    assert town is not None
    assert town.names == {"ja": "みほん市"}


def test_add_edit_and_switch_a_place(browser: FlaskClient) -> None:
    assert browser.post("/en/admin/areas/new", data={"name-name_ja": "北地区"}).location == "/en/admin/areas"
    area = queries.all_areas()[-1]
    assert "北地区" in browser.get("/en/admin/areas").text
    assert browser.post(f"/en/admin/areas/{area.id}", data={"name-name_ja": "北地区", "name-name_en": "North"}).status_code == 303
    assert area.names == {"ja": "北地区", "en": "North"}
    assert browser.post(f"/en/admin/areas/{area.id}/off").status_code == 303
    assert not area.is_active
    assert "Not offered" in browser.get("/en/admin/areas").text
    assert browser.post(f"/en/admin/areas/{area.id}/on").status_code == 303
    assert area.is_active


@pytest.mark.parametrize("kind", ["areas", "categories", "departments"])
def test_add_without_a_japanese_name_keeps_what_was_typed(browser: FlaskClient, kind: str) -> None:
    answer = browser.post(f"/en/admin/{kind}/new", data={"name-name_en": "Only English"})
    assert answer.status_code == 422
    assert 'value="Only English"' in answer.text
    assert queries.all_places(kind) == []


def test_department_has_a_contact(browser: FlaskClient) -> None:
    values = {"name-name_ja": "公園課", "phone": "012", "email": "park@example.jp"}
    assert browser.post("/en/admin/departments/new", data=values).status_code == 303
    department = queries.all_departments()[-1]
    assert (department.phone, department.email) == ("012", "park@example.jp")
    assert browser.post(f"/en/admin/departments/{department.id}", data=values | {"email": "park"}).status_code == 422
    assert browser.post(f"/en/admin/departments/{department.id}", data=values | {"phone": "099"}).status_code == 303
    assert department.phone == "099"


def test_what_does_not_exist_is_404(browser: FlaskClient) -> None:
    make_department()
    for address in ("/en/admin/areas/999999", "/en/admin/people-and-more", "/en/admin/towns"):
        assert browser.get(address).status_code == 404
    assert browser.post("/en/admin/areas/999999/off").status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_list_needs_the_same_statements_for_one_and_three(browser: FlaskClient, count_statements: Any, items: int) -> None:
    for _item in range(items):
        make_area()
    with count_statements() as counted:
        page = browser.get("/en/admin/areas").text
    assert counted.count == 3
    assert page.count("中央地区") >= items or page.count("Central district") >= items
