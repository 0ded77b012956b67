"""Pages of proposals."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from civic.contributions.models import Visibility
from civic.db import session
from civic.proposals.models import ProposalStatus
from tests.factories import make_comment, make_process, make_proposal, make_town, make_user

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def _town(database: None) -> None:
    make_town()


def test_list_and_page_keep_their_statements(client: FlaskClient, count_statements: Any) -> None:
    """Issue: at most six statements signed out, and no growth with what is on the page."""
    process = make_process()
    counts = []
    for amount in (1, 2):
        for _ in range(amount):
            proposal = make_proposal(process=process)
            make_comment(subject=proposal.contribution)
        session.flush()
        for address in (f"/ja/proposals?process={process.id}", f"/ja/proposals/{proposal.id}"):
            with count_statements() as counted:
                assert client.get(address).status_code == 200
            counts.append(counted.count)
    assert counts[:2] == counts[2:]
    assert max(counts) <= 6, counts


def test_hidden_proposal_is_gone_with_its_reason(client: FlaskClient) -> None:
    proposal = make_proposal(title="秘密の題名")
    proposal.contribution.visibility, proposal.contribution.hidden_reason = Visibility.HIDDEN, "個人情報"
    session.flush()
    answer = client.get(f"/ja/proposals/{proposal.id}")
    assert answer.status_code == 410
    assert "個人情報" in answer.text
    assert "秘密の題名" not in answer.text


def test_foreign_draft_is_not_found(client: FlaskClient, sign_in: Any) -> None:
    draft = make_proposal(status=ProposalStatus.DRAFT)
    assert client.get(f"/ja/proposals/{draft.id}").status_code == 404
    assert sign_in(make_user()).get(f"/ja/proposals/{draft.id}/preview").status_code == 404


def test_wizard_writes_checks_and_publishes(sign_in: Any) -> None:
    person = sign_in(make_user(language="vi"))
    process = make_process()
    first = person.post(f"/vi/processes/{process.id}/proposals/new", data={"title": "Thêm đèn đường"})
    assert first.status_code == 303
    text_page = first.location
    assert person.post(text_page, data={"problem": "Tối quá.", "body": "Xin thêm đèn."}).status_code == 303
    number = int(text_page.split("/proposals/")[1].split("/")[0])
    assert person.post(f"/vi/proposals/{number}/edit/place", data={"area_id": "0", "category_id": "0"}).status_code == 303
    assert "Thêm đèn đường" in person.get(f"/vi/proposals/{number}/preview").text
    assert person.post(f"/vi/proposals/{number}/publish").status_code == 303
    assert person.post(f"/vi/proposals/{number}/publish").status_code == 303
    page = person.get(f"/ja/proposals/{number}").text
    assert "Xin thêm đèn." in page
    assert 'lang="vi"' in page


def test_invalid_comment_keeps_what_was_typed(sign_in: Any) -> None:
    proposal = make_proposal()
    answer = sign_in(make_user()).post(f"/ja/proposals/{proposal.id}/comments", data={"body": "書きかけの意見", "stance": "maybe"})
    assert answer.status_code == 422
    assert "書きかけの意見" in answer.text


def test_comment_sent_twice_is_one_comment(sign_in: Any) -> None:
    proposal = make_proposal()
    person = sign_in(make_user())
    form = {"body": "よい考えです", "stance": "for", "token": "abc"}
    assert person.post(f"/ja/proposals/{proposal.id}/comments", data=form).status_code == 303
    assert person.post(f"/ja/proposals/{proposal.id}/comments", data=form).status_code == 409
    assert person.get(f"/ja/proposals/{proposal.id}").text.count("よい考えです") == 1


def test_support_twice_explains(sign_in: Any) -> None:
    proposal = make_proposal()
    person = sign_in(make_user())
    assert person.post(f"/ja/proposals/{proposal.id}/support").status_code == 303
    assert person.post(f"/ja/proposals/{proposal.id}/support").status_code == 409


@pytest.mark.parametrize("query", ["?order=x'", "?after=%00", "?process=abc", "?status=draft", "?area=999999999999999999999"])
def test_list_ignores_what_it_does_not_know(client: FlaskClient, query: str) -> None:
    assert client.get(f"/ja/proposals{query}").status_code == 200
