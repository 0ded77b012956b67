"""The stored list of addresses: what was once published stays. `python -m tests.architecture.urls` adds the new ones."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Flask

from tests.databases import application

STORED = Path(__file__).parent / "urls.txt"


def addresses(app: Flask) -> list[str]:
    """Each address with its methods, as text."""
    return sorted({f"{rule.rule} {','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))}" for rule in app.url_map.iter_rules()})


def stored() -> list[str]:
    """The list."""
    return STORED.read_text(encoding="utf-8").splitlines() if STORED.exists() else []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, application(Path(folder), f"sqlite:///{folder}/civic.db", create=False) as house:
        STORED.write_text("\n".join(addresses(house)) + "\n", encoding="utf-8")
