"""Words for acts and phases."""

from __future__ import annotations

from datetime import datetime, timedelta

from civic.i18n.text import _
from civic.processes.models import Act, Phase, Process


def act_label(act: Act) -> str:
    """The act as something a person can do."""
    match act:
        case Act.PROPOSE:
            return _("Write a proposal")
        case Act.SUPPORT:
            return _("Support proposals")
        case Act.COMMENT:
            return _("Comment")


def phase_state(process: Process, phase: Phase, *, at: datetime) -> str:
    """`past`, `current` or `future`; `closed` while the clock is in it but an administrator's word closes it."""
    if process.phase_at(at) is phase:
        return "current"
    if phase.starts_at > at:
        return "future"
    return "closed" if at < phase.ends_at else "past"


def phase_state_label(state: str) -> str:
    """The state in words."""
    return {"past": _("Over"), "current": _("Now"), "future": _("Coming"), "closed": _("Closed")}[state]


def last_moment(phase: Phase) -> datetime:
    """The last moment that belongs to the phase: one that ends at midnight is open until the day before."""
    return phase.ends_at - timedelta(seconds=1)
