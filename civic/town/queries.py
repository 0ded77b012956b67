"""Reads about the town: each list is one statement, in the order that administrators gave."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select

from civic.db import session
from civic.town.models import Area, Category, Department, Town

Place = TypeVar("Place", Area, Category, Department)
PLACES: dict[str, type[Area] | type[Category] | type[Department]] = {"areas": Area, "categories": Category, "departments": Department}


def the_town() -> Town | None:
    """The one town."""
    return session.get(Town, 1)


def _active(kind: type[Place]) -> list[Place]:
    return list(session.scalars(select(kind).where(kind.is_active).order_by(kind.position, kind.id)))


def active_areas() -> list[Area]:
    """Districts that can be chosen."""
    return _active(Area)


def active_categories() -> list[Category]:
    """Categories that can be chosen."""
    return _active(Category)


def active_departments() -> list[Department]:
    """Departments that can be chosen."""
    return _active(Department)


def all_of(kind: type[Place]) -> list[Place]:
    """All, also those switched off."""
    return list(session.scalars(select(kind).order_by(kind.position, kind.id)))


def place(kind: type[Place], place_id: int) -> Place | None:
    """One."""
    return session.get(kind, place_id)
