"""Reads about the town: each list is one statement, in the order that administrators gave."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select, select

from civic.db import session
from civic.town.models import Area, Category, Department, Town

Place = Area | Category | Department
P = TypeVar("P", Area, Category, Department)
PLACES: dict[str, type[Area] | type[Category] | type[Department]] = {"areas": Area, "categories": Category, "departments": Department}


def the_town() -> Town | None:
    """The one town."""
    return session.get(Town, 1)


def _all(kind: type[P]) -> list[P]:
    return list(session.scalars(select(kind).order_by(kind.position, kind.id)))


_ACTIVE: dict[type[Any], Select[Any]] = {
    kind: select(kind).where(kind.is_active).order_by(kind.position, kind.id) for kind in (Area, Category, Department)
}


def _active(kind: type[P]) -> list[P]:
    return list(session.scalars(_ACTIVE[kind]))


def active_areas() -> list[Area]:
    """Districts that can be chosen."""
    return _active(Area)


def active_categories() -> list[Category]:
    """Categories that can be chosen."""
    return _active(Category)


def active_departments() -> list[Department]:
    """Departments that can be chosen."""
    return _active(Department)


def all_areas() -> list[Area]:
    """All districts, also those switched off."""
    return _all(Area)


def all_categories() -> list[Category]:
    """All categories, also those switched off."""
    return _all(Category)


def all_departments() -> list[Department]:
    """All departments, also those switched off."""
    return _all(Department)


def all_places(kind: str) -> list[Area] | list[Category] | list[Department]:
    """One of the three lists (a key of `PLACES`), also what is switched off."""
    if kind == "areas":
        return all_areas()
    return all_categories() if kind == "categories" else all_departments()


def place(kind: str, place_id: int) -> Place | None:
    """One thing of one of the three lists."""
    found = session.get(PLACES[kind], place_id)
    return found if isinstance(found, Place) else None


def department(department_id: int) -> Department | None:
    """One department, also if it is switched off."""
    return session.get(Department, department_id)
