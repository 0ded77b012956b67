"""Before a process is published or a phase opened by hand: what features above want to have checked."""

from __future__ import annotations

from collections.abc import Callable

from civic.policy import Verdict, enforce
from civic.processes.models import Process

Check = Callable[[Process], Verdict]
_checks: list[Check] = []


def register_check(check: Check) -> Check:
    """Decorate a check that runs before opening, with the process and its phases."""
    if check not in _checks:
        _checks.append(check)
    return check


def enforce_may_open(process: Process) -> None:
    """Raise `NotAllowedError` with the reason of the first check that says no."""
    for check in _checks:
        enforce(check(process))
