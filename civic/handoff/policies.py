"""Who hands over, sees, returns and answers. Whether it was done already is asked of the row itself, by the services."""

from __future__ import annotations

from typing import Protocol

from civic.accounts.models import User
from civic.contributions.models import Visibility
from civic.handoff.models import Handoff
from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict
from civic.proposals.models import Proposal, ProposalStatus


def can_hand_over(user: User, proposal: Proposal) -> Verdict:
    """A coordinator, once the proposal is adopted and while it is readable."""
    if not user.has_role(Role.COORDINATOR):
        return Verdict(_("Only coordinators can hand proposals over to a department."))
    if proposal.status is not ProposalStatus.ADOPTED or proposal.contribution.visibility is not Visibility.PUBLIC:
        return Verdict(_("Only adopted proposals can be handed over."))
    return ALLOWED


class Owned(Protocol):
    """What a department has."""

    @property
    def department_id(self) -> int: ...


def can_see(user: User, handoff: Owned) -> bool:
    """Coordinators see all, department staff what is theirs."""
    return user.has_role(Role.COORDINATOR) or handoff.department_id in user.department_ids


def can_answer(user: User, handoff: Handoff) -> Verdict:
    """Staff of the department that has it."""
    if handoff.department_id not in user.department_ids:
        return Verdict(_("Only staff of the responsible department can do this."))
    return ALLOWED


def can_return(user: User, handoff: Handoff) -> Verdict:
    """Staff of the department that has it."""
    return can_answer(user, handoff)
