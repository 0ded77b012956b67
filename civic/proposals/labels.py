"""Words and colours of a proposal's status, in one place."""

from __future__ import annotations

from civic.i18n.text import _
from civic.proposals.models import ProposalStatus

_TONES = {
    ProposalStatus.DRAFT: "neutral",
    ProposalStatus.PUBLISHED: "open",
    ProposalStatus.UNDER_REVIEW: "review",
    ProposalStatus.ADOPTED: "yes",
    ProposalStatus.NOT_ADOPTED: "no",
    ProposalStatus.WITHDRAWN: "no",
}


def status_label(status: ProposalStatus) -> str:
    """The status in the reader's language."""
    match status:
        case ProposalStatus.DRAFT:
            return _("Draft")
        case ProposalStatus.PUBLISHED:
            return _("Open")
        case ProposalStatus.UNDER_REVIEW:
            return _("Under review")
        case ProposalStatus.ADOPTED:
            return _("Adopted")
        case ProposalStatus.NOT_ADOPTED:
            return _("Not adopted")
        case ProposalStatus.WITHDRAWN:
            return _("Withdrawn")


def status_tone(status: ProposalStatus) -> str:
    """The tone of the chip that shows the status."""
    return _TONES[status]
