"""Where to go after a form: only to a page of ours."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote, urlsplit

MAXIMUM = 2000
_PATH = "/%:@!$&'()*+,;=-._~"
_QUERY = "/?%:@!$&'()*+,;=-._~"


def safe_next(target: str | None, default: str) -> str:
    """The path and query of `target` when it is an address on this site, else `default`.

    Browsers read `//host`, `/\\host` and addresses with control characters as other sites, so all of these are refused.
    """
    if not target or len(target) > MAXIMUM or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return default
    if any(char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in target):
        return default
    try:
        parts = urlsplit(target)
    except ValueError:
        return default
    if parts.scheme or parts.netloc:
        return default
    path = quote(parts.path, safe=_PATH)
    return f"{path}?{quote(parts.query, safe=_QUERY)}" if parts.query else path
