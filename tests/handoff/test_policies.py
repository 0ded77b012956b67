"""Who hands over, sees and answers; no database."""

from __future__ import annotations

import pytest

from civic.accounts.models import RoleGrant, User
from civic.contributions.models import Contribution, Visibility
from civic.handoff import policies
from civic.handoff.models import Handoff
from civic.policy import Role
from civic.proposals.models import Proposal, ProposalStatus

pytestmark = pytest.mark.usefixtures("database")

COORDINATOR = User(id=1, grants=[RoleGrant(role=Role.COORDINATOR)])
STAFF = User(id=2, grants=[RoleGrant(role=Role.DEPARTMENT, department_id=5)])
OTHER_STAFF = User(id=3, grants=[RoleGrant(role=Role.DEPARTMENT, department_id=6)])
RESIDENT = User(id=4, grants=[])


def proposal(status: ProposalStatus, visibility: Visibility = Visibility.PUBLIC) -> Proposal:
    return Proposal(status=status, contribution=Contribution(visibility=visibility))


@pytest.mark.parametrize("status", list(ProposalStatus))
def test_coordinator_hands_over_adopted_proposals_only(status: ProposalStatus) -> None:
    assert bool(policies.can_hand_over(COORDINATOR, proposal(status))) == (status is ProposalStatus.ADOPTED)


def test_hidden_proposal_is_not_handed_over() -> None:
    assert policies.can_hand_over(COORDINATOR, proposal(ProposalStatus.ADOPTED, Visibility.HIDDEN)).reason


@pytest.mark.parametrize("user", [STAFF, RESIDENT])
def test_others_do_not_hand_over(user: User) -> None:
    assert policies.can_hand_over(user, proposal(ProposalStatus.ADOPTED)).reason


@pytest.mark.parametrize(
    ("user", "sees", "answers"), [(COORDINATOR, True, False), (STAFF, True, True), (OTHER_STAFF, False, False), (RESIDENT, False, False)]
)
def test_who_sees_and_answers(user: User, sees: bool, answers: bool) -> None:
    handoff = Handoff(department_id=5)
    assert policies.can_see(user, handoff) == sees
    assert bool(policies.can_answer(user, handoff)) == bool(policies.can_return(user, handoff)) == answers
