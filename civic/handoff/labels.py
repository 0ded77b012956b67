"""Words and colours of handoffs and responses."""

from __future__ import annotations

from civic.handoff.models import HandoffStatus, ResponseDecision
from civic.i18n.text import _

_TONES = {
    ResponseDecision.WILL_DO: "yes",
    ResponseDecision.ALREADY_DOING: "yes",
    ResponseDecision.WILL_STUDY: "review",
    ResponseDecision.PARTLY: "done",
    ResponseDecision.CANNOT: "no",
}


def decision_label(decision: ResponseDecision) -> str:
    """What the town says, in the reader's language."""
    return {
        ResponseDecision.WILL_DO: _("We will do it"),
        ResponseDecision.ALREADY_DOING: _("We are doing it already"),
        ResponseDecision.WILL_STUDY: _("We will study it"),
        ResponseDecision.PARTLY: _("We will do a part of it"),
        ResponseDecision.CANNOT: _("We cannot do it"),
    }[decision]


def decision_tone(decision: ResponseDecision) -> str:
    """The tone of the chip that shows it."""
    return _TONES[decision]


def handoff_label(status: HandoffStatus) -> str:
    """Where the handoff stands, in the reader's language."""
    return {
        HandoffStatus.RECEIVED: _("Waiting for an answer"),
        HandoffStatus.RETURNED: _("Returned to the desk"),
        HandoffStatus.ANSWERED: _("Answered"),
    }[status]
