"""Structured logs: one JSON object a line on standard error, with the id of the request, and nothing about the person.

Never logged: addresses with their arguments (they can hold tokens), form bodies, e-mail and network addresses, and the messages of
exceptions (a database error quotes its values). An exception is told by its type and the places in the code that it passed through.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import structlog
from flask import Flask, Response, g, request

from civic.config import Settings

HEADER = "X-Request-ID"
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_PLACES = 12


def request_id() -> str:
    """The id of this request: the proxy's when it is a short plain token, else a new one."""
    found = g.get("request_id")
    if found is None:
        given = request.headers.get(HEADER, "")
        found = g.request_id = given if _SAFE_ID.fullmatch(given) else secrets.token_hex(8)
    return str(found)


def tell_exception(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Processor: replace an exception by its type and the places it passed through, newest last."""
    given = entry.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        entry["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
        frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
        entry["places"] = [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return entry


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    tell_exception,
]


class _Line:
    """Where the lines of requests go: standard error as it is now, also after somebody replaced it."""

    def write(self, text: str) -> None:
        sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


_requests = structlog.wrap_logger(
    structlog.WriteLogger(cast(TextIO, _Line())),
    processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
    wrapper_class=structlog.BoundLogger,
    cache_logger_on_first_use=True,
)
"""Made apart from all other logs, because this one line is written at every request and its cost counts."""


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is now, also after somebody replaced it."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def configure(level: str) -> None:
    """Send all logs of the process, ours and the libraries', to standard error as JSON lines."""
    handler = _StandardError()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.PositionalArgumentsFormatter(), *_SHARED],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _begin() -> None:
    g.request_began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id())


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if request.endpoint != "static" and logging.getLogger().isEnabledFor(logging.INFO):
        began = g.get("request_began")
        _requests.msg(
            event="request",
            level="info",
            request_id=request_id(),
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1) if began is not None else None,
        )
    return response


def _log_exception(exc_info: Any) -> None:
    """Flask's own line would show the whole address."""
    logging.getLogger("civic").error("unexpected error in %s", request.endpoint, exc_info=exc_info)


def init_app(app: Flask) -> None:
    """Install request ids and the line of each request. Called first, so that its line is written last."""
    settings: Settings = app.config["CIVIC"]
    configure(settings.log_level)
    app.before_request(_begin)
    app.after_request(_end)
    app.log_exception = _log_exception  # type: ignore[method-assign]  # one instance, one log
    app.jinja_env.globals["request_id"] = request_id
