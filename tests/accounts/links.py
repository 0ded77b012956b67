"""What is in a mail."""

from __future__ import annotations

import re
from email.message import EmailMessage
from urllib.parse import urlsplit


def text_of(mail: EmailMessage) -> str:
    """The words."""
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())  # type: ignore[attr-defined]  # a body is an EmailMessage


def path_in(mail: EmailMessage) -> str:
    """The path of the first link."""
    found = re.search(r"https?://\S+", text_of(mail))
    assert found is not None
    return urlsplit(found[0]).path
