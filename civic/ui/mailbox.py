"""The folder of mails that stands in for a mail server outside production, for reading in the browser."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

_LINK = re.compile(r"(https?://[^\s<>\"]+)")
_MOST_SHOWN = 100


@dataclass(frozen=True)
class Letter:
    """One mail. `parts` is its text cut at the addresses in it, each with whether it is one."""

    name: str
    to: str
    subject: str
    date: str
    language: str
    parts: list[tuple[str, bool]]


def read_letters(folder: Path) -> list[Letter]:
    """The newest mails first."""
    files = sorted(folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [_read(path) for path in files[:_MOST_SHOWN]]


def read_letter(folder: Path, name: str) -> Letter | None:
    """One mail by its name, which must be that of a file in the folder."""
    found = next((path for path in folder.glob("*.eml") if path.stem == name), None)
    return _read(found) if found else None


def _read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    return Letter(
        name=path.stem,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or path.stem),
        date=str(message["Date"] or ""),
        language=str(message["Content-Language"] or "ja"),
        parts=[(part, index % 2 == 1) for index, part in enumerate(_LINK.split(text))],
    )
