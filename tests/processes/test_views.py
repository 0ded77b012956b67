"""Pages of processes: for everybody, and for administrators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, func, insert, select

from civic.db import session
from civic.policy import Role
from civic.processes import queries
from civic.processes.models import Act, Override, Phase, Process
from tests.factories import make_category, make_department, make_process, make_user

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def browser(sign_in: Any) -> FlaskClient:
    found: FlaskClient = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    return found


def make_two_phases() -> Process:
    """Proposals until tomorrow, then a day of comments, then nothing."""
    process = make_process(starts_at=NOW - DAY, ends_at=NOW + DAY, acts=(Act.PROPOSE,), department=make_department())
    session.add(Phase(process_id=process.id, title="議論", starts_at=NOW + DAY, ends_at=NOW + 2 * DAY, open_acts=["comment"]))
    session.flush()
    session.refresh(process, ["phases"])
    process.published_at = NOW - DAY
    session.flush()
    return process


def test_page_follows_the_clock(client: FlaskClient) -> None:
    process = make_two_phases()
    new = f'href="/en/processes/{process.id}/proposals/new"'
    for days, can_propose, words in (
        (-2, False, ("Coming",)),
        (0, True, ("Now", "Coming", "Open now")),
        (1, False, ("Over", "Now", "Open now")),
        (2, False, ("Over", "Closed")),
    ):
        with time_machine.travel(NOW + days * DAY, tick=False):
            page = client.get(f"/en/processes/{process.id}").text
        assert (new in page) is can_propose
        shown = [word for word in ("Over", "Now", "Coming", "Open now", "Closed") if f">{word}<" in page]
        assert set(shown) == {*words, *(() if "Open now" in words else ("Closed",))}
        assert ('aria-current="step"' in page) is ("Now" in words)
        assert f'href="/en/proposals?process={process.id}"' in page


def test_page_tells_the_framing_and_the_deadline(client: FlaskClient) -> None:
    process = make_two_phases()
    with time_machine.travel(NOW, tick=False):
        page = client.get(f"/en/processes/{process.id}").text
    for text in (process.title, process.question, process.background, process.what_happens_next, "012-345-0000", "1 day left"):
        assert text in page


def test_page_follows_an_override(client: FlaskClient) -> None:
    process = make_two_phases()
    process.phases[0].override = Override.CLOSED
    session.flush()
    with time_machine.travel(NOW, tick=False):
        page = client.get(f"/en/processes/{process.id}").text
    assert "At the moment you can read, but not write." in page
    assert "/proposals/new" not in page


def test_page_shows_a_text_as_text(client: FlaskClient) -> None:
    process = make_process("<script>alert(1)</script>")
    process.question, process.language = "<img src=x onerror=alert(1)>", "vi"
    session.flush()
    page = client.get(f"/en/processes/{process.id}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'lang="vi"' in page


def test_unpublished_page_is_for_administrators(client: FlaskClient, sign_in: Any, browser: FlaskClient) -> None:
    draft = make_process(published=False)
    assert client.get(f"/en/processes/{draft.id}").status_code == 404
    assert sign_in(make_user()).get(f"/en/processes/{draft.id}").status_code == 404
    assert browser.get(f"/en/processes/{draft.id}").status_code == 200
    assert draft.title not in client.get("/en/processes").text


def test_index_open_ones_first(client: FlaskClient) -> None:
    make_process("終わり", starts_at=NOW - 2 * DAY, ends_at=NOW - DAY)
    make_process("これから", starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
    make_process("今", starts_at=NOW - DAY, ends_at=NOW + DAY)
    with time_machine.travel(NOW, tick=False):
        page = client.get("/en/processes").text
    places = [page.index(text) for text in ("Open now", ">今<", "Coming soon", ">これから<", "Finished", ">終わり<")]
    assert places == sorted(places)


def test_index_without_processes(client: FlaskClient) -> None:
    assert "Nothing is open at the moment." in client.get("/en/processes").text


@pytest.mark.parametrize("items", [1, 3])
def test_signed_out_pages_need_few_statements(client: FlaskClient, count_statements: Any, items: int) -> None:
    department, categories = make_department(), [make_category() for _item in range(items)]
    process_id = make_process(department=department, categories=categories).id
    for item in range(1, items):
        make_process()
        start = NOW + 365 * item * DAY
        session.add(Phase(process_id=process_id, title="x", starts_at=start, ends_at=start + DAY, open_acts=[]))
    session.flush()
    session.expunge_all()
    with count_statements() as counted:
        assert client.get("/ja/processes").status_code == 200
    assert counted.count == 3
    session.expunge_all()
    with count_statements() as counted:
        assert client.get(f"/ja/processes/{process_id}").status_code == 200
    assert counted.count == 4


@pytest.mark.parametrize("page", ["", "/new", "/{id}", "/{id}/edit", "/{id}/phases/new", "/{id}/phases/{phase}"])
def test_administration_is_for_administrators(client: FlaskClient, sign_in: Any, browser: FlaskClient, page: str) -> None:
    process = make_process(published=False)
    address = "/en/admin/processes" + page.format(id=process.id, phase=process.phases[0].id)
    assert client.get(address).status_code == 303
    refused = sign_in(make_user(roles=(Role.MODERATOR,))).get(address)
    assert refused.status_code == 403
    assert "Your account does not have the role that this page needs." in refused.text
    assert browser.get(address).status_code == 200


def test_from_a_question_to_a_published_theme(browser: FlaskClient, client: FlaskClient) -> None:
    category = make_category()
    values: dict[str, Any] = {"title": "公園", "language": "ja", "department_id": 0, "area_id": 0, "category_ids": [category.id]}
    answer = browser.post("/en/admin/processes/new", data=values)
    assert answer.status_code == 303
    process = queries.all_processes()[0]
    address = f"/en/admin/processes/{process.id}"
    assert answer.location == address
    page = browser.get(address).text
    for word in ("Question", "Background", "What happens with the result", "A phase that ends in the future"):
        assert f"<li>{word}</li>" in page
    refused = browser.post(f"{address}/publish")
    assert refused.status_code == 403
    assert "Before publishing, please fill in: Question / Background" in refused.text
    framing = {"question": "どう使う?", "background": "古い", "what_happens_next": "担当課が決める"}
    assert browser.post(f"{address}/edit", data=values | framing).status_code == 303
    phase = {"title": "提案", "starts_at": "2026-11-25T09:00", "ends_at": "2100-01-01T00:00", "acts": ["propose"]}
    assert browser.post(f"{address}/phases/new", data=phase).status_code == 303
    added = session.scalars(select(Phase)).one()
    assert (added.process_id, added.starts_at) == (process.id, datetime(2026, 11, 25, 0, 0, tzinfo=UTC))
    assert 'value="2026-11-25T09:00"' in browser.get(f"{address}/phases/{added.id}").text
    assert client.get(f"/en/processes/{process.id}").status_code == 404
    assert browser.post(f"{address}/publish").status_code == 303
    assert client.get(f"/en/processes/{process.id}").status_code == 200
    assert browser.post(f"{address}/edit", data=values | framing | {"background": ""}).status_code == 422


def test_wrong_words_come_back_as_they_were_typed(browser: FlaskClient) -> None:
    wrong = {"title": "", "question": "これは 残る", "language": "ja", "department_id": 0, "area_id": 0}
    for address in ("/en/admin/processes/new", f"/en/admin/processes/{make_process().id}/edit"):
        answer = browser.post(address, data=wrong)
        assert answer.status_code == 422
        assert "これは 残る" in answer.text
        assert 'href="#title"' in answer.text


@pytest.mark.parametrize(
    "wrong", [{"department_id": 99}, {"area_id": 99}, {"category_ids": 99}, {"language": "xx"}, {"department_id": "x"}]
)
def test_choices_that_were_not_offered_are_refused(browser: FlaskClient, wrong: dict[str, Any]) -> None:
    values = {"title": "公園", "language": "ja", "department_id": 0, "area_id": 0}
    assert browser.post("/en/admin/processes/new", data=values | wrong).status_code == 422
    assert queries.all_processes() == []


@pytest.mark.parametrize(
    "times",
    [
        {"starts_at": "2026-11-25T09:00", "ends_at": "2026-11-25T08:00"},
        {"starts_at": "soon", "ends_at": "2026-11-25T08:00"},
        {"starts_at": "", "ends_at": ""},
        {"starts_at": "0001-01-01T00:00", "ends_at": "9999-12-31T23:59"},
    ],
)
def test_wrong_times_come_back_as_they_were_typed(browser: FlaskClient, times: dict[str, str]) -> None:
    process = make_process(published=False)
    answer = browser.post(f"/en/admin/processes/{process.id}/phases/new", data={"title": "残る題", "acts": ["comment"]} | times)
    assert answer.status_code == 422
    assert 'value="残る題"' in answer.text
    assert f'value="{times["starts_at"]}"' in answer.text
    assert 'value="comment" checked' in answer.text
    assert len(process.phases) == 1


def test_phases_that_overlap_are_refused_in_the_form(browser: FlaskClient) -> None:
    process = make_process(starts_at=NOW, ends_at=NOW + DAY)
    values = {"title": "x", "starts_at": "2026-11-25T20:00", "ends_at": "2026-11-30T20:00"}
    answer = browser.post(f"/en/admin/processes/{process.id}/phases/new", data=values)
    assert answer.status_code == 422
    assert "Two phases of a theme cannot run at the same time." in answer.text
    same = browser.post(f"/en/admin/processes/{process.id}/phases/{process.phases[0].id}", data=values)
    assert same.status_code == 303
    assert process.phases[0].ends_at == datetime(2026, 11, 30, 11, 0, tzinfo=UTC)


def test_override_and_remove(browser: FlaskClient) -> None:
    process = make_process(published=False)
    phase = process.phases[0]
    address = f"/en/admin/processes/{process.id}/phases/{phase.id}"
    for word, override in (("open", Override.OPEN), ("closed", Override.CLOSED), ("clock", None)):
        assert browser.post(f"{address}/override/{word}").status_code == 303
        assert phase.override is override
    assert browser.post(f"{address}/override/ajar").status_code == 404
    assert browser.post(f"/en/admin/processes/{make_process().id}/phases/{phase.id}/remove").status_code == 404
    assert browser.post(f"{address}/remove").status_code == 303
    assert session.scalar(select(Phase.id).where(Phase.process_id == process.id)) is None


def test_last_phase_of_a_published_theme_stays(browser: FlaskClient) -> None:
    process = make_process()
    answer = browser.post(f"/en/admin/processes/{process.id}/phases/{process.phases[0].id}/remove")
    assert answer.status_code == 422
    assert "A published theme needs at least one phase." in answer.text
    assert len(process.phases) == 1


def test_department_that_is_no_longer_offered_stays_chosen(browser: FlaskClient) -> None:
    department = make_department()
    process = make_process(department=department)
    department.is_active = False
    session.flush()
    page = browser.get(f"/en/admin/processes/{process.id}/edit").text
    assert f'<option selected value="{department.id}">' in page
    assert f'value="{department.id}"' not in browser.get("/en/admin/processes/new").text


def test_phase_that_another_administrator_was_faster_with_comes_back_filled(browser: FlaskClient) -> None:
    """The other's phase comes in between the look at the times and the writing."""
    process = make_process(starts_at=NOW, ends_at=NOW + 5 * DAY)

    def come_in_between(_mapper: Any, connection: Connection, mine: Phase) -> None:
        values = {"process_id": mine.process_id, "title": "x", "starts_at": mine.starts_at, "ends_at": mine.ends_at, "open_acts": []}
        connection.execute(insert(Phase.__table__).values(description="", **values))

    times = {"starts_at": "2026-12-05T09:00", "ends_at": "2026-12-06T09:00"}
    event.listen(Phase, "before_insert", come_in_between)
    try:
        answer = browser.post(f"/en/admin/processes/{process.id}/phases/new", data={"title": "議論の段階", **times})
    finally:
        event.remove(Phase, "before_insert", come_in_between)
    assert answer.status_code == 422
    assert "Two phases of a theme cannot run at the same time." in answer.text
    assert 'value="議論の段階"' in answer.text
    assert session.scalar(select(func.count()).select_from(Phase).where(Phase.process_id == process.id)) == 1
