"""What every answer carries: the content security policy and its companions, what may be cached, compression; and which hosts are ours."""

from __future__ import annotations

import secrets
import struct
import zlib
from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, Response, g, request, session
from werkzeug.http import parse_accept_header
from werkzeug.middleware.proxy_fix import ProxyFix

from civic.config import Mode, Settings

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; manifest-src 'self'; "
    "worker-src 'self'; require-trusted-types-for 'script'; trusted-types civic"
)
_FIXED = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()"),
]
_HSTS = "max-age=31536000; includeSubDomains"
_COMPRESSED_FROM = 1024
_LEVEL = 3
_PADDING = 64


def csp_nonce() -> str:
    """The nonce of this answer, for its script elements."""
    found = g.get("csp_nonce")
    if found is None:
        found = g.csp_nonce = secrets.token_urlsafe(16)
    return str(found)


def _secure(response: Response) -> Response:
    headers = response.headers
    if "Content-Security-Policy" not in headers:
        headers.add("Content-Security-Policy", POLICY.replace("{nonce}", csp_nonce()))
    headers.extend(_FIXED)
    if request.endpoint != "static":
        _declare_caching(response)
    return response


def _declare_caching(response: Response) -> None:
    """Pages are never shared: nonce, language and looks differ. The session is saved after this runs, hence `modified`."""
    headers = response.headers
    personal = "_user_id" in session or session.modified or "Set-Cookie" in headers
    if personal:
        headers["Cache-Control"] = "private, no-store"
    elif "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-cache"
    if "Vary" in headers:
        response.vary.update(("Cookie", "Accept-Encoding"))
    else:
        headers["Vary"] = "Cookie, Accept-Encoding"


def _secure_https(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", _HSTS)
    return response


@lru_cache(maxsize=64)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header allows gzip; browsers send a handful of different ones."""
    return parse_accept_header(accepted).quality("gzip") > 0


def _compress(response: Response) -> Response:
    """Compress text for those who take it."""
    if response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    if not (response.mimetype or "").startswith(("text/", "application/json")):
        return response
    body = response.get_data()
    if len(body) < _COMPRESSED_FROM or not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return response
    response.set_data(_gzip(body))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _gzip(body: bytes) -> bytes:
    """A gzip member (RFC 1952) whose file-name field has a random length.

    Compressed length would otherwise let a page of another site guess secrets in ours letter by letter (BREACH).
    """
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    padding = b"x" * secrets.randbelow(_PADDING)
    head = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff" + padding + b"\x00"
    return head + squeeze.compress(body) + squeeze.flush() + struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)


def own_hosts(settings: Settings) -> list[str]:
    """The host names that this instance answers to in production: its public one, and the machine itself for probes."""
    return [urlsplit(settings.base_url).hostname or "", "localhost", "127.0.0.1", "[::1]"]


def init_app(app: Flask) -> None:
    """Install headers, compression, the host check and the reading of proxy headers."""
    settings: Settings = app.config["CIVIC"]
    app.after_request(_compress)
    app.after_request(_secure)
    if settings.is_secure:
        app.after_request(_secure_https)
    if settings.mode is Mode.PRODUCTION:
        app.config["TRUSTED_HOSTS"] = own_hosts(settings)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way to wrap
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies, x_host=0, x_prefix=0
        )
    app.jinja_env.globals["csp_nonce"] = csp_nonce
