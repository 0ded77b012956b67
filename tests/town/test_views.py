"""Administration pages of the town."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from civic.accounts.models import User
from civic.db import session
from civic.policy import Role
from civic.town import queries
from tests.factories import make_area, make_category, make_department, make_user

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
PAGES = ["/ja/admin", "/ja/admin/town", "/ja/admin/areas", "/ja/admin/categories/new", "/ja/admin/departments"]


@pytest.fixture
def admin(sign_in: SignIn) -> FlaskClient:
    return sign_in(make_user(roles=(Role.ADMINISTRATOR,)))


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_administrators_only(page: str, admin: FlaskClient, client: FlaskClient, sign_in: SignIn) -> None:
    assert admin.get(page).status_code == 200
    assert client.get(page).status_code == 303
    assert sign_in(make_user(roles=(Role.MODERATOR,))).get(page).status_code == 403


def test_town_is_saved_and_shown(admin: FlaskClient) -> None:
    values = {
        "name-name_ja": "あたらし市", "section-name_ja": "協働課", "contact_phone": "099-1", "contact_email": "a@mihon.example.jp",
        "notice": "",
    }  # fmt: skip
    assert admin.post("/ja/admin/town", data=values).status_code == 303
    assert "あたらし市" in admin.get("/ja/admin").text


def test_town_with_mistakes_names_each_field(admin: FlaskClient) -> None:
    page = admin.post("/en/admin/town", data={"name-name_en": "X", "contact_email": "nonsense", "contact_phone": "1"})
    assert page.status_code == 422
    for name in ("name-name_ja", "section-name_ja", "contact_email"):
        assert f'href="#{name}"' in page.text


def test_place_is_added_changed_and_switched_off(admin: FlaskClient) -> None:
    assert admin.post("/ja/admin/areas/new", data={"name-name_ja": "北地区"}).status_code == 303
    area = queries.all_areas()[0]
    assert admin.post(f"/ja/admin/areas/{area.id}", data={"name-name_ja": "南地区", "name-name_en": "South"}).status_code == 303
    assert "South" in admin.get("/en/admin/areas").text
    assert admin.post(f"/ja/admin/areas/{area.id}/off").status_code == 303
    assert queries.active_areas() == []
    assert admin.post(f"/ja/admin/areas/{area.id}/on").status_code == 303
    assert len(queries.active_areas()) == 1


def test_other_kinds_are_added_and_changed(admin: FlaskClient) -> None:
    assert admin.post("/ja/admin/categories/new", data={"name-name_ja": "防災"}).status_code == 303
    assert admin.post("/ja/admin/departments/new", data={"name-name_ja": "道路課", "phone": "012"}).status_code == 303
    category, department = make_category(), make_department()
    assert admin.post(f"/ja/admin/categories/{category.id}", data={"name-name_ja": "福祉"}).status_code == 303
    wrong = {"name-name_ja": "道路課", "email": "nobody"}
    assert admin.post(f"/ja/admin/departments/{department.id}", data=wrong).status_code == 422
    assert admin.post(f"/ja/admin/departments/{department.id}", data=wrong | {"email": "r@mihon.example.jp"}).status_code == 303
    session.expire_all()
    changed = queries.department(department.id)
    assert changed is not None
    assert (changed.email, changed.phone) == ("r@mihon.example.jp", "")


def test_unknown_place_is_not_found(admin: FlaskClient) -> None:
    make_area()
    assert admin.get("/ja/admin/areas/999999").status_code == 404
    assert admin.get("/ja/admin/streets").status_code == 404
