"""Static files, served from memory, compressed once, under an address that changes with their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

STATIC = Path(__file__).parent / "static"
_KEY = "civic.assets"
_FOREVER = "public, max-age=31536000, immutable"
_TEXT = {"text/css", "text/javascript", "image/svg+xml", "application/manifest+json", "text/plain"}


@dataclass(frozen=True)
class Asset:
    """One file: what it holds, and its address."""

    name: str
    digest: str
    media_type: str
    body: bytes
    compressed: bytes | None

    @property
    def address(self) -> str:
        """Where the page finds it."""
        return f"/static/{self.digest}/{self.name}"


def read_assets(folder: Path) -> dict[str, Asset]:
    """All files of the folder, by name."""
    return {
        path.relative_to(folder).as_posix(): _read(path, path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _read(path: Path, name: str) -> Asset:
    body = path.read_bytes()
    media_type = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressed = gzip.compress(body, 9, mtime=0) if media_type in _TEXT else None
    return Asset(name, hashlib.sha256(body).hexdigest()[:12], media_type, body, compressed)


def asset(name: str) -> str:
    """The address of a static file; an unknown name is a programming error."""
    found: Asset = current_app.extensions[_KEY][name]
    return found.address


def asset_response(name: str, digest: str | None = None) -> Response:
    """The file as an answer. An outdated digest (a page from before an upgrade) gets the present file, not kept for long."""
    found: Asset | None = current_app.extensions[_KEY].get(name)
    if found is None:
        abort(404)
    zipped = found.compressed is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(found.compressed if zipped else found.body, mimetype=found.media_type)
    response.headers["Cache-Control"] = _FOREVER if digest == found.digest else "public, max-age=3600"
    if found.compressed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(f"{found.digest}-gzip" if zipped else found.digest)
    response.make_conditional(request)
    return response


def _serve(digest: str, name: str) -> Response:
    return asset_response(name, digest)


def init_app(app: Flask) -> None:
    """Read the files and install their address; needs an app made with `static_folder=None`."""
    app.extensions[_KEY] = read_assets(STATIC)
    app.add_url_rule("/static/<digest>/<path:name>", "static", _serve)
    app.jinja_env.globals["asset"] = asset
