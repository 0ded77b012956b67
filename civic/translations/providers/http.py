"""One POST to an engine: time-outs, retries with back-off, answers of bounded size. What is sent is never logged or put in an error."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from civic.translations.providers.base import BusyError, DeniedError, EngineError, QuotaError, UnavailableError, UnreadableAnswerError

LARGEST_ANSWER = 4 * 1024 * 1024
TRIES = 3
LONGEST_WAIT = 15.0
"""Seconds; who asks for a longer pause is asked again by the worker later."""
DEADLINE = 90.0
"""Seconds for all tries of one call together: the worker's lease is two minutes."""
_CHUNK = 64 * 1024
_BUSY = frozenset({429, 529})
_FAULTS = frozenset({500, 502, 503, 504})
_QUOTA = frozenset({402, 456})


@dataclass
class Http:
    """Calls to one engine. `timeout` is in seconds, for the connection and between two pieces of the answer."""

    timeout: float = 20.0
    tries: int = TRIES
    deadline: float = DEADLINE
    sleep: Callable[[float], None] = time.sleep
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(num_pools=4, maxsize=4, retries=False))

    def post_json(self, url: str, body: object, *, headers: Mapping[str, str]) -> Any:
        """POST a JSON body, read a JSON answer."""
        sent = {"Content-Type": "application/json; charset=utf-8", **headers}
        return self._call(url, json.dumps(body, ensure_ascii=False).encode(), sent)

    def post_form(self, url: str, fields: Mapping[str, str]) -> Any:
        """POST form fields, read a JSON answer."""
        return self._call(url, urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def _call(self, url: str, body: bytes, headers: Mapping[str, str]) -> Any:
        until = time.monotonic() + self.deadline
        for attempt in range(1, self.tries + 1):
            try:
                return self._once(url, body, headers, until)
            except EngineError as error:
                wait = _pause(error, attempt)
                if not error.is_temporary or attempt == self.tries or wait > LONGEST_WAIT or time.monotonic() + wait > until:
                    raise
                self.sleep(wait)
        raise UnavailableError("no try was made")

    def _once(self, url: str, body: bytes, headers: Mapping[str, str], until: float) -> Any:
        sent = {"Accept": "application/json", "User-Agent": "civic", **headers}
        limit = urllib3.Timeout(connect=min(5.0, self.timeout), read=self.timeout)
        try:
            response = self.pool.request("POST", url, body=body, headers=sent, timeout=limit, redirect=False, preload_content=False)
            try:
                _refuse(response.status, response.headers.get("Retry-After"))
                return _parsed(_read(response, until))
            finally:
                response.close()
        except (ConnectTimeoutError, NewConnectionError, SSLError) as error:
            raise UnavailableError(type(error).__name__) from None
        except (HTTPError, OSError) as error:
            raise UnavailableError(type(error).__name__, may_be_billed=True) from None
        except ValueError:
            raise DeniedError("a header cannot be written: is the key right?") from None


def _refuse(status: int, retry_after: str | None) -> None:
    if status == 200:
        return
    if status in _BUSY:
        raise BusyError(f"status {status}", retry_after=seconds_of(retry_after))
    if status in _FAULTS:
        raise UnavailableError(f"status {status}")
    if status in _QUOTA:
        raise QuotaError(f"status {status}")
    raise DeniedError(f"status {status}")


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """The answer, unless it is too large or drips for too long: each piece is taken as it comes, so that the clock is looked at."""
    parts, total = [], 0
    while part := response.read1(_CHUNK, decode_content=True):
        total += len(part)
        if total > LARGEST_ANSWER:
            raise UnreadableAnswerError("the answer is too large")
        if time.monotonic() > until:
            raise UnavailableError("the answer took too long", may_be_billed=True)
        parts.append(part)
    promised = response.headers.get("Content-Length", "")
    if promised.isascii() and promised.isdigit() and "Content-Encoding" not in response.headers and total < int(promised):
        raise UnavailableError("the answer was cut", may_be_billed=True)
    return b"".join(parts)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableAnswerError("the answer is not JSON") from None


def _pause(error: EngineError, attempt: int) -> float:
    """Half a second doubling, with a fifth of jitter; what the engine asks for when it asks."""
    if isinstance(error, BusyError):
        return error.retry_after
    return 0.5 * 2.0 ** (attempt - 1) * random.uniform(0.9, 1.1)


def seconds_of(retry_after: str | None) -> float:
    """The pause that a Retry-After header asks for (RFC 9110: seconds or a date), between one second and a day."""
    value = (retry_after or "").strip()
    if value.isascii() and value.isdigit():
        return float(min(max(int(value[:6]), 1), 86_400))
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return 1.0
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return min(max((aware - datetime.now(UTC)).total_seconds(), 1.0), 86_400.0)
