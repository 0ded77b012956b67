"""Lists of handoffs and answers: exact rows, exact order, pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.handoff import queries
from civic.handoff.models import HandoffStatus
from civic.i18n.pages import local_day
from civic.policy import Role
from civic.proposals.models import Proposal, ProposalStatus
from civic.proposals.services import create_imported, decide_proposal
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
    lines, more = queries.unassigned(coordinator)
    assert ([(line.id, line.return_reason) for line in lines], more) == ([(waiting.id, None), (returned.id, "二度目")], None)
    handoffs, more_open = queries.open_handoffs(coordinator)
    assert ([line.id for line in handoffs], more_open) == ([late.id, open_one.id], None)


def test_inbox_is_of_one_department() -> None:
    department = make_department()
    officer = make_user(departments=(department,))
    make_handoff()
    second = make_handoff(department=department, due_on=local_day(utcnow()) + timedelta(days=2))
    first = make_handoff(department=department, due_on=local_day(utcnow()) + timedelta(days=1))
    closed = make_handoff(department=department, status=HandoffStatus.RETURNED)
    received, more = queries.open_handoffs(officer, department_id=department.id)
    done, more_done = queries.closed_handoffs(officer, department.id)
    assert (more, more_done) == (None, None)
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


def walk(page: Callable[[Any], tuple[list[Any], Any]]) -> list[list[int]]:
    """The ids of all pages, one page after the other."""
    pages, after = [], None
    while True:
        lines, after = page(after)
        pages.append([line.id for line in lines])
        if after is None:
            return pages


def test_desk_comes_in_pages_the_longest_waiting_first() -> None:
    coordinator, process, author = make_user(roles=(Role.COORDINATOR,)), make_process(), make_user()
    moment = utcnow()
    made = [make_proposal(process=process, author=author, status=ProposalStatus.ADOPTED) for _number in range(2 * queries.PAGE + 1)]
    for number, proposal in enumerate(made):
        proposal.decided_at = moment - timedelta(hours=number // 4)
    session.flush()
    pages = walk(lambda after: queries.unassigned(coordinator, after=after))
    assert [len(page) for page in pages] == [queries.PAGE, queries.PAGE, 1]
    assert sum(pages, []) == [one.id for one in sorted(made, key=lambda one: (one.decided_at, one.id))]


def test_handoffs_come_in_pages_by_day_and_closed_ones_the_last_first() -> None:
    department, proposal = make_department(), make_proposal(status=ProposalStatus.ADOPTED)
    officer, by = make_user(departments=(department,), roles=(Role.COORDINATOR,)), make_user()
    process, author, today = proposal.contribution.process, proposal.contribution.author, local_day(utcnow())
    received, closed = [], []
    for number in range(queries.PAGE + 3):
        one = make_proposal(process=process, author=author, status=ProposalStatus.ADOPTED)
        received.append(make_handoff(proposal=one, department=department, by=by, due_on=today + timedelta(days=number % 3 - 1)))
        closed.append(make_handoff(proposal=proposal, department=department, by=by, status=HandoffStatus.RETURNED))
        closed[-1].closed_at = utcnow() - timedelta(days=number // 2)
    elsewhere = make_handoff(due_on=today - timedelta(days=9))
    session.flush()
    by_day = [one.id for one in sorted(received, key=lambda one: (one.due_on, one.id))]
    last_first = [one.id for one in sorted(closed, key=lambda one: (one.closed_at or utcnow(), one.id), reverse=True)]
    own = walk(lambda after: queries.open_handoffs(officer, department_id=department.id, after=after))
    assert own == [by_day[: queries.PAGE], by_day[queries.PAGE :]]
    assert sum(walk(lambda after: queries.open_handoffs(officer, after=after)), []) == [elsewhere.id, *by_day]
    done = walk(lambda after: queries.closed_handoffs(officer, department.id, after=after))
    assert done == [last_first[: queries.PAGE], last_first[queries.PAGE :]]


def make_imported(source_id: str, status: ProposalStatus) -> Proposal:
    return create_imported(
        make_process(), author=make_user(), title="輸入された提案", problem="", body="本文", language="ja", published_at=utcnow(),
        source="elsewhere", source_id=source_id, status=status, decision_reason="" if status is ProposalStatus.PUBLISHED else "元の決定",
    )  # fmt: skip


def test_what_was_adopted_before_its_import_does_not_wait_until_somebody_takes_it_up() -> None:
    coordinator, moderator = make_user(roles=(Role.COORDINATOR,)), make_user(roles=(Role.MODERATOR,))
    assert not queries.has_imported(coordinator)
    history, returned, held = (make_imported(number, ProposalStatus.ADOPTED) for number in ("1", "2", "3"))
    make_handoff(proposal=returned, status=HandoffStatus.RETURNED, return_reason="所管外")
    make_handoff(proposal=held)
    make_imported("4", ProposalStatus.NOT_ADOPTED)
    open_there, waiting = make_imported("5", ProposalStatus.PUBLISHED), make_proposal(status=ProposalStatus.ADOPTED)
    decide_proposal(open_there, decision=ProposalStatus.ADOPTED, reason="賛同が多い", actor=moderator)
    found = {line.id for line in queries.unassigned(coordinator)[0]}
    assert found == {returned.id, open_there.id, waiting.id}
    assert [line.id for line in queries.unassigned(coordinator, imported=True)[0]] == [history.id]
    assert queries.has_imported(coordinator)
