"""Who may do what in a process: the phase decides first, then the person."""

from __future__ import annotations

from datetime import datetime

from civic.accounts.models import User
from civic.i18n.text import _
from civic.policy import ALLOWED, Role, Verdict
from civic.processes.models import Act, Process


def can_edit(user: User) -> Verdict:
    """Administrators."""
    return ALLOWED if user.has_role(Role.ADMINISTRATOR) else Verdict(_("Only administrators can change this."))


def missing_for_publishing(process: Process, *, at: datetime) -> list[str]:
    """What the framing still lacks, in words; residents must know what is asked, why, what follows, and until when."""
    lacking = [
        (not process.question, _("Question")),
        (not process.background, _("Background")),
        (not process.what_happens_next, _("What happens with the result")),
        (process.ends_at is None or process.ends_at <= at, _("A phase that ends in the future")),
    ]
    return [word for missing, word in lacking if missing]


def can_publish(user: User, process: Process, *, at: datetime) -> Verdict:
    """An administrator, when the framing is complete."""
    verdict = can_edit(user)
    missing = missing_for_publishing(process, at=at)
    if verdict and missing:
        return Verdict(_("Before publishing, please fill in: %(missing)s", missing=" / ".join(missing)))
    return verdict


def can_do(user: User | None, process: Process, act: Act, *, at: datetime) -> Verdict:
    """Whether the phase opens the act, and whether the person is known."""
    if not process.allows(act, at=at):
        closed = {
            Act.PROPOSE: _("Proposals are closed in this phase."),
            Act.SUPPORT: _("Supporting is closed in this phase."),
            Act.COMMENT: _("Comments are closed in this phase."),
        }
        return Verdict(closed[act])
    if user is None:
        return Verdict(_("Please sign in first."), remedy="accounts.sign_in")
    return ALLOWED
