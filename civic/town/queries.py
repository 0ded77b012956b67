"""Reads about the town: each list is one statement, in the order that administrators gave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import Select, literal, select

from civic.db import fetch, session
from civic.i18n.furigana.readings import NO_READINGS, Readings
from civic.i18n.pages import current_language
from civic.town.models import Area, Category, Department, ReadingSource, Town, TownReading, name_in

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


_AREA, _CATEGORY = Area.__table__.c, Category.__table__.c
_PLACES = (
    select(literal(0).label("kind"), _AREA.id, _AREA.names, _AREA.position)
    .where(_AREA.is_active)
    .union_all(select(literal(1), _CATEGORY.id, _CATEGORY.names, _CATEGORY.position).where(_CATEGORY.is_active))
    .subquery()
)
_NAMES = select(_PLACES.c.kind, _PLACES.c.id, _PLACES.c.names).order_by(_PLACES.c.kind, _PLACES.c.position, _PLACES.c.id)


def area_and_category_names() -> tuple[dict[int, str], dict[int, str]]:
    """Names, by id and in the page's language, of the districts and of the categories that can be chosen. One statement."""
    language = current_language()
    found: tuple[dict[int, str], dict[int, str]] = ({}, {})
    for kind, number, names in fetch(_NAMES):
        found[kind][number] = name_in(names, language)
    return found


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


_kept: dict[int, Readings] = {}


def readings_at(revision: int) -> Readings:
    """The town's list of readings in its present state, `revision`; read from the database only when that is new."""
    if not revision:
        return NO_READINGS
    found = _kept.get(revision)
    if found is None:
        rows = session.execute(select(TownReading.term, TownReading.reading, TownReading.source)).all()
        places = frozenset(row.term for row in rows if row.source == ReadingSource.POSTAL)
        found = Readings({row.term: row.reading for row in rows}, str(revision), places)
        _kept.clear()
        _kept[revision] = found
    return found


def readings_in_use() -> Readings:
    """The town's list of readings, outside a page."""
    return readings_at(session.scalar(select(Town.readings_revision).where(Town.id == 1)) or 0)


PAGE = 100


def readings_page(text: str, *, after: str = "") -> list[TownReading]:
    """One page of the list, by term, of those that hold `text` in term or reading; one more than `PAGE` when there are more."""
    statement = select(TownReading).order_by(TownReading.term).limit(PAGE + 1)
    if after:
        statement = statement.where(TownReading.term > after)
    if text:
        statement = statement.where(TownReading.term.contains(text, autoescape=True) | TownReading.reading.contains(text, autoescape=True))
    return list(session.scalars(statement))


def all_readings() -> Iterator[TownReading]:
    """The whole list, by term."""
    yield from session.scalars(select(TownReading).order_by(TownReading.term))


def reading(reading_id: int) -> TownReading | None:
    """One entry of the list."""
    return session.get(TownReading, reading_id)
