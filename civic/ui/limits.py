"""Coarse limits by network address, and the size of what may be sent.

The fine limits (sign-in, codes, posting) are counters in the database; these only blunt a flood. Reading is not limited here: a school
or a town hall stands behind one address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from civic.config import Mode, Settings
from civic.db import SAFE_METHODS

MAXIMUM_BODY = 256 * 1024
WRITES = "240 per minute"
View = TypeVar("View", bound=Callable[..., Any])


class _WritesOnly(Limiter):
    """Leaves at once for requests that only read: the library's own way of exempting them costs as much as counting."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if request.method not in SAFE_METHODS:
            super()._check_request_limit(callable_name=callable_name, in_middleware=in_middleware)


_limiter = _WritesOnly(get_remote_address, strategy="moving-window", application_limits=[WRITES], in_memory_fallback_enabled=True)


def limit(rule: str) -> Callable[[View], View]:
    """Decorate a view: at most `rule` (for example "20 per minute") from one network address."""
    return _limiter.limit(rule)  # type: ignore[return-value]  # keeps the signature


def _refuse_large_bodies() -> None:
    if request.content_length is not None and request.content_length > MAXIMUM_BODY:
        abort(413)


def init_app(app: Flask) -> None:
    """Install the limits. Tests run without, unless they set `CIVIC_LIMITS_ON`."""
    settings: Settings = app.config["CIVIC"]
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAXIMUM_BODY
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits and (settings.mode is not Mode.TEST or bool(app.config.get("CIVIC_LIMITS_ON")))
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    app.before_request(_refuse_large_bodies)
    _limiter.init_app(app)
