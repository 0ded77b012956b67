"""Asking for the language of a text, and correcting it, without script."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from civic.contributions.models import Contribution, Kind, LanguageSource
from civic.db import session
from civic.policy import Role
from civic.processes.models import Act
from civic.proposals.models import ProposalStatus
from tests.factories import make_comment, make_handoff, make_process, make_proposal, make_response, make_user

pytestmark = pytest.mark.usefixtures("database")


def _said(contribution_id: int) -> tuple[str, LanguageSource]:
    row = session.execute(select(Contribution.language, Contribution.language_source).where(Contribution.id == contribution_id)).one()
    return row.language, row.language_source


def test_language_page_is_for_author_and_moderator(client: FlaskClient, sign_in: Any) -> None:
    author = make_user()
    comment = make_comment(subject=make_proposal(), author=author)
    address = f"/en/contributions/{comment.id}/language"
    assert client.get(address).status_code == 303
    assert sign_in(make_user()).get(address).status_code == 403
    assert sign_in(make_user()).post(address, data={"language": "vi"}).status_code == 403
    for person in (author, make_user(roles=(Role.MODERATOR,))):
        page = sign_in(person).get(address)
        assert (page.status_code, "Tiếng Việt" in page.text) == (200, True)


def test_language_is_corrected_with_one_post(sign_in: Any) -> None:
    author = make_user()
    comment = make_comment(subject=make_proposal(), author=author)
    answer = sign_in(author).post(f"/en/contributions/{comment.id}/language", data={"language": "vi"})
    assert (answer.status_code, answer.location) == (303, f"/en/proposals/{comment.contribution.root_id}#comment-{comment.id}")
    assert _said(comment.id) == ("vi", LanguageSource.AUTHOR)


@pytest.mark.parametrize("language", ["", "xx", "\x00"])
def test_language_that_is_not_offered_is_refused(sign_in: Any, language: str) -> None:
    author = make_user()
    comment = make_comment(subject=make_proposal(), author=author)
    assert sign_in(author).post(f"/en/contributions/{comment.id}/language", data={"language": language}).status_code == 422


def test_language_of_a_draft_is_its_authors_only(sign_in: Any) -> None:
    author = make_user()
    draft = make_proposal(author=author, status=ProposalStatus.DRAFT)
    address = f"/en/contributions/{draft.id}/language"
    assert sign_in(make_user(roles=(Role.MODERATOR,))).get(address).status_code == 404
    answer = sign_in(author).post(address, data={"language": "ne"})
    assert (answer.status_code, answer.location) == (303, f"/en/proposals/{draft.id}/preview")


def test_language_of_an_answer_is_corrected_by_a_moderator(sign_in: Any) -> None:
    response = make_response(handoff=make_handoff())
    moderator = sign_in(make_user(roles=(Role.MODERATOR,)))
    assert moderator.post(f"/en/contributions/{response.id}/language", data={"language": "ja-simple"}).status_code == 303
    assert _said(response.id) == ("ja-simple", LanguageSource.STAFF)


def _comment(browser: Any, proposal_id: int, text: str, language: str = "ja") -> Any:
    return browser.post(f"/{language}/proposals/{proposal_id}/comments", data={"stance": "neutral", "body": text})


def _last_comment() -> int:
    return session.scalars(select(Contribution.id).where(Contribution.kind == Kind.COMMENT).order_by(Contribution.id.desc())).first() or 0


def test_comment_is_in_the_language_of_its_text(sign_in: Any) -> None:
    proposal = make_proposal(process=make_process(acts=tuple(Act)))
    browser = sign_in(make_user())
    answer = _comment(browser, proposal.id, "Xin hãy lắp thêm đèn đường ở đây")
    assert "asked" not in answer.location
    assert _said(_last_comment()) == ("vi", LanguageSource.DETECTOR)
    page = browser.get(f"/ja/proposals/{proposal.id}").text
    assert '<bdi lang="vi">Tiếng Việt</bdi>' in page
    assert '<div class="prose" lang="vi" dir="auto">' in page
    assert '<bdi lang="vi">' not in browser.get(f"/vi/proposals/{proposal.id}").text


def test_doubtful_comment_asks_its_writer_once_with_one_tap(sign_in: Any) -> None:
    proposal = make_proposal(process=make_process(acts=tuple(Act)))
    writer, browser = make_user("書いた人"), None
    browser = sign_in(writer)
    answer = _comment(browser, proposal.id, "toi dong y")
    number = _last_comment()
    assert f"asked={number}" in answer.location
    asked = browser.get(answer.location).text
    assert f'action="/ja/contributions/{number}/language"' in asked
    assert 'name="language" value="vi" lang="vi"' in asked
    assert 'name="language" value="ja" lang="ja"' in asked
    assert "ask-language" not in browser.get(f"/ja/proposals/{proposal.id}").text
    assert "ask-language" not in sign_in(make_user("別の人")).get(answer.location).text
    assert sign_in(writer).post(f"/ja/contributions/{number}/language", data={"language": "vi"}).status_code == 303
    assert _said(number) == ("vi", LanguageSource.AUTHOR)


def test_preview_of_a_proposal_asks_when_in_doubt(sign_in: Any) -> None:
    author = make_user()
    draft = make_proposal("toi dong y", author=author, status=ProposalStatus.DRAFT, problem="", body="👍")
    browser = sign_in(author)
    assert 'name="language" value="vi"' in browser.get(f"/ja/proposals/{draft.id}/preview").text
    browser.post(f"/ja/contributions/{draft.id}/language", data={"language": "vi"})
    assert "ask-language" not in browser.get(f"/ja/proposals/{draft.id}/preview").text


def test_answer_takes_its_language_from_the_text(sign_in: Any) -> None:
    handoff = make_handoff()
    officer = make_user(departments=(handoff.department,))
    browser = sign_in(officer)
    form = {"decision": "will_do", "body": "We will put two benches near the entrance of the park.", "next_step_on": "", "language": ""}
    address = f"/ja/handoffs/{handoff.id}/response"
    preview = browser.post(address, data={**form, "step": "preview"}).text
    assert '<bdi lang="en">English</bdi>' in preview
    assert 'name="language" value=""' in preview
    assert browser.post(address, data={**form, "step": "publish"}).status_code == 303
    number = session.scalars(select(Contribution.id).where(Contribution.kind == Kind.RESPONSE)).one()
    assert _said(number) == ("en", LanguageSource.DETECTOR)
