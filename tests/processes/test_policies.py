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


@pytest.fixture(autouse=True)
def _context(app: object, database: None) -> None:
    """Reasons are sentences in a language: that needs an application, no rows."""


def person(*roles: Role) -> User:
    user = User(id=1, display_name="p", language="ja")
    user.grants = [RoleGrant(role=role) for role in roles]
    return user


def process(*, starts: timedelta = -DAY, ends: timedelta = DAY, acts: tuple[Act, ...] = tuple(Act), override: Override | None = None,
            published: bool = True, **texts: str) -> Process:  # fmt: skip
    phase = Phase(id=1, starts_at=NOW + starts, ends_at=NOW + ends, open_acts=[str(act) for act in acts], override=override)
    words = {"question": "q", "background": "b", "what_happens_next": "w"} | texts
    return Process(id=1, published_at=NOW if published else None, phases=[phase], **words)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.COORDINATOR, Role.DEPARTMENT])
def test_only_administrators_edit_and_publish(role: Role) -> None:
    assert policies.can_edit(person(Role.ADMINISTRATOR))
    assert not policies.can_edit(person(role))
    assert not policies.can_publish(person(role), process(), at=NOW)


def test_complete_process_can_be_published() -> None:
    assert policies.can_publish(person(Role.ADMINISTRATOR), process(published=False), at=NOW)


@pytest.mark.parametrize("text", ["question", "background", "what_happens_next"])
def test_publishing_names_the_missing_text(text: str) -> None:
    missing = policies.missing_for_publishing(process(**{text: ""}), at=NOW)
    assert len(missing) == 1
    assert missing[0] in policies.can_publish(person(Role.ADMINISTRATOR), process(**{text: ""}), at=NOW).reason


def test_publishing_needs_an_end_in_the_future() -> None:
    assert len(policies.missing_for_publishing(process(ends=timedelta(0)), at=NOW)) == 1
    empty = process()
    empty.phases = []
    assert len(policies.missing_for_publishing(empty, at=NOW)) == 1


@pytest.mark.parametrize("act", list(Act))
def test_open_phase_lets_signed_in_people_act(act: Act) -> None:
    assert policies.can_do(person(), process(), act, at=NOW)
    verdict = policies.can_do(None, process(), act, at=NOW)
    assert verdict.remedy == "accounts.sign_in"


@pytest.mark.parametrize("act", list(Act))
def test_closed_act_is_said_before_sign_in(act: Act) -> None:
    others = tuple(other for other in Act if other is not act)
    verdict = policies.can_do(None, process(acts=others), act, at=NOW)
    assert verdict.reason
    assert verdict.remedy is None
    assert not policies.can_do(person(), process(acts=others), act, at=NOW)


def test_phase_starts_on_its_moment_and_ends_before_its_end() -> None:
    assert policies.can_do(person(), process(starts=timedelta(0)), Act.PROPOSE, at=NOW)
    assert not policies.can_do(person(), process(ends=timedelta(0)), Act.PROPOSE, at=NOW)
    assert not policies.can_do(person(), process(starts=timedelta(microseconds=1)), Act.PROPOSE, at=NOW)


def test_override_stands_over_the_clock() -> None:
    assert policies.can_do(person(), process(starts=-2 * DAY, ends=-DAY, override=Override.OPEN), Act.COMMENT, at=NOW)
    assert not policies.can_do(person(), process(override=Override.CLOSED), Act.COMMENT, at=NOW)


def test_unpublished_process_allows_nothing() -> None:
    assert not policies.can_do(person(Role.ADMINISTRATOR), process(published=False), Act.PROPOSE, at=NOW)
