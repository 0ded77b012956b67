"""From an adopted proposal to the answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from civic.contributions.models import Kind, Visibility
from civic.db import session, utcnow
from civic.events import Event
from civic.handoff import services
from civic.handoff.events import HandedOver, HandoffReturned, OfficialResponsePublished
from civic.handoff.models import HandoffStatus, ResponseDecision
from civic.i18n.pages import local_day
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, NotAllowedError, Role
from civic.proposals.models import ProposalStatus
from tests.factories import make_department, make_handoff, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_hand_over_return_and_hand_over_again(captured_events: list[Event]) -> None:
    coordinator, first, second = make_user(roles=(Role.COORDINATOR,)), make_department(), make_department("公園課")
    officer, proposal = make_user(departments=(first,)), make_proposal(status=ProposalStatus.ADOPTED)
    due_on = local_day(utcnow()) + timedelta(days=21)
    handoff = services.hand_over(proposal, actor=coordinator, department_id=first.id, due_on=due_on, message="")
    with pytest.raises(ConflictError):
        services.hand_over(proposal, actor=coordinator, department_id=second.id, due_on=due_on, message="")
    services.return_to_desk(handoff, actor=officer, reason="担当が違います")
    assert (handoff.status, handoff.return_reason) == (HandoffStatus.RETURNED, "担当が違います")
    services.hand_over(proposal, actor=coordinator, department_id=second.id, due_on=due_on, message="お願いします")
    assert [type(event) for event in captured_events] == [HandedOver, HandoffReturned, HandedOver]


def test_hand_over_refusals() -> None:
    coordinator, department, today = make_user(roles=(Role.COORDINATOR,)), make_department(), local_day(utcnow())
    adopted = make_proposal(status=ProposalStatus.ADOPTED)
    with pytest.raises(NotAllowedError):
        services.hand_over(make_proposal(), actor=coordinator, department_id=department.id, due_on=today, message="")
    with pytest.raises(NotAllowedError):
        services.hand_over(adopted, actor=make_user(), department_id=department.id, due_on=today, message="")
    with pytest.raises(InvalidTextError):
        services.hand_over(adopted, actor=coordinator, department_id=department.id, due_on=today - timedelta(days=1), message="")
    department.is_active = False
    session.flush()
    with pytest.raises(InvalidTextError):
        services.hand_over(adopted, actor=coordinator, department_id=department.id, due_on=today, message="")


def test_second_officer_is_told_and_nothing_is_doubled(captured_events: list[Event]) -> None:
    handoff = make_handoff()
    first, second = make_user(departments=(handoff.department,)), make_user(departments=(handoff.department,))
    response = services.publish_response(handoff, actor=first, decision=ResponseDecision.WILL_DO, body="置きます。", language="ja")
    with pytest.raises(ConflictError):
        services.publish_response(handoff, actor=second, decision=ResponseDecision.CANNOT, body="置けません。", language="ja")
    with pytest.raises(ConflictError):
        services.return_to_desk(handoff, actor=second, reason="担当が違います")
    contribution = response.contribution
    assert (contribution.kind, contribution.root_id, contribution.is_official) == (Kind.RESPONSE, handoff.proposal_id, True)
    assert (contribution.visibility, handoff.status) == (Visibility.PUBLIC, HandoffStatus.ANSWERED)
    facts = [event for event in captured_events if isinstance(event, OfficialResponsePublished)]
    assert [(fact.response_id, fact.handoff_id, fact.proposal_id) for fact in facts] == [(response.id, handoff.id, handoff.proposal_id)]


def test_other_department_and_coordinator_do_not_answer() -> None:
    handoff = make_handoff()
    for person in (make_user(departments=(make_department("公園課"),)), make_user(roles=(Role.COORDINATOR,))):
        with pytest.raises(NotAllowedError):
            services.publish_response(handoff, actor=person, decision=ResponseDecision.CANNOT, body="置けません。", language="ja")
