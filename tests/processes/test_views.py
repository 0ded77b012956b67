"""Pages of processes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from civic.accounts.models import User
from civic.db import session, utcnow
from civic.policy import Role
from civic.processes import queries
from civic.processes.models import Act, Override, Process
from tests.factories import make_area, make_category, make_department, make_process, make_user

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
DAY = timedelta(days=1)
PHASE = {"title": "募集", "starts_at": "2027-01-05T09:00", "ends_at": "2027-02-01T00:00", "acts": ["propose", "comment"]}


@pytest.fixture
def admin(sign_in: SignIn) -> FlaskClient:
    return sign_in(make_user(roles=(Role.ADMINISTRATOR,)))


def only_process() -> Process:
    session.expire_all()
    process = queries.process_for(make_user(roles=(Role.ADMINISTRATOR,)), queries.all_processes()[0].id)
    assert process is not None
    return process


def test_pages_keep_their_statements(client: FlaskClient, count_statements: Any) -> None:
    process = make_process(department=make_department(), categories=[make_category()])
    make_process("来", starts_at=utcnow() + DAY, ends_at=utcnow() + 2 * DAY)
    for address in ("/ja/processes", f"/ja/processes/{process.id}"):
        session.expunge_all()
        with count_statements() as counted:
            assert client.get(address).status_code == 200
        assert counted.count <= 4, counted.statements


def test_show_says_what_is_asked_and_what_can_be_done(client: FlaskClient) -> None:
    process = make_process(department=make_department())
    page = client.get(f"/en/processes/{process.id}").text
    for part in (process.question, process.background, process.what_happens_next, "012-345-0000", "Now"):
        assert part in page
    assert f"/en/processes/{process.id}/proposals/new" in page
    assert f"/en/proposals?process={process.id}" in page


def test_show_offers_no_proposal_when_the_phase_takes_none(client: FlaskClient) -> None:
    commenting, past = make_process(acts=(Act.COMMENT,)), make_process(starts_at=utcnow() - 2 * DAY, ends_at=utcnow() - DAY)
    closed = make_process(override=Override.CLOSED)
    for process, word in ((commenting, "Now"), (past, "Past"), (closed, "Closed")):
        page = client.get(f"/en/processes/{process.id}").text
        assert "proposals/new" not in page
        assert word in page


def test_day_before_midnight_is_the_last_day(client: FlaskClient) -> None:
    process = make_process(starts_at=utcnow() - DAY, ends_at=datetime(2031, 3, 31, 15, tzinfo=UTC))
    page = client.get(f"/en/processes/{process.id}").text
    assert "31 March 2031" in page
    assert "April 2031" not in page


def test_index_sorts_by_time(client: FlaskClient) -> None:
    now = utcnow()
    make_process("終", starts_at=now - 2 * DAY, ends_at=now - DAY)
    make_process("来", starts_at=now + DAY, ends_at=now + 2 * DAY)
    make_process("開")
    make_process("隠", published=False)
    page = client.get("/ja/processes").text
    assert page.index("開</bdi>") < page.index("来</bdi>") < page.index("終</bdi>")
    assert "隠" not in page


def test_index_without_any_is_a_page(client: FlaskClient) -> None:
    assert client.get("/ja/processes").status_code == 200


def test_unpublished_process_is_not_found_for_residents(client: FlaskClient, admin: FlaskClient) -> None:
    draft = make_process(published=False)
    assert client.get(f"/ja/processes/{draft.id}").status_code == 404
    assert admin.get(f"/ja/processes/{draft.id}").status_code == 200


def test_administration_is_closed_to_others(client: FlaskClient, sign_in: SignIn) -> None:
    process = make_process()
    for address in ("/ja/admin/processes", "/ja/admin/processes/new", f"/ja/admin/processes/{process.id}"):
        assert client.get(address).status_code == 303
        assert sign_in(make_user(roles=(Role.COORDINATOR,))).get(address).status_code == 403


def test_administrator_frames_and_publishes_a_process(admin: FlaskClient) -> None:
    category, department = make_category(), make_department()
    values = {
        "title": "公園", "question": "q", "background": "b", "language": "ja", "department_id": department.id, "area_id": 0,
        "category_ids": [category.id],
    }  # fmt: skip
    assert admin.post("/ja/admin/processes/new", data=values).status_code == 303
    process = only_process()
    assert [chosen.id for chosen in process.categories] == [category.id]
    here = f"/ja/admin/processes/{process.id}"
    assert admin.post(f"{here}/publish").status_code == 403
    assert admin.post(f"{here}/edit", data=values | {"what_happens_next": "w"}).status_code == 303
    assert admin.post(f"{here}/phases/new", data=PHASE).status_code == 303
    assert admin.get(here).status_code == 200
    assert admin.post(f"{here}/publish").status_code == 303
    process = only_process()
    assert process.published_at is not None
    assert process.phases[0].starts_at == datetime(2027, 1, 5, 0, 0, tzinfo=UTC)
    assert admin.post(f"{here}/edit", data=values).status_code == 422


def test_edit_keeps_a_department_that_is_no_longer_offered(admin: FlaskClient) -> None:
    department, area = make_department("旧課"), make_area("旧地区")
    department.is_active = area.is_active = False
    process = make_process(department=department, area=area)
    page = admin.get(f"/ja/admin/processes/{process.id}/edit").text
    assert f'<option selected value="{department.id}">旧課' in page
    assert f'<option selected value="{area.id}">旧地区' in page


@pytest.mark.parametrize(
    "wrong",
    [{"starts_at": ""}, {"ends_at": "tomorrow"}, {"ends_at": "0001-01-01T00:00"}, {"ends_at": "2027-01-05T08:00"}, {"acts": ["dance"]},
     {"title": ""}],
)  # fmt: skip
def test_phase_with_a_mistake_is_shown_again(wrong: dict[str, Any], admin: FlaskClient) -> None:
    process = make_process(published=False)
    page = admin.post(f"/en/admin/processes/{process.id}/phases/new", data=PHASE | wrong)
    assert page.status_code == 422
    assert "Error:" in page.text


def test_phase_without_times_is_shown_again(admin: FlaskClient) -> None:
    process = make_process(published=False)
    assert admin.post(f"/en/admin/processes/{process.id}/phases/new", data={"title": "x"}).status_code == 422


def test_phase_is_changed_overridden_and_removed(admin: FlaskClient) -> None:
    process = make_process(published=False)
    here = f"/ja/admin/processes/{process.id}/phases/{process.phases[0].id}"
    assert "checked" in admin.get(here).text
    assert admin.post(here, data=PHASE | {"description": "説明"}).status_code == 303
    assert only_process().phases[0].description == "説明"
    assert admin.post(f"{here}/override/open").status_code == 303
    assert only_process().phases[0].override is Override.OPEN
    assert admin.post(f"{here}/override/clock").status_code == 303
    assert only_process().phases[0].override is None
    assert admin.post(f"{here}/remove").status_code == 303
    assert only_process().phases == []
    assert admin.get(here).status_code == 404


def test_overlapping_phase_is_explained_in_the_form(admin: FlaskClient) -> None:
    process = make_process(published=False, starts_at=datetime(2027, 1, 10, tzinfo=UTC), ends_at=datetime(2027, 1, 20, tzinfo=UTC))
    page = admin.post(f"/en/admin/processes/{process.id}/phases/new", data=PHASE)
    assert page.status_code == 422
    assert "Two phases of a theme cannot run at the same time." in page.text
