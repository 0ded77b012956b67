"""Lists of handoffs and answers: exact rows, exact order, pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.handoff import queries
from civic.handoff.models import HandoffStatus
from civic.i18n.pages import local_day
from civic.policy import Role
from civic.proposals.models import ProposalStatus
from tests.factories import make_department, make_handoff, make_process, make_proposal, make_response, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_desk_lists_what_no_department_has() -> None:
    coordinator = make_user(roles=(Role.COORDINATOR,))
    waiting = make_proposal(status=ProposalStatus.ADOPTED)
    returned = make_proposal(status=ProposalStatus.ADOPTED)
    for reason in ("一度目", "二度目"):
        make_handoff(proposal=returned, status=HandoffStatus.RETURNED, return_reason=reason)
    open_one = make_handoff(due_on=local_day(utcnow()) + timedelta(days=9))
    late = make_handoff(due_on=local_day(utcnow()) - timedelta(days=9))
    make_response()
    make_proposal()
    make_proposal(status=ProposalStatus.NOT_ADOPTED)
    make_proposal(status=ProposalStatus.ADOPTED, visibility=Visibility.HIDDEN)
    make_proposal(status=ProposalStatus.ADOPTED, process=make_process(published=False))
    assert [(line.id, line.return_reason) for line in queries.unassigned(coordinator)] == [(waiting.id, None), (returned.id, "二度目")]
    assert [line.id for line in queries.open_handoffs(coordinator)] == [late.id, open_one.id]


def test_inbox_is_of_one_department() -> None:
    department = make_department()
    officer = make_user(departments=(department,))
    make_handoff()
    second = make_handoff(department=department, due_on=local_day(utcnow()) + timedelta(days=2))
    first = make_handoff(department=department, due_on=local_day(utcnow()) + timedelta(days=1))
    closed = make_handoff(department=department, status=HandoffStatus.RETURNED)
    received, done = queries.inbox(officer, department.id)
    assert ([line.id for line in received], [line.id for line in done]) == ([first.id, second.id], [closed.id])
    assert [(found.id, count) for found, count in queries.departments_of(officer)] == [(department.id, 2)]


def test_answers_come_in_pages_newest_first() -> None:
    made = [make_response(f"答え{number}") for number in range(5)]
    same_moment = utcnow()
    for response in made:
        response.contribution.published_at = same_moment
    session.flush()
    newest_first = [response.id for response in reversed(made)]
    first, cursor = queries.responses(None, limit=2)
    second, cursor = queries.responses(None, after=cursor, limit=2)
    third, end = queries.responses(None, after=cursor, limit=2)
    assert [line.id for line in first + second + third] == newest_first
    assert end is None
