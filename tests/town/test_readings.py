"""The town's list of readings: acts, postal data, CSV, and the pages of administrators."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from civic.accounts.models import User
from civic.db import session
from civic.events import Event
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, NotAllowedError, Role
from civic.town import postal, queries, services
from civic.town.events import ReadingsChanged
from civic.town.models import ReadingSource, TownReading
from civic.town.reading_list import as_csv, from_csv
from tests.factories import make_town, make_user

pytestmark = pytest.mark.usefixtures("database")
SHIROI = "12232"


@pytest.fixture
def administrator() -> User:
    return make_user(roles=(Role.ADMINISTRATOR,))


@pytest.fixture
def browser(sign_in: Any, administrator: User) -> FlaskClient:
    found: FlaskClient = sign_in(administrator)
    return found


def listed() -> dict[str, str]:
    """The list as it stands."""
    return {entry.term: entry.reading for entry in queries.all_readings()}


def test_add_reading_is_used_by_pages_from_then_on(administrator: User, captured_events: list[Event]) -> None:
    town = make_town()
    assert not queries.readings_in_use().terms
    services.add_reading(town, actor=administrator, term=" 多納 ", reading="タノウ")
    assert queries.readings_in_use().terms == {"多納": "たのう"}
    assert captured_events == [ReadingsChanged(actor_id=administrator.id, amount=1)]


def test_each_change_gives_the_list_a_new_version(administrator: User) -> None:
    town = make_town()
    entry = services.add_reading(town, actor=administrator, term="多納", reading="たのう")
    first = queries.readings_in_use()
    services.update_reading(entry, actor=administrator, town=town, term="多納", reading="たの")
    second = queries.readings_in_use()
    assert first.version != second.version
    assert second.terms == {"多納": "たの"}
    services.delete_reading(entry, actor=administrator, town=town)
    assert not queries.readings_in_use().terms


@pytest.mark.parametrize(
    ("term", "reading"),
    [
        ("たのう", "たのう"),
        ("多納", "多納"),
        ("多納", "Tanō"),
        ("多納", ""),
        ("", "たのう"),
        ("多" * 81, "た"),
        ("多納", "た" * 161),
        ("多\n納", "た"),
    ],
)
def test_add_reading_of_something_else_is_refused(administrator: User, term: str, reading: str) -> None:
    with pytest.raises(InvalidTextError):
        services.add_reading(make_town(), actor=administrator, term=term, reading=reading)
    assert not listed()


def test_same_word_twice_is_a_conflict(administrator: User) -> None:
    town = make_town()
    services.add_reading(town, actor=administrator, term="多納", reading="たのう")
    other = services.add_reading(town, actor=administrator, term="復", reading="ふく")
    with pytest.raises(ConflictError):
        services.add_reading(town, actor=administrator, term="多納", reading="おおの")
    with pytest.raises(ConflictError):
        services.update_reading(other, actor=administrator, town=town, term="多納", reading="おおの")
    session.expire_all()
    assert listed() == {"多納": "たのう", "復": "ふく"}


def test_residents_change_nothing(administrator: User) -> None:
    town, resident = make_town(), make_user()
    entry = services.add_reading(town, actor=administrator, term="多納", reading="たのう")
    for act in (
        lambda: services.add_reading(town, actor=resident, term="復", reading="ふく"),
        lambda: services.update_reading(entry, actor=resident, town=town, term="復", reading="ふく"),
        lambda: services.delete_reading(entry, actor=resident, town=town),
        lambda: services.fill_readings_from_postal_data(town, actor=resident, code=SHIROI),
        lambda: services.import_readings(town, actor=resident, text="復,ふく"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert listed() == {"多納": "たのう"}


def test_postal_data_fill_the_list_and_leave_what_staff_wrote(administrator: User) -> None:
    town = make_town()
    services.add_reading(town, actor=administrator, term="池の上", reading="いけのうえ")
    amount = services.fill_readings_from_postal_data(town, actor=administrator, code="122327")
    assert town.municipality_code == SHIROI
    assert amount == len(listed()) - 1
    assert {"白井市": "しろいし", "復": "ふく", "武西": "むざい", "千葉県": "ちばけん"}.items() <= listed().items()
    assert listed()["池の上"] == "いけのうえ"
    assert services.fill_readings_from_postal_data(town, actor=administrator, code=SHIROI) == 0


def test_postal_data_correct_their_own_entries(administrator: User) -> None:
    session.add(TownReading(term="復", reading="また", source=ReadingSource.POSTAL))
    assert services.fill_readings_from_postal_data(make_town(), actor=administrator, code=SHIROI)
    assert listed()["復"] == "ふく"


@pytest.mark.parametrize("code", ["", "99999", "1223", "abcde", "12232' or 1=1 --", "%"])
def test_unknown_code_changes_nothing(administrator: User, code: str) -> None:
    town = make_town()
    with pytest.raises(InvalidTextError):
        services.fill_readings_from_postal_data(town, actor=administrator, code=code)
    assert not listed()
    assert town.municipality_code == ""


def test_names_of_a_village_in_a_district() -> None:
    names = postal.place_names("01456")
    assert names["上川郡愛別町"] == "かみかわぐんあいべつちょう"
    assert names["愛別町"] == "あいべつちょう"
    assert names["愛別"] == "あいべつ"


def test_csv_out_and_in_again(administrator: User) -> None:
    town = make_town()
    services.add_reading(town, actor=administrator, term="多納", reading="たのう")
    session.add(TownReading(term="=復", reading="ふく", source=ReadingSource.STAFF))
    text = as_csv(queries.all_readings())
    assert "'=復" in text
    assert {(term, reading) for _line, term, reading in from_csv(text)} == {("多納", "たのう"), ("=復", "ふく")}


def test_head_line_may_be_japanese() -> None:
    assert list(from_csv("言葉,読みがな\n多納,たのう\n")) == [(2, "多納", "たのう")]


def test_import_takes_the_good_lines_and_names_the_others(administrator: User) -> None:
    town = make_town()
    done = services.import_readings(town, actor=administrator, text="term,reading\n多納,たのう\n\nabc,えー\n復\n武西,ムザイ\n")
    assert done.amount == 2
    assert [line for line, _reason in done.skipped] == [4, 5]
    assert listed() == {"多納": "たのう", "武西": "むざい"}


def test_search_pages_through_the_list(administrator: User) -> None:
    session.add_all(TownReading(term=f"町{number:03}", reading="まち", source="staff") for number in range(queries.PAGE + 5))
    session.flush()
    first = queries.readings_page("")
    assert len(first) == queries.PAGE + 1
    assert len(queries.readings_page("", after=first[queries.PAGE - 1].term)) == 5
    assert [entry.term for entry in queries.readings_page("町007")] == ["町007"]
    assert not queries.readings_page("%")


PAGES = ["/admin/readings", "/admin/readings/new", "/admin/readings/import", "/admin/readings/postal", "/admin/readings.csv"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_administrators(client: FlaskClient, sign_in: Any, browser: FlaskClient, page: str) -> None:
    assert client.get(f"/en{page}").status_code == 303
    assert sign_in(make_user(roles=(Role.COORDINATOR,))).get(f"/en{page}").status_code == 403
    assert browser.get(f"/en{page}").status_code == 200


def test_add_change_and_delete_in_the_browser(browser: FlaskClient) -> None:
    assert browser.post("/en/admin/readings/new", data={"term": "多納", "reading": "たのう"}).status_code == 303
    again = browser.post("/en/admin/readings/new", data={"term": "多納", "reading": "おおの"})
    assert again.status_code == 422
    assert "This word is already in the list." in again.text
    (entry,) = queries.all_readings()
    assert "多納" in browser.get("/en/admin/readings?search=たの").text
    address = f"/en/admin/readings/{entry.id}"
    assert browser.post(address, data={"term": "多納", "reading": "tanō"}).status_code == 422
    assert browser.post(address, data={"term": "多納", "reading": "たの"}).status_code == 303
    assert listed() == {"多納": "たの"}
    assert browser.post(f"{address}/delete").status_code == 303
    assert browser.get(address).status_code == 404
    assert not listed()


def test_postal_data_in_the_browser(browser: FlaskClient) -> None:
    wrong = browser.post("/en/admin/readings/postal", data={"code": "99999"})
    assert wrong.status_code == 422
    assert browser.post("/en/admin/readings/postal", data={"code": SHIROI}).status_code == 303
    assert f'value="{SHIROI}"' in browser.get("/en/admin/readings/postal").text
    assert browser.get("/en/admin/readings.csv").text.startswith("\ufeffterm,reading,source\r\n")
    page = browser.get("/ja/admin/readings/postal", headers={"Cookie": ""}).text
    assert "<ruby>" not in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_file_in_the_browser(browser: FlaskClient, encoding: str) -> None:
    file = (io.BytesIO("多納,たのう\n".encode(encoding)), "readings.csv")
    assert browser.post("/en/admin/readings/import", data={"file": file}, content_type="multipart/form-data").status_code == 303
    assert listed() == {"多納": "たのう"}


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00\x81"])
def test_file_that_is_no_csv_is_refused(browser: FlaskClient, raw: bytes) -> None:
    answer = browser.post("/en/admin/readings/import", data={"file": (io.BytesIO(raw), "x.csv")}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert not listed()


def test_lines_that_were_not_taken_are_named(browser: FlaskClient) -> None:
    file = (io.BytesIO("多納,たのう\nabc,えー\n".encode()), "readings.csv")
    answer = browser.post("/en/admin/readings/import", data={"file": file}, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert "Line 2:" in answer.text
    assert listed() == {"多納": "たのう"}
