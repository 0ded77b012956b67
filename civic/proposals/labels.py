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
    return {
        ProposalStatus.DRAFT: _("Draft"),
        ProposalStatus.PUBLISHED: _("Open"),
        ProposalStatus.UNDER_REVIEW: _("Under review"),
        ProposalStatus.ADOPTED: _("Adopted"),
        ProposalStatus.NOT_ADOPTED: _("Not adopted"),
        ProposalStatus.WITHDRAWN: _("Withdrawn"),
    }[status]


def status_tone(status: ProposalStatus) -> str:
    """The tone of the chip that shows the status."""
    return _TONES[status]
