"""Compile the catalogues that are newer than their compiled form: `python -m civic.i18n.compile`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from civic.i18n.text import CATALOGUES


def compile_catalogues(folder: Path = CATALOGUES) -> list[Path]:
    """Compile what changed; returns what was written. Doubtful (fuzzy) messages are left out."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        fresh = target.with_suffix(f".{os.getpid()}.tmp")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_catalogues():
        sys.stdout.write(f"compiled {path.parts[-3]}\n")
