"""Desk, inbox, answer."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from civic.comments.models import Stance
from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse
from civic.handoff.panels import home_panel, proposal_panel
from civic.handoff.queries import PAGE
from civic.i18n.pages import local_day
from civic.policy import Role
from civic.proposals.models import ProposalStatus
from civic.proposals.services import create_imported
from tests.factories import make_comment, make_department, make_handoff, make_process, make_proposal, make_response, make_user

pytestmark = pytest.mark.usefixtures("database")
ANSWER = {"decision": "will_do", "body": "来年度に**二つ**置きます。\n\n場所は入口です。", "language": "ja", "next_step_on": ""}


def test_pages_are_for_their_roles(client: FlaskClient, sign_in: Any) -> None:
    handoff = make_handoff()
    resident = sign_in(make_user())
    for address in ("/en/desk", "/en/inboxes", f"/en/handoffs/{handoff.id}", f"/en/handoffs/{handoff.id}/response"):
        assert client.get(address).status_code == 303
        assert resident.get(address).status_code == 403


def test_other_department_finds_nothing(sign_in: Any) -> None:
    handoff = make_handoff()
    browser = sign_in(make_user(departments=(make_department("公園課"),)))
    assert browser.get(f"/en/departments/{handoff.department_id}/inbox").status_code == 404
    assert browser.get(f"/en/handoffs/{handoff.id}").status_code == 404
    assert browser.get(f"/en/handoffs/{handoff.id}/response").status_code == 404
    assert browser.post(f"/en/handoffs/{handoff.id}/return", data={"reason": "違います"}).status_code == 404


def test_desk_and_hand_over(sign_in: Any) -> None:
    proposal, department = make_proposal(title="採用された提案", status=ProposalStatus.ADOPTED), make_department()
    make_handoff(
        proposal=make_proposal(title="返った提案", status=ProposalStatus.ADOPTED), status=HandoffStatus.RETURNED, return_reason="所管外"
    )
    make_handoff(due_on=local_day(utcnow()) - timedelta(days=3))
    browser = sign_in(make_user(roles=(Role.COORDINATOR,)))
    page = browser.get("/en/desk").text.replace("<wbr>", "")
    for words in ("採用された提案", "返った提案", "所管外", "Overdue by 3 days"):
        assert words in page
    address = f"/en/desk/proposals/{proposal.id}/handoff"
    assert browser.get(address).status_code == 200
    due_on = local_day(utcnow()) + timedelta(days=30)
    assert browser.post(address, data={"department_id": department.id, "due_on": "2020-01-01"}).status_code == 422
    good = {"department_id": department.id, "due_on": due_on.isoformat(), "message": "お願いします"}
    assert browser.post(address, data=good).status_code == 303
    assert browser.post(address, data=good).status_code == 409
    assert session.scalar(select(Handoff.due_on).where(Handoff.proposal_id == proposal.id)) == due_on
    assert browser.get(f"/en/desk/proposals/{make_proposal().id}/handoff").status_code == 403


def test_inbox_and_return(sign_in: Any) -> None:
    handoff = make_handoff()
    for stance in (Stance.FOR, Stance.FOR, Stance.AGAINST):
        make_comment(subject=handoff.proposal, stance=stance)
    make_comment(subject=handoff.proposal, stance=Stance.AGAINST, visibility=Visibility.HIDDEN)
    browser = sign_in(make_user(departments=(handoff.department,)))
    assert browser.get("/en/inboxes").location.endswith(f"/departments/{handoff.department_id}/inbox")
    assert handoff.proposal.title in browser.get(f"/en/departments/{handoff.department_id}/inbox").text
    page = browser.get(f"/en/handoffs/{handoff.id}").text
    for words in ("ご検討ください。", "For: 2", "Against or worried: 1", "Neither: 0"):
        assert words in page
    assert browser.post(f"/en/handoffs/{handoff.id}/return", data={"reason": ""}).status_code == 422
    assert browser.post(f"/en/handoffs/{handoff.id}/return", data={"reason": "所管外"}).status_code == 303
    assert handoff.status is HandoffStatus.RETURNED


def test_inbox_shows_lateness_and_state_in_words(sign_in: Any, count_statements: Any) -> None:
    department = make_department()
    browser, address = sign_in(make_user(departments=(department,))), f"/en/departments/{department.id}/inbox"
    late = make_handoff(department=department, due_on=local_day(utcnow()) - timedelta(days=1))
    browser.get(address)
    with count_statements() as one:
        assert "Overdue by 1 day" in browser.get(address).text
    make_handoff(department=department)
    make_response(handoff=make_handoff(department=department))
    with count_statements() as three:
        page = browser.get(address).text
    assert one.count == three.count
    for words in (f"Proposal no. {late.proposal_id}", "Waiting for an answer", "Answered"):
        assert words in page


def test_two_departments_are_listed(sign_in: Any) -> None:
    handoff, other = make_handoff(), make_department("公園課")
    page = sign_in(make_user(departments=(handoff.department, other))).get("/ja/inboxes")
    assert page.status_code == 200
    assert "公園課" in page.text


def test_answer_by_preview_change_and_publish(client: FlaskClient, sign_in: Any) -> None:
    handoff = make_handoff()
    browser, address = sign_in(make_user(departments=(handoff.department,))), f"/ja/handoffs/{handoff.id}/response"
    assert browser.get(address).status_code == 200
    assert browser.post(address, data={**ANSWER, "body": "", "step": "publish"}).status_code == 422
    preview = browser.post(address, data={**ANSWER, "step": "preview"})
    assert preview.status_code == 200
    assert "<strong>二つ</strong>" in preview.text
    assert 'name="body"' in preview.text
    edit = browser.post(address, data={**ANSWER, "step": "edit"})
    assert "来年度に**二つ**置きます。" in edit.text
    assert session.scalar(select(OfficialResponse.id).where(OfficialResponse.handoff_id == handoff.id)) is None
    assert browser.post(address, data={**ANSWER, "step": "publish"}).status_code == 303
    assert handoff.status is HandoffStatus.ANSWERED
    assert "<strong>二つ</strong>" in client.get(f"/ja/proposals/{handoff.proposal_id}").text
    assert handoff.proposal.title in client.get("/ja/responses").text.replace("<wbr>", "")
    assert handoff.proposal.title in client.get("/ja/").text.replace("<wbr>", "")


def test_public_answers_say_how_long_they_took(client: FlaskClient, count_statements: Any) -> None:
    make_response("早い答え")
    client.get("/en/responses")
    with count_statements() as one:
        assert "Answered after" not in client.get("/en/responses").text
    late = make_response("遅い答え")
    late.handoff.handed_over_at = utcnow() - timedelta(days=12)
    make_response("三つ目の答え")
    session.flush()
    with count_statements() as three:
        page = client.get("/en/responses").text
    assert page.index("三つ目の答え") < page.index("遅い答え") < page.index("早い答え")
    assert page.count("Answered after 12 days") == 1
    assert one.count == three.count


def test_second_officer_keeps_the_typed_text(sign_in: Any) -> None:
    handoff = make_handoff()
    second = sign_in(make_user(departments=(handoff.department,)))
    make_response(handoff=handoff)
    answer = second.post(f"/ja/handoffs/{handoff.id}/response", data={**ANSWER, "step": "publish"})
    assert answer.status_code == 409
    assert "場所は入口です。" in answer.text


def test_hidden_proposal_and_hidden_answer(client: FlaskClient, sign_in: Any) -> None:
    response = make_response()
    root = response.handoff.proposal.contribution
    response.contribution.visibility, response.contribution.hidden_reason = Visibility.HIDDEN, "個人情報"
    session.flush()
    assert response.body not in client.get(f"/ja/proposals/{root.id}").text
    assert response.body not in client.get("/ja/responses").text
    root.visibility, root.hidden_reason = Visibility.HIDDEN, "個人情報"
    session.flush()
    response.contribution.visibility, response.contribution.hidden_reason = Visibility.PUBLIC, ""
    session.flush()
    moderator = sign_in(make_user(roles=(Role.MODERATOR,)))
    assert response.body not in moderator.get("/ja/responses").text
    coordinator = sign_in(make_user(roles=(Role.COORDINATOR,)))
    assert coordinator.get(f"/ja/handoffs/{response.handoff_id}").status_code == 404


def test_panels_are_one_statement(app: Any, count_statements: Any) -> None:
    response = make_response()
    proposal = response.handoff.proposal
    with count_statements() as counted:
        values = proposal_panel(proposal, None)
        assert values["is_answered"]
        assert values["progress"].department.name
        assert home_panel(None)["lines"]
    assert counted.count == 2


def next_pages(page: str) -> list[str]:
    """The addresses of the pages that follow the lists on this one."""
    return [html.unescape(found) for found in re.findall(r'rel="next" href="([^"]+)"', page)]


def test_desk_turns_one_list_and_leaves_the_other(sign_in: Any, count_statements: Any) -> None:
    coordinator = make_user(roles=(Role.COORDINATOR,))
    browser, process, author, department = sign_in(coordinator), make_process(), make_user(), make_department()

    def add(count: int) -> None:
        for _number in range(count):
            make_proposal(process=process, author=author, status=ProposalStatus.ADOPTED)
            proposal = make_proposal(process=process, author=author, status=ProposalStatus.ADOPTED)
            make_handoff(proposal=proposal, department=department, by=coordinator)

    counts = []
    for more in (1, 2, PAGE):
        add(more)
        browser.get("/en/desk")
        with count_statements() as counted:
            page = browser.get("/en/desk").text
        counts.append(counted.count)
    assert counts == [counts[0]] * 3
    waiting, handoffs = next_pages(page)
    with count_statements() as counted:
        second = browser.get(waiting).text
    assert counted.count == counts[0]
    assert (page.count('/handoff"'), second.count('/handoff"')) == (PAGE, 3)
    assert len(next_pages(second)) == 1
    both = browser.get(next_pages(second)[0]).text
    assert next_pages(both) == []
    assert (both.count('/handoff"'), both.count("/en/handoffs/")) == (3, 3)
    assert browser.get(handoffs).text.count("/en/handoffs/") == 3
    assert browser.get("/en/desk?after=x&open_after=1_").text.count('/handoff"') == PAGE


def test_inbox_turns_both_lists(sign_in: Any, count_statements: Any) -> None:
    department = make_department()
    officer, proposal = make_user(departments=(department,)), make_proposal(status=ProposalStatus.ADOPTED)
    browser, address, by = sign_in(officer), f"/en/departments/{department.id}/inbox", make_user()

    def add(count: int) -> None:
        for _number in range(count):
            one = make_proposal(process=proposal.contribution.process, author=by, status=ProposalStatus.ADOPTED)
            make_handoff(proposal=one, department=department, by=by)
            make_handoff(proposal=proposal, department=department, by=by, status=HandoffStatus.RETURNED)

    counts = []
    for more in (1, 2, PAGE):
        add(more)
        browser.get(address)
        with count_statements() as counted:
            page = browser.get(address).text
        counts.append(counted.count)
    assert counts == [counts[0]] * 3
    received, closed = next_pages(page)
    assert page.count("/en/handoffs/") == 2 * PAGE
    assert browser.get(received).text.count("/en/handoffs/") == PAGE + 3
    assert closed.endswith("#done")
    assert browser.get(next_pages(browser.get(closed).text)[0]).text.count("/en/handoffs/") == 6


def test_desk_shows_history_apart(sign_in: Any, count_statements: Any) -> None:
    browser, process, author = sign_in(make_user(roles=(Role.COORDINATOR,))), make_process(), make_user()
    assert "show=imported" not in browser.get("/en/desk").text
    counts = []
    for number in range(PAGE + 1):
        create_imported(
            process, author=author, title=f"Past{number:02}.", problem="", body="本文", language="ja", published_at=utcnow(),
            source="elsewhere", source_id=str(number), status=ProposalStatus.ADOPTED, decision_reason="元の決定",
        )  # fmt: skip
        if number in (0, 2, PAGE):
            with count_statements() as counted:
                page = browser.get("/en/desk?show=imported").text
            counts.append(counted.count)
    assert counts == [counts[0]] * 3
    desk = browser.get("/en/desk").text
    assert "Past0" not in desk
    assert "show=imported" in desk
    assert "Past00." in page
    (following,) = next_pages(page)
    last = browser.get(following).text
    assert f"Past{PAGE:02}." in last
    assert "Past00." not in last
