"""Words for acts and phases."""

from __future__ import annotations

from datetime import datetime

from civic.i18n.text import _
from civic.processes.models import Act, Phase, Process


def act_label(act: Act) -> str:
    """The act as something a person can do."""
    return {Act.PROPOSE: _("Write a proposal"), Act.SUPPORT: _("Support proposals"), Act.COMMENT: _("Comment")}[act]


def phase_state(process: Process, phase: Phase, *, at: datetime) -> str:
    """`past`, `current` or `future`: what the page's steps are drawn by."""
    if process.phase_at(at) is phase:
        return "current"
    return "future" if phase.starts_at > at else "past"


def phase_state_label(state: str) -> str:
    """The state in words."""
    return {"past": _("Over"), "current": _("Now"), "future": _("Coming")}[state]
