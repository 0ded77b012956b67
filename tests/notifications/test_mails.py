"""Who gets which mail, in which language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.handoff import services as handoffs
from civic.handoff.models import ResponseDecision
from civic.i18n.pages import local_day
from civic.outbox.models import OutboxMessage
from civic.policy import Role
from civic.proposals import services as proposals
from civic.proposals.models import Proposal, ProposalStatus
from tests.factories import make_department, make_handoff, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def adopt(proposal: Proposal) -> None:
    proposals.decide_proposal(proposal, decision=ProposalStatus.ADOPTED, reason="賛同", actor=make_user(roles=(Role.MODERATOR,)))


def test_decision_reaches_the_author_in_their_language(run_worker: Callable[[], int], mails: list[EmailMessage]) -> None:
    proposal = make_proposal(title="公園", author=make_user("Minh", language="en", email="minh@example.jp"))
    adopt(proposal)
    run_worker()
    assert [mail["To"] for mail in mails] == ["minh@example.jp"]
    assert mails[0]["Subject"] == "There is a decision about your proposal"
    text = mails[0].get_content()
    assert "Dear Minh," in text
    assert f"/en/proposals/{proposal.id}" in text
    assert "> 賛同" in text
    assert "公園" in text


def test_review_start_is_not_mailed(run_worker: Callable[[], int], mails: list[EmailMessage]) -> None:
    proposals.start_review(make_proposal(), actor=make_user(roles=(Role.MODERATOR,)))
    run_worker()
    assert mails == []


@pytest.mark.parametrize("change", ["unconfirmed", "imported", "deleted", "hidden"])
def test_nobody_is_mailed_who_may_not_be(change: str, run_worker: Callable[[], int], mails: list[EmailMessage]) -> None:
    author = make_user()
    proposal = make_proposal(author=author)
    adopt(proposal)
    if change == "unconfirmed":
        author.email_confirmed_at = None
    elif change == "imported":
        author.is_imported = True
    elif change == "deleted":
        author.deleted_at = utcnow()
    else:
        proposal.contribution.visibility = Visibility.DRAFT
        proposal.contribution.author_id = make_user().id
    session.flush()
    run_worker()
    assert mails == []


def test_staff_and_coordinators_are_told(run_worker: Callable[[], int], mails: list[EmailMessage]) -> None:
    coordinator = make_user(language="en", roles=(Role.COORDINATOR,), email="desk@example.jp")
    department = make_department()
    officer = make_user(language="en", departments=(department,), email="officer@example.jp")
    make_user(departments=(make_department("公園課"),))
    proposal = make_proposal(status=ProposalStatus.ADOPTED)
    due_on = local_day(utcnow()) + timedelta(days=21)
    handoff = handoffs.hand_over(proposal, actor=coordinator, department_id=department.id, due_on=due_on, message="")
    run_worker()
    assert [mail["To"] for mail in mails] == ["officer@example.jp"]
    assert f"/en/handoffs/{handoff.id}" in mails[0].get_content()
    assert "道路課 (en)" in mails[0].get_content()
    handoffs.return_to_desk(handoff, actor=officer, reason="所管外")
    run_worker()
    assert [mail["To"] for mail in mails[1:]] == ["desk@example.jp"]
    assert "/en/desk" in mails[1].get_content()
    assert "> 所管外" in mails[1].get_content()


def test_answer_reaches_the_author(run_worker: Callable[[], int], mails: list[EmailMessage]) -> None:
    author = make_user(language="en", email="author@example.jp")
    handoff = make_handoff(proposal=make_proposal(author=author, status=ProposalStatus.ADOPTED))
    officer = make_user(departments=(handoff.department,))
    body = "置けません。\n\n道が狭いためです。"
    handoffs.publish_response(handoff, actor=officer, decision=ResponseDecision.CANNOT, body=body, language="ja")
    run_worker()
    assert [mail["To"] for mail in mails] == ["author@example.jp"]
    assert mails[0]["Subject"] == "The town has answered your proposal"
    text = mails[0].get_content()
    for words in ("Decision: We cannot do it", "> 置けません。\n>\n> 道が狭いためです。", f"/en/proposals/{handoff.proposal_id}"):
        assert words in text


def test_hidden_answer_is_not_mailed(run_worker: Callable[[], int], mails: list[EmailMessage]) -> None:
    handoff = make_handoff()
    officer = make_user(departments=(handoff.department,))
    response = handoffs.publish_response(handoff, actor=officer, decision=ResponseDecision.CANNOT, body="置けません。", language="ja")
    response.contribution.visibility, response.contribution.hidden_reason = Visibility.HIDDEN, "個人情報"
    session.flush()
    run_worker()
    assert mails == []


def test_payload_holds_ids_only() -> None:
    adopt(make_proposal())
    payload = session.scalars(select(OutboxMessage.payload).where(OutboxMessage.kind == "mail.notifications.decided")).one()
    assert set(payload) == {"user_id", "proposal_id"}
