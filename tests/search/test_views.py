"""Pages of the search."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from civic.policy import Role
from civic.proposals.models import ProposalStatus
from civic.search import services
from tests.conftest import SignIn
from tests.factories import make_comment, make_process, make_proposal, make_user

BAD = [
    '"',
    '""',
    '"*',
    "*",
    "-",
    ":",
    "NEAR(",
    "NEAR(a b, 5)",
    "a AND OR NOT b",
    "{x}",
    "^a",
    "'; DROP TABLE user;--",
    "' OR 1=1 --",
    "%",
    "_",
    "\\",
    "\x00",
    "\u200b\u200d\ufeff",
    "\ud800",
    "👍🏽",
    "a" * 5000,
    "あ" * 5000,
    "word " * 1000,
    "\u202eevil",
    "&|!()<->:*",
    "'a' & 'b'",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "%(x)s",
    "0",
    "-1",
    "\n\r\t",
    "a\u0301" * 50,
    "क्" * 100,
]


def test_search_shows_results_with_marks_and_links(client: FlaskClient) -> None:
    proposal = make_proposal("公園に<b>噴水</b>を")
    comment = make_comment("噴水 <script>", subject=proposal)
    services.refresh("proposal", [proposal.id])
    services.refresh("comment", [comment.id])
    page = client.get("/ja/search?q=噴水").get_data(as_text=True)
    assert "<mark>噴水</mark>" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert f'href="/ja/proposals/{proposal.id}"' in page
    assert f"#comment-{comment.id}" in page


def test_result_of_a_comment_leads_to_the_page_that_begins_with_it(client: FlaskClient) -> None:
    proposal = make_proposal()
    first = make_comment("噴水", subject=proposal)
    for number in range(25):
        make_comment(f"{number}", subject=proposal)
    services.refresh("comment", [first.id])
    page = client.get("/ja/search?q=噴水").get_data(as_text=True)
    address = page.partition('class="card-title"><a href="')[2].partition('"')[0].replace("&amp;", "&")
    assert f'id="comment-{first.id}"' in client.get(address).get_data(as_text=True)


def test_empty_search_and_no_result_give_advice(client: FlaskClient) -> None:
    for address in ("/en/search", "/en/search?q=", "/en/search?q=zzzzzzzz"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Use fewer or shorter words" in answer.get_data(as_text=True)


def test_correction_is_said(client: FlaskClient) -> None:
    services.refresh("proposal", [make_proposal("A playground", language="en").id])
    services.analyse_waiting()
    page = client.get("/en/search?q=playgound").get_data(as_text=True)
    assert "These are results for “playground”" in page


@pytest.mark.parametrize("typed", BAD)
def test_bad_input_is_answered_and_shown_escaped(client: FlaskClient, typed: str) -> None:
    services.refresh("proposal", [make_proposal().id])
    for place in ("search", "search/words"):
        answer = client.get(f"/ja/{place}", query_string={"q": typed.encode("utf-8", "surrogatepass")})
        assert answer.status_code == 200
    assert "<script>alert" not in client.get("/ja/search", query_string={"q": typed.encode("utf-8", "surrogatepass")}).get_data(
        as_text=True
    )


@pytest.mark.parametrize(
    "arguments",
    ["page=0", "page=-1", "page=x", "page=99999999999999999999", "kind=x", "process=0", "process=x", "language=xx", "since=ever"],
)
def test_bad_filters_are_left_out(client: FlaskClient, arguments: str) -> None:
    assert client.get(f"/ja/search?q=公園&{arguments}").status_code == 200


def test_words_while_typing_are_public_ones(client: FlaskClient) -> None:
    services.refresh("proposal", [make_proposal("噴水").id])
    services.analyse_waiting()
    answer = client.get("/ja/search/words?q=噴")
    assert answer.json == ["噴水"]
    assert answer.mimetype == "application/json"


def test_search_box_is_on_every_page_but_its_own(client: FlaskClient) -> None:
    assert 'action="/ja/search"' in client.get("/ja/").get_data(as_text=True)
    page = client.get("/ja/search").get_data(as_text=True)
    assert page.count('role="search"') == 1


def test_wizard_shows_similar_proposals_and_does_not_block(sign_in: SignIn) -> None:
    author, process = make_user(), make_process()
    other = make_proposal("駅前に噴水を作る", process=process)
    services.refresh("proposal", [other.id])
    services.analyse_waiting()
    draft = make_proposal("駅前の噴水", author=author, process=process, status=ProposalStatus.DRAFT)
    browser = sign_in(author)
    for page in ("edit/text", "preview"):
        answer = browser.get(f"/en/proposals/{draft.id}/{page}")
        assert answer.status_code == 200
        assert "Similar proposals" in answer.get_data(as_text=True)
        assert f"/en/proposals/{other.id}" in answer.get_data(as_text=True)
    assert browser.post(f"/en/proposals/{draft.id}/publish").status_code == 303


def test_synonyms_in_the_browser(sign_in: SignIn) -> None:
    browser = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    for lonely in ("ぶらんこ", "ぶらんこ\nぶらんこ"):
        refused = browser.post("/en/admin/synonyms/new", data={"words": lonely})
        assert refused.status_code == 422
        assert f"{lonely}</textarea>" in refused.get_data(as_text=True).replace("\r\n", "\n")
    assert browser.post("/en/admin/synonyms/new", data={"words": "ぶらんこ\nブランコ\n<i>swing"}).status_code == 303
    page = browser.get("/en/admin/synonyms").get_data(as_text=True)
    assert str(escape("<i>swing")) in page
    number = page.partition("/en/admin/synonyms/")[2]
    assert number
    assert browser.post("/en/admin/synonyms/shipped/cancer/off").status_code == 303
    assert "Switched off" in browser.get("/en/admin/synonyms").get_data(as_text=True)
    assert browser.post("/en/admin/synonyms/shipped/cancer/restore").status_code == 303
    assert browser.post("/en/admin/synonyms/shipped/cancer", data={"words": "がん\n癌\n腫瘍"}).status_code == 303
    assert "Changed by the town" in browser.get("/en/admin/synonyms").get_data(as_text=True)
    assert browser.get("/en/admin/synonyms/shipped/nothing").status_code == 404
    assert browser.get("/en/admin/synonyms/999").status_code == 404


def test_synonyms_are_not_for_residents(sign_in: SignIn) -> None:
    assert sign_in(make_user()).get("/en/admin/synonyms").status_code == 403
