"""Each exit of each rule about processes; no rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from civic.accounts.models import RoleGrant, User
from civic.policy import Role
from civic.processes import policies
from civic.processes.models import Act, Override, Phase, Process

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("database")
"""Reasons are sentences in a language: that needs an application, no rows."""


def person(*roles: Role) -> User:
    return User(id=1, display_name="p", language="ja", grants=[RoleGrant(role=role) for role in roles])


def phase(start: int, end: int, *acts: Act, override: Override | None = None) -> Phase:
    return Phase(starts_at=NOW + start * DAY, ends_at=NOW + end * DAY, open_acts=[str(act) for act in acts], override=override)


def process(*phases: Phase, published: bool = True) -> Process:
    return Process(
        id=1, question="q", background="b", what_happens_next="w", published_at=NOW - DAY if published else None, phases=list(phases)
    )


@pytest.mark.parametrize("role", list(Role))
def test_edit_by_administrators_only(role: Role) -> None:
    assert bool(policies.can_edit(person(role))) is (role is Role.ADMINISTRATOR)
    assert not policies.can_edit(person())


@pytest.mark.parametrize("empty", ["question", "background", "what_happens_next"])
def test_publish_names_exactly_what_is_missing(empty: str) -> None:
    unfinished = process(phase(0, 1), published=False)
    setattr(unfinished, empty, "")
    missing = policies.missing_for_publishing(unfinished, at=NOW)
    assert len(missing) == 1
    verdict = policies.can_publish(person(Role.ADMINISTRATOR), unfinished, at=NOW)
    assert missing[0] in verdict.reason
    full = policies.missing_for_publishing(Process(question="", background="", what_happens_next="", phases=[]), at=NOW)
    assert (len(full), full.count(missing[0])) == (4, 1)
    assert [other for other in full if other != missing[0] and other in verdict.reason.replace(missing[0], "")] == []


@pytest.mark.parametrize(("ends", "allowed"), [(None, False), (-1, False), (0, False), (1, True)])
def test_publish_needs_a_phase_that_ends_in_the_future(ends: int | None, allowed: bool) -> None:
    framed = process(*([] if ends is None else [phase(-3, ends)]), published=False)
    assert bool(policies.can_publish(person(Role.ADMINISTRATOR), framed, at=NOW)) is allowed


def test_publish_by_others_is_refused_without_telling_what_is_missing() -> None:
    unfinished = process(published=False)
    assert policies.can_publish(person(Role.COORDINATOR), unfinished, at=NOW) == policies.can_edit(person())


@pytest.mark.parametrize("act", list(Act))
def test_do_what_the_phase_opens(act: Act) -> None:
    assert policies.can_do(person(), process(phase(-1, 1, act)), act, at=NOW)


@pytest.mark.parametrize("act", list(Act))
def test_do_what_the_phase_does_not_open_is_refused_with_its_own_reason(act: Act) -> None:
    closed = process(phase(-1, 1, *(other for other in Act if other is not act)))
    verdicts = {policies.can_do(person(), closed, act, at=NOW)} | {policies.can_do(None, closed, act, at=NOW)}
    assert len(verdicts) == 1
    assert not verdicts.pop()
    reasons = {policies.can_do(person(), process(), each, at=NOW).reason for each in Act}
    assert len(reasons) == len(Act)


def test_do_without_sign_in_names_the_way() -> None:
    verdict = policies.can_do(None, process(phase(-1, 1, Act.PROPOSE)), Act.PROPOSE, at=NOW)
    assert (bool(verdict), verdict.remedy) == (False, "accounts.sign_in")


def test_do_in_an_unpublished_process_is_refused() -> None:
    assert not policies.can_do(person(Role.ADMINISTRATOR), process(phase(-1, 1, *Act), published=False), Act.PROPOSE, at=NOW)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [(timedelta(days=-1, microseconds=-1), False), (-DAY, True), (DAY - timedelta(microseconds=1), True), (DAY, False)],
)
def test_do_by_the_clock_to_the_moment(moment: timedelta, allowed: bool) -> None:
    assert bool(policies.can_do(person(), process(phase(-1, 1, Act.COMMENT)), Act.COMMENT, at=NOW + moment)) is allowed


def test_override_is_stronger_than_the_clock() -> None:
    proposing, debating = phase(-1, 1, Act.PROPOSE), phase(1, 2, Act.COMMENT)
    framed = process(proposing, debating)
    assert framed.phase_at(NOW) is proposing
    debating.override = Override.OPEN
    assert framed.phase_at(NOW) is debating
    assert not policies.can_do(person(), framed, Act.PROPOSE, at=NOW)
    assert policies.can_do(person(), framed, Act.COMMENT, at=NOW + 90 * DAY)
    debating.override, proposing.override = None, Override.CLOSED
    assert framed.phase_at(NOW) is None
