"""Two people at the same moment, in transactions of their own: one act is done, the other person is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.db import session, unit_of_work, utcnow
from civic.handoff import services
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse, ResponseDecision
from civic.i18n.pages import local_day
from civic.policy import ConflictError, Role
from civic.proposals.models import Proposal, ProposalStatus
from tests.factories import make_department, make_handoff, make_proposal, make_user

PEOPLE = 4


def race(app: Flask, act: Callable[[int], None]) -> list[str]:
    """Run `act(number)` for several people at once, each in a unit of work; the sorted outcomes."""
    outcomes: list[str] = []
    start = threading.Barrier(PEOPLE)

    def run(number: int) -> None:
        with app.app_context():
            start.wait(30)
            try:
                with unit_of_work():
                    act(number)
                outcomes.append("done")
            except ConflictError:
                outcomes.append("conflict")

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


def person(user_id: int) -> User:
    return session.execute(select(User).where(User.id == user_id).options(selectinload(User.grants))).scalar_one()


def proposal_by(proposal_id: int) -> Proposal:
    options = joinedload(Proposal.contribution)
    return session.execute(select(Proposal).where(Proposal.id == proposal_id).options(options)).scalar_one()


ONE_DONE = ["conflict"] * (PEOPLE - 1) + ["done"]


def test_one_of_several_coordinators_hands_over(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        people = [make_user(roles=(Role.COORDINATOR,)).id for _number in range(PEOPLE)]
        departments = [make_department(f"第{number}課").id for number in range(PEOPLE)]
        proposal_id = make_proposal(status=ProposalStatus.ADOPTED).id
        due_on = local_day(utcnow()) + timedelta(days=21)

    def act(number: int) -> None:
        services.hand_over(
            proposal_by(proposal_id), actor=person(people[number]), department_id=departments[number], due_on=due_on, message=""
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
            found, actor=person(people[number]), decision=ResponseDecision.WILL_DO, body=f"答え{number}", language="ja"
        )

    assert race(live_app, act) == ONE_DONE
    with live_app.app_context():
        assert session.scalar(select(func.count()).select_from(OfficialResponse)) == 1
        assert session.scalar(select(func.count()).select_from(Contribution).where(Contribution.is_official)) == 1
        assert session.scalars(select(Handoff.status)).one() is HandoffStatus.ANSWERED
