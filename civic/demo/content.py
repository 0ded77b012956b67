"""What is said in the demo town, read from `texts/`. Town, people and texts are invented; the telephone numbers cannot be called."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

_FOLDER = Path(__file__).parent / "texts"
_LATER = re.compile(r"\{(month|year)\+(\d+)\}")


@dataclass(frozen=True, kw_only=True)
class Place:
    """An area, category or department with its names by language id."""

    key: str
    names: dict[str, str]
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Account:
    """A person who is shown with the password (`shown_as`), one for each role, or an officer of a department."""

    email: str
    name: str
    key: str = ""
    role: str = "department"
    language: str = "ja"
    department: str | None = None
    shown_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Resident:
    """Somebody who lives here and writes."""

    key: str
    name: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A phase, in days from the day of building."""

    title: str
    acts: list[str]
    starts_in_days: int
    ends_in_days: int


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A framed process."""

    key: str
    title: str
    question: str
    background: str
    what_happens_next: str
    department: str
    phases: list[Stretch]


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A comment; hidden by moderation with a reason, or taken back by its writer."""

    by: str
    stance: str
    text: str
    hidden: str = ""
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Idea:
    """A proposal and its `fate`: "" (open), review, adopted, open (with a department), overdue, returned, answered, declined, hidden, withdrawn.

    `answer` may say `{month+4}` or `{year+2}`: so many months or years after the day of building.
    """

    by: str
    theme: str
    title: str
    body: str
    problem: str = ""
    area: str | None = None
    category: str = ""
    days_ago: int = 0
    supports: int = 0
    fate: str = ""
    reason: str = ""
    department: str = ""
    decision: str = ""
    answer: str = ""
    comments: tuple[Remark, ...] = ()


T = TypeVar("T")


@cache
def _texts(name: str) -> Any:
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _all(kind: type[T], rows: list[dict[str, Any]]) -> list[T]:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # only the dataclasses above are asked for
    for row in rows:
        if unknown := set(row) - known:
            raise ValueError(f"unknown keys in the demo's texts: {sorted(unknown)}")
    return [kind(**row) for row in rows]


def town() -> dict[str, Any]:
    """Names and contact of the town."""
    return {key: value for key, value in _texts("town").items() if key not in {"areas", "categories", "departments"}}


def places(kind: str) -> list[Place]:
    """The town's `areas`, `categories` or `departments`."""
    return _all(Place, _texts("town")[kind])


def password() -> str:
    """Of all demo accounts. Shown to everybody who starts the demo; these accounts exist nowhere else."""
    return str(_texts("people")["password"])


def accounts() -> list[Account]:
    """One account for each role."""
    return _all(Account, _texts("people")["accounts"])


def officers() -> list[Account]:
    """Staff of the other departments that answer."""
    return _all(Account, _texts("people")["officers"])


def residents() -> list[Resident]:
    """Who else lives here."""
    return _all(Resident, _texts("people")["residents"])


def themes() -> list[Theme]:
    """The processes."""
    return _all(Theme, [{**row, "phases": _all(Stretch, row["phases"])} for row in _texts("themes")])


def ideas() -> list[Idea]:
    """The proposals, with what was said about them."""
    return _all(Idea, [{**row, "comments": tuple(_all(Remark, row["comments"]))} for row in _texts("proposals")["proposals"]])


def drafts() -> list[Idea]:
    """What is begun and not published."""
    return _all(Idea, _texts("proposals")["drafts"])


def dated(text: str, now: datetime) -> str:
    """The text with its months and years written out."""

    def later(found: re.Match[str]) -> str:
        unit, number = found.group(1), int(found.group(2))
        if unit == "year":
            return str(now.year + number)
        months = now.year * 12 + now.month - 1 + number
        return f"{months // 12}年{months % 12 + 1}月"

    return _LATER.sub(later, text)
