"""Words and colours of handoffs and responses."""

from __future__ import annotations

from civic.handoff.models import HandoffStatus, ResponseDecision
from civic.i18n.text import _

_TONES = {
    ResponseDecision.WILL_DO: "done",
    ResponseDecision.ALREADY_DOING: "done",
    ResponseDecision.WILL_STUDY: "review",
    ResponseDecision.PARTLY: "yes",
    ResponseDecision.CANNOT: "no",
}


def decision_label(decision: ResponseDecision) -> str:
    """What the town says, in the reader's language."""
    match decision:
        case ResponseDecision.WILL_DO:
            return _("We will do it")
        case ResponseDecision.ALREADY_DOING:
            return _("We are doing it already")
        case ResponseDecision.WILL_STUDY:
            return _("We will study it")
        case ResponseDecision.PARTLY:
            return _("We will do a part of it")
        case ResponseDecision.CANNOT:
            return _("We cannot do it")


def decision_tone(decision: ResponseDecision) -> str:
    """The tone of the chip that shows it."""
    return _TONES[decision]


def handoff_label(status: HandoffStatus) -> str:
    """Where the handoff stands, in the reader's language."""
    match status:
        case HandoffStatus.RECEIVED:
            return _("Waiting for an answer")
        case HandoffStatus.RETURNED:
            return _("Returned to the desk")
        case HandoffStatus.ANSWERED:
            return _("Answered")
