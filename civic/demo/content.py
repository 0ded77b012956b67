"""What is said in the demo town, read from content.json. Town, people and texts are invented."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PASSWORD = "midori-no-kaze-26"
"""Shown to everybody who starts the demo; demo accounts exist nowhere else."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment: who (index into the residents), with which stance, what."""

    author: int
    stance: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Idea:
    """One proposal: who wrote it (index into the residents), where, what, how long ago, and what became of it (`fate`)."""

    author: int
    title: str
    problem: str
    body: str
    area: int | None
    category: int
    supports: int
    comments: tuple[Said, ...]
    fate: str
    reason: str
    department: int
    decision: str
    answer: str
    days: int
    theme: int


@dataclass(frozen=True)
class Content:
    """All of it; the parts that only name things stay as they are in the file."""

    raw: dict[str, Any]
    ideas: list[Idea]


def load() -> Content:
    """Read the file."""
    raw = json.loads(Path(__file__).with_name("content.json").read_text(encoding="utf-8"))
    ideas = [Idea(**item | {"comments": tuple(Said(**comment) for comment in item["comments"])}) for item in raw["ideas"]]
    return Content(raw, ideas)
