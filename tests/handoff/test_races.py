"""Two people at the same moment, in transactions of their own: one act is done, the other person is told."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from civic.accounts.queries import user_with_roles
from civic.contributions.models import Contribution
from civic.db import session, unit_of_work, utcnow
from civic.handoff import services
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse, ResponseDecision
from civic.i18n.pages import local_day
from civic.policy import Role
from civic.proposals.models import Proposal, ProposalStatus
from tests.factories import make_department, make_handoff, make_proposal, make_user
from tests.races import ONE_DONE, PEOPLE, race


def proposal_by(proposal_id: int) -> Proposal:
    options = joinedload(Proposal.contribution)
    return session.execute(select(Proposal).where(Proposal.id == proposal_id).options(options)).scalar_one()


def test_one_of_several_coordinators_hands_over(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        people = [make_user(roles=(Role.COORDINATOR,)).id for _number in range(PEOPLE)]
        departments = [make_department(f"第{number}課").id for number in range(PEOPLE)]
        proposal_id = make_proposal(status=ProposalStatus.ADOPTED).id
        due_on = local_day(utcnow()) + timedelta(days=21)

    def act(number: int) -> None:
        services.hand_over(
            proposal_by(proposal_id), actor=user_with_roles(people[number]), department_id=departments[number], due_on=due_on, message=""
        )

    assert race(live_app, act) == ONE_DONE
    with live_app.app_context():
        assert session.scalar(select(func.count()).select_from(Handoff)) == 1


def test_one_of_several_officers_answers(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        handoff = make_handoff()
        handoff_id = handoff.id
        people = [make_user(departments=(handoff.department,)).id for _number in range(PEOPLE)]

    def act(number: int) -> None:
        found = session.execute(
            select(Handoff).where(Handoff.id == handoff_id).options(joinedload(Handoff.proposal).joinedload(Proposal.contribution))
        ).scalar_one()
        services.publish_response(
            found, actor=user_with_roles(people[number]), decision=ResponseDecision.WILL_DO, body=f"答え{number}", language="ja"
        )

    assert race(live_app, act) == ONE_DONE
    with live_app.app_context():
        assert session.scalar(select(func.count()).select_from(OfficialResponse)) == 1
        assert session.scalar(select(func.count()).select_from(Contribution).where(Contribution.is_official)) == 1
        assert session.scalars(select(Handoff.status)).one() is HandoffStatus.ANSWERED
