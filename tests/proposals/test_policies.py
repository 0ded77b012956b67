"""Each exit of each rule about proposals; no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from civic.accounts.models import RoleGrant, User
from civic.contributions.models import Contribution, Visibility
from civic.policy import Role
from civic.processes.models import Act, Phase, Process
from civic.proposals import policies
from civic.proposals.models import Proposal, ProposalStatus

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def person(number: int, *roles: Role) -> User:
    user = User(id=number, display_name=f"p{number}", language="ja")
    user.grants = [RoleGrant(role=role) for role in roles]
    return user


def proposal(status: ProposalStatus = ProposalStatus.PUBLISHED, *, acts: tuple[Act, ...] = tuple(Act), author: int = 1) -> Proposal:
    phase = Phase(id=1, starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=1), open_acts=[str(act) for act in acts])
    process = Process(id=1, published_at=NOW, phases=[phase])
    visibility = Visibility.DRAFT if status is ProposalStatus.DRAFT else Visibility.PUBLIC
    contribution = Contribution(id=1, author_id=author, process=process, visibility=visibility)
    return Proposal(id=1, status=status, contribution=contribution)


@pytest.fixture(autouse=True)
def _context(app: object, database: None) -> None:
    """Reasons are sentences in a language: that needs an application, no rows."""


def test_draft_needs_sign_in_and_names_the_way() -> None:
    verdict = policies.can_draft(None, proposal().contribution.process, at=NOW)
    assert not verdict
    assert verdict.remedy == "accounts.sign_in"


def test_draft_outside_the_phase_is_refused_with_a_reason() -> None:
    verdict = policies.can_draft(person(1), proposal(acts=(Act.COMMENT,)).contribution.process, at=NOW)
    assert (bool(verdict), bool(verdict.reason)) == (False, True)


def test_draft_in_the_phase_is_allowed() -> None:
    assert policies.can_draft(person(1), proposal().contribution.process, at=NOW)


@pytest.mark.parametrize(
    ("status", "author", "allowed"),
    [(ProposalStatus.DRAFT, 1, True), (ProposalStatus.DRAFT, 2, False), (ProposalStatus.PUBLISHED, 1, False)],
)
def test_edit_draft_only_by_its_author_before_publishing(status: ProposalStatus, author: int, allowed: bool) -> None:
    assert bool(policies.can_edit_draft(person(1), proposal(status, author=author))) is allowed


def test_publish_after_the_phase_ended_is_refused() -> None:
    assert not policies.can_publish(person(1), proposal(ProposalStatus.DRAFT), at=NOW + timedelta(days=2))


@pytest.mark.parametrize("status", list(ProposalStatus))
def test_support_only_while_open(status: ProposalStatus) -> None:
    expected = status in (ProposalStatus.PUBLISHED, ProposalStatus.UNDER_REVIEW)
    assert bool(policies.can_support(person(2), proposal(status), at=NOW)) is expected


def test_support_of_the_own_proposal_is_refused() -> None:
    assert not policies.can_support(person(1), proposal(), at=NOW)


def test_comment_on_a_hidden_proposal_is_refused() -> None:
    hidden = proposal()
    hidden.contribution.visibility = Visibility.HIDDEN
    assert not policies.can_comment(person(2), hidden, at=NOW)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [((2, ()), False), ((1, (Role.MODERATOR,)), False), ((2, (Role.MODERATOR,)), True), ((2, (Role.ADMINISTRATOR,)), False)],
)
def test_decide_by_another_moderator_only(who: tuple[int, tuple[Role, ...]], allowed: bool) -> None:
    assert bool(policies.can_decide(person(who[0], *who[1]), proposal())) is allowed


@pytest.mark.parametrize("status", [ProposalStatus.ADOPTED, ProposalStatus.NOT_ADOPTED, ProposalStatus.WITHDRAWN])
def test_decide_twice_is_refused(status: ProposalStatus) -> None:
    assert not policies.can_decide(person(2, Role.MODERATOR), proposal(status))


def test_withdraw_by_somebody_else_is_refused() -> None:
    assert not policies.can_withdraw(person(2), proposal())
    assert policies.can_withdraw(person(1), proposal())
