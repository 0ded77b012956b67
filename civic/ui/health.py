"""For operators: does the process live (`/healthz`), and can it serve (`/readyz`)?"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, current_app, jsonify

from civic.policy import public

Check = Callable[[], str]
_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Let `/readyz` ask `check`, which returns the problem in a few words, or an empty text."""
    _checks[name] = check


def problems() -> dict[str, str]:
    """Every check with its problem, empty when there is none."""
    return {name: _ask(name, check) for name, check in _checks.items()}


def _ask(name: str, check: Check) -> str:
    try:
        return check()
    except Exception as error:
        current_app.logger.warning("readiness check failed: %s (%s)", name, type(error).__name__)
        return "the check itself failed"


@public
def healthz() -> Response:
    """The process answers."""
    return jsonify({"alive": True})


@public
def readyz() -> tuple[Response, int]:
    """Everything that is needed to serve pages is there (200), or what is missing (503)."""
    found = problems()
    ready = not any(found.values())
    return jsonify({"ready": ready, "checks": {name: problem or "ok" for name, problem in found.items()}}), 200 if ready else 503


def init_app(app: Flask) -> None:
    """Install the two addresses; they stand outside the languages."""
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
