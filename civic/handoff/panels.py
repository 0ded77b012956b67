"""What the proposal page and the home page show of handoffs and answers."""

from __future__ import annotations

from typing import Any

from civic.accounts.models import User
from civic.handoff import policies, queries
from civic.handoff.labels import decision_label, decision_tone
from civic.handoff.models import HandoffStatus
from civic.handoff.texts import answer_items, line_items
from civic.proposals.models import Proposal

OUTCOMES = 3


def proposal_panel(proposal: Proposal, viewer: User | None) -> dict[str, Any]:
    """Where the proposal stands between desk and answer. One statement."""
    found = queries.progress(viewer, proposal.id)
    is_open = found is not None and found.handoff.status is HandoffStatus.RECEIVED
    is_answered = found is not None and found.handoff.status is HandoffStatus.ANSWERED
    unheld = not is_open and not is_answered
    return {
        "progress": found,
        "texts": answer_items(found),
        "is_open": is_open,
        "is_answered": is_answered,
        "may_hand_over": viewer is not None and unheld and bool(policies.can_hand_over(viewer, proposal)),
        "may_see_handoff": viewer is not None and found is not None and policies.can_see(viewer, found.handoff),
        "decision_label": decision_label,
        "decision_tone": decision_tone,
    }


def home_panel(viewer: User | None) -> dict[str, Any]:
    """What came of earlier ideas. One statement."""
    lines, more = queries.responses(viewer, limit=OUTCOMES)
    return {
        "lines": lines,
        "texts": line_items(lines),
        "more": more is not None,
        "decision_label": decision_label,
        "decision_tone": decision_tone,
    }
