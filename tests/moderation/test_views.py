"""Pages of moderators."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.moderation.queries import PAGE
from civic.policy import Role
from civic.proposals.models import ProposalStatus
from tests.factories import make_comment, make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_pages_are_for_moderators(client: FlaskClient, sign_in: Any) -> None:
    proposal = make_proposal()
    for address in ("/en/moderation", f"/en/moderation/proposals/{proposal.id}", f"/en/moderation/contributions/{proposal.id}/hide"):
        assert client.get(address).status_code == 303
        assert sign_in(make_user(roles=(Role.COORDINATOR,))).get(address).status_code == 403
        assert sign_in(make_user(roles=(Role.MODERATOR,))).get(address).status_code == 200


def test_queue_shows_the_oldest_first_and_what_is_hidden(sign_in: Any) -> None:
    make_proposal(title="古い提案")
    make_proposal(title="新しい提案", status=ProposalStatus.UNDER_REVIEW)
    make_proposal(title="決まった提案", status=ProposalStatus.ADOPTED)
    make_proposal(title="隠れた提案", visibility=Visibility.HIDDEN)
    page = sign_in(make_user(roles=(Role.MODERATOR,))).get("/en/moderation").text.replace("<wbr>", "")
    assert page.index("古い提案") < page.index("新しい提案") < page.index("隠れた提案")
    assert "決まった提案" not in page


def test_decide_needs_a_reason(sign_in: Any) -> None:
    proposal = make_proposal()
    browser, address = sign_in(make_user(roles=(Role.MODERATOR,))), f"/en/moderation/proposals/{proposal.id}"
    assert browser.post(address, data={}).status_code == 422
    assert browser.post(address, data={"decision": "adopted", "reason": " "}).status_code == 422
    assert browser.post(address, data={"decision": "draft", "reason": "x"}).status_code == 422
    assert browser.post(address, data={"decision": "under_review"}).status_code == 303
    assert proposal.status is ProposalStatus.UNDER_REVIEW
    assert browser.post(address, data={"decision": "adopted", "reason": "賛同が多い"}).status_code == 303
    assert (proposal.status, proposal.decision_reason) == (ProposalStatus.ADOPTED, "賛同が多い")
    assert browser.post(address, data={"decision": "not_adopted", "reason": "もう一度"}).status_code == 409


def test_own_proposal_and_draft(sign_in: Any) -> None:
    moderator = make_user(roles=(Role.MODERATOR,))
    browser = sign_in(moderator)
    own, draft = make_proposal(author=moderator), make_proposal(status=ProposalStatus.DRAFT)
    assert browser.post(f"/en/moderation/proposals/{own.id}", data={"decision": "adopted", "reason": "x"}).status_code == 403
    assert browser.get(f"/en/moderation/proposals/{draft.id}").status_code == 404
    assert browser.get(f"/en/moderation/contributions/{draft.id}/hide").status_code == 404


def test_hide_and_restore_by_form(sign_in: Any) -> None:
    comment = make_comment(body="電話番号があります")
    browser, address = sign_in(make_user(roles=(Role.MODERATOR,))), f"/en/moderation/contributions/{comment.id}"
    assert "電話番号があります" in browser.get(f"{address}/hide").text
    assert browser.post(f"{address}/hide", data={"reason": ""}).status_code == 422
    assert browser.post(f"{address}/hide", data={"reason": "個人情報"}).status_code == 303
    assert comment.contribution.visibility is Visibility.HIDDEN
    assert "個人情報" in browser.get("/en/moderation").text
    assert browser.post(f"{address}/restore").status_code == 303
    session.refresh(comment.contribution)
    assert comment.contribution.visibility is Visibility.PUBLIC
    assert browser.post(f"{address}/restore").status_code == 403


def next_pages(page: str) -> list[str]:
    """The addresses of the pages that follow the lists on this one."""
    return [html.unescape(found) for found in re.findall(r'rel="next" href="([^"]+)"', page)]


def test_queue_turns_one_list_and_leaves_the_other(sign_in: Any, count_statements: Any) -> None:
    browser, process, author = sign_in(make_user(roles=(Role.MODERATOR,))), make_process(), make_user()
    moment, counts, page = utcnow(), [], ""
    for number in range(PAGE + 3):
        make_proposal(title=f"Waiting{number:02}.", process=process, author=author, published_at=moment)
        make_proposal(title=f"Hidden{number:02}.", process=process, author=author, visibility=Visibility.HIDDEN, published_at=moment)
        if number in (0, 2, PAGE + 2):
            with count_statements() as counted:
                page = browser.get("/en/moderation").text
            counts.append(counted.count)
    assert counts == [counts[0]] * 3

    def shown(page: str, kind: str) -> list[int]:
        return [int(number) for number in re.findall(rf"{kind}(\d\d)\.", page)]

    assert (shown(page, "Waiting"), shown(page, "Hidden")) == (list(range(PAGE)), list(range(PAGE + 2, 2, -1)))
    waiting, hidden = next_pages(page)
    second = browser.get(waiting).text
    assert (shown(second, "Waiting"), shown(second, "Hidden")) == ([PAGE, PAGE + 1, PAGE + 2], list(range(PAGE + 2, 2, -1)))
    both = browser.get(next_pages(second)[0]).text
    assert (shown(both, "Waiting"), shown(both, "Hidden"), next_pages(both)) == ([PAGE, PAGE + 1, PAGE + 2], [2, 1, 0], [])
    assert shown(browser.get(hidden).text, "Waiting") == list(range(PAGE))
    assert hidden.endswith("#hidden")
