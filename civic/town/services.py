"""Changing the town's facts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from civic.db import session
from civic.events import publish
from civic.i18n.languages import LANGUAGES
from civic.i18n.writing import accepted
from civic.policy import enforce
from civic.town.events import PlaceChanged, TownChanged
from civic.town.models import Area, Category, Department, Town
from civic.town.policies import Person, can_change_town

MAX_NAME = 80
Names = dict[str, str]


def _checked(names: Names) -> dict[str, Any]:
    """Names by language id; Japanese is required, empty ones are left out."""
    known = {language.id for language in LANGUAGES}
    checked = {
        language: accepted(name, maximum=MAX_NAME, single_line=True, required=language == "ja")
        for language, name in names.items()
        if language in known
    }
    accepted(names.get("ja"), maximum=MAX_NAME, single_line=True)
    return {language: name for language, name in checked.items() if name}


def set_up_town(*, names: Names, contact_section: Names, contact_phone: str, contact_email: str) -> Town:
    """The operator's first act: the town exists."""
    town = Town(
        id=1,
        names=_checked(names),
        contact_section=_checked(contact_section),
        contact_phone=accepted(contact_phone, maximum=40, single_line=True),
        contact_email=accepted(contact_email, maximum=254, single_line=True),
    )
    session.add(town)
    session.flush()
    publish(TownChanged(actor_id=None))
    return town


def update_town(town: Town, *, actor: Person, names: Names, contact_section: Names, contact_phone: str, contact_email: str, notice: str) -> None:
    """Name, contact, and a notice that stands on every page while it is not empty."""
    enforce(can_change_town(actor))
    town.names, town.contact_section = _checked(names), _checked(contact_section)
    town.contact_phone = accepted(contact_phone, maximum=40, single_line=True)
    town.contact_email = accepted(contact_email, maximum=254, single_line=True)
    town.notice = accepted(notice, maximum=300, single_line=True, required=False)
    session.flush()
    publish(TownChanged(actor_id=actor.id))


def _add(row: Area | Category | Department, *, actor: Person) -> None:
    enforce(can_change_town(actor))
    kind = type(row)
    row.position = (session.scalar(select(func.max(kind.position))) or 0) + 1
    session.add(row)
    session.flush()
    publish(PlaceChanged(actor_id=actor.id, kind=kind.__tablename__, place_id=row.id))


def add_area(*, names: Names, actor: Person) -> Area:
    """A new district."""
    area = Area(names=_checked(names))
    _add(area, actor=actor)
    return area


def add_category(*, names: Names, actor: Person) -> Category:
    """A new category."""
    category = Category(names=_checked(names))
    _add(category, actor=actor)
    return category


def add_department(*, names: Names, phone: str, email: str, actor: Person) -> Department:
    """A new department."""
    department = Department(
        names=_checked(names),
        phone=accepted(phone, maximum=40, single_line=True, required=False),
        email=accepted(email, maximum=254, single_line=True, required=False),
    )
    _add(department, actor=actor)
    return department


def rename(row: Area | Category | Department, *, names: Names, actor: Person, is_active: bool) -> None:
    """New names; switching off keeps what points to it and takes it out of the choices."""
    enforce(can_change_town(actor))
    row.names, row.is_active = _checked(names), is_active
    session.flush()
    publish(PlaceChanged(actor_id=actor.id, kind=type(row).__tablename__, place_id=row.id))


def change_contact(department: Department, *, phone: str, email: str, actor: Person) -> None:
    """Telephone and address that residents see."""
    enforce(can_change_town(actor))
    department.phone = accepted(phone, maximum=40, single_line=True, required=False)
    department.email = accepted(email, maximum=254, single_line=True, required=False)
    session.flush()
