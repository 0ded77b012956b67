"""Who may do what with a proposal, and when: role and phase decide."""

from __future__ import annotations

from datetime import datetime

from civic.accounts.models import User
from civic.contributions.models import Visibility
from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict
from civic.processes import policies as process_policies
from civic.processes.models import Act, Process
from civic.proposals.models import DECIDABLE, Proposal, ProposalStatus


def can_draft(user: User | None, process: Process, *, at: datetime) -> Verdict:
    """Anyone signed in may write while the phase is open for proposals."""
    return process_policies.can_do(user, process, Act.PROPOSE, at=at)


def can_edit_draft(user: User, proposal: Proposal) -> Verdict:
    """Only the author, and only before publishing."""
    if proposal.contribution.author_id != user.id:
        return Verdict(_("Only the author can change this proposal."))
    if proposal.status is not ProposalStatus.DRAFT:
        return Verdict(_("This proposal is already published."))
    return ALLOWED


def can_publish(user: User, proposal: Proposal, *, at: datetime) -> Verdict:
    """The author, in a phase that is open for proposals, with a confirmed address."""
    return can_edit_draft(user, proposal) and can_draft(user, proposal.contribution.process, at=at)


def can_support(user: User | None, proposal: Proposal, *, at: datetime) -> Verdict:
    """Anyone signed in but the author, while the proposal is open and the phase lets people support."""
    verdict = process_policies.can_do(user, proposal.contribution.process, Act.SUPPORT, at=at)
    if not verdict or user is None:
        return verdict
    if proposal.contribution.visibility is not Visibility.PUBLIC or proposal.status not in DECIDABLE:
        return Verdict(_("This proposal is no longer open."))
    if proposal.contribution.author_id == user.id:
        return Verdict(_("This is your own proposal: others can support it."))
    return ALLOWED


def can_withdraw_support(user: User | None, proposal: Proposal, *, at: datetime) -> Verdict:
    """As long as supporting is open."""
    return can_support(user, proposal, at=at)


def can_comment(user: User | None, proposal: Proposal, *, at: datetime) -> Verdict:
    """Anyone signed in while the phase lets people comment and the proposal is readable."""
    verdict = process_policies.can_do(user, proposal.contribution.process, Act.COMMENT, at=at)
    if verdict and proposal.contribution.visibility is not Visibility.PUBLIC:
        return Verdict(_("This proposal is no longer open."))
    return verdict


def can_withdraw(user: User, proposal: Proposal) -> Verdict:
    """The author, until it is decided."""
    if proposal.contribution.author_id != user.id:
        return Verdict(_("Only the author can change this proposal."))
    if proposal.status not in DECIDABLE:
        return Verdict(_("This proposal is no longer open."))
    return ALLOWED


def can_decide(user: User, proposal: Proposal) -> Verdict:
    """A moderator who did not write it, while it is open."""
    if not user.has_role(Role.MODERATOR):
        return Verdict(_("Only moderators can decide on proposals."))
    if proposal.contribution.author_id == user.id:
        return Verdict(_("You wrote this proposal, so another moderator decides on it."))
    if proposal.contribution.visibility is Visibility.HIDDEN:
        return Verdict(_("This proposal is hidden. Restore it before deciding."))
    if proposal.status not in DECIDABLE:
        return Verdict(_("This proposal is no longer open."))
    return ALLOWED
