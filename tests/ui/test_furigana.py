"""The switch for readings, and where readings may and may not stand."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from civic.accounts.models import User
from civic.i18n import dictionary
from civic.policy import Role
from civic.town import services
from civic.ui import furigana
from tests.factories import make_comment, make_process, make_proposal, make_town, make_user

pytestmark = [
    pytest.mark.skipif(not dictionary.is_available(), reason="the analyser is not installed"),
    pytest.mark.usefixtures("database"),
]


@pytest.fixture
def administrator() -> User:
    return make_user(roles=(Role.ADMINISTRATOR,))


def test_readings_are_on_in_easy_japanese_and_off_elsewhere(client: FlaskClient) -> None:
    assert "<rt" in client.get("/easy/accessibility").text
    assert "data-furigana" in client.get("/easy/accessibility").text
    assert "<rt" not in client.get("/ja/accessibility").text
    assert "<rt" not in client.get("/en/accessibility").text


@pytest.mark.parametrize(("page", "show"), [("ja", "on"), ("easy", "off"), ("en", "on")])
def test_one_link_switches_and_is_remembered(client: FlaskClient, page: str, show: str) -> None:
    proposal = make_proposal("公園を直す")
    address = f"/{page}/proposals/{proposal.id}"
    assert f"/{page}/display/furigana?show={show}&amp;next={address}" in client.get(address).text
    answer = client.get(f"/{page}/display/furigana?show={show}&next={address}")
    assert (answer.status_code, answer.location) == (303, address)
    assert ("<rt" in client.get(address).text) == (show == "on")
    assert "Set-Cookie" not in client.get(address).headers


def test_switch_goes_only_to_our_own_pages(client: FlaskClient) -> None:
    for target in ("https://evil.example", "//evil.example", "/\\evil.example"):
        assert client.get("/ja/display/furigana", query_string={"show": "on", "next": target}).location == "/ja/"


def test_peoples_texts_have_readings_and_nothing_else_is_touched(client: FlaskClient) -> None:
    process = make_process("通学路を安全に")
    proposal = make_proposal("公園を直す", process=process, body="古い遊具を**直して**ください。`市役所`")
    make_comment("賛成です。", subject=proposal)
    client.set_cookie(furigana.FURIGANA_COOKIE, "on")
    page = client.get(f"/ja/proposals/{proposal.id}").text
    assert "公園を直す" in page.partition("</title>")[0]
    assert page.count("公園を直す") == page.partition("</head>")[0].count("公園を直す")
    for reading in ("こうえん", "ゆうぐ", "さんせい"):
        assert f">{reading}</rt>" in page
    assert "<code>市役所</code>" in page


def test_text_in_another_language_is_left_alone(client: FlaskClient) -> None:
    proposal = make_proposal("修复公园", body="请修复公园的长椅。", language="zh-Hans")
    client.set_cookie(furigana.FURIGANA_COOKIE, "on")
    page = client.get(f"/ja/proposals/{proposal.id}").text
    assert "请修复公园的长椅。" in page


def test_towns_list_is_used(client: FlaskClient, administrator: User) -> None:
    proposal = make_proposal("武西の水路")
    client.set_cookie(furigana.FURIGANA_COOKIE, "on")
    address = f"/ja/proposals/{proposal.id}"
    assert ">むざい</rt>" not in client.get(address).text
    services.add_reading(make_town(), actor=administrator, term="武西", reading="むざい")
    assert ">むざい</rt>" in client.get(address).text


def test_readings_are_hidden_from_screen_readers_and_names_are_left_alone(client: FlaskClient) -> None:
    proposal = make_proposal(author=make_user("山田太郎"))
    client.set_cookie(furigana.FURIGANA_COOKIE, "on")
    page = client.get(f"/ja/proposals/{proposal.id}").text
    assert "山田太郎" in page
    assert "<rt>" not in page
    assert '<rt aria-hidden="true">' in page


def test_without_the_analyser_there_is_no_switch(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "is_available", lambda: False)
    page = client.get("/easy/accessibility").text
    assert "<rt" not in page
    assert "display/furigana" not in page


def test_headings_break_between_phrases_also_without_readings(client: FlaskClient) -> None:
    proposal = make_proposal("通学路の見守りカメラを増やしてほしい")
    assert "通学路の<wbr>見守りカメラを<wbr>増やしてほしい" in client.get(f"/ja/proposals/{proposal.id}").text


def test_mails_and_other_answers_stay_plain(client: FlaskClient) -> None:
    client.set_cookie(furigana.FURIGANA_COOKIE, "on")
    assert "<rt" not in client.get("/robots.txt").text
    assert client.get("/healthz").json == {"alive": True}
