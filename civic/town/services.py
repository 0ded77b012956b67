"""Changing the town's facts. What is no longer used is switched off and never deleted: old proposals point to it."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from civic.db import savepoint, session
from civic.events import publish
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.policy import ConflictError, enforce
from civic.town.events import PlaceChanged, TownChanged
from civic.town.models import Area, Category, Department, Town
from civic.town.policies import Person, can_change_town

MAX_NAME, MAX_PHONE, MAX_EMAIL, MAX_NOTICE = 80, 40, 254, 300
Names = dict[str, str]
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _names(names: Names) -> dict[str, Any]:
    """Names by language id; Japanese is required, empty ones and unknown languages are left out."""
    checked = {
        language.id: accepted(names.get(language.id), maximum=MAX_NAME, single_line=True, required=language.id == "ja")
        for language in LANGUAGES
    }
    return {language: name for language, name in checked.items() if name}


def _phone(phone: str, *, required: bool) -> str:
    return accepted(phone, maximum=MAX_PHONE, single_line=True, required=required)


def _email(email: str, *, required: bool) -> str:
    email = accepted(email, maximum=MAX_EMAIL, single_line=True, required=required)
    if email and not _ADDRESS.fullmatch(email):
        raise InvalidTextError(_("Please write a complete e-mail address, for example name@example.jp."))
    return email


def set_up_town(*, names: Names, contact_section: Names, contact_phone: str, contact_email: str, actor: Person | None = None) -> Town:
    """The first act on an empty instance. Without `actor` an operator does it, on the command line."""
    if actor is not None:
        enforce(can_change_town(actor))
    if session.get(Town, 1) is not None:
        raise ConflictError(_("The town is already set up."))
    town = Town(
        id=1,
        names=_names(names),
        contact_section=_names(contact_section),
        contact_phone=_phone(contact_phone, required=True),
        contact_email=_email(contact_email, required=True),
    )
    try:
        with savepoint():
            session.add(town)
    except IntegrityError:
        raise ConflictError(_("The town is already set up.")) from None
    publish(TownChanged(actor_id=actor.id if actor is not None else None))
    return town


def update_town(
    town: Town, *, actor: Person, names: Names, contact_section: Names, contact_phone: str, contact_email: str, notice: str = ""
) -> None:
    """Name, contact, and a notice that stands on every page while it is not empty."""
    enforce(can_change_town(actor))
    town.names, town.contact_section = _names(names), _names(contact_section)
    town.contact_phone = _phone(contact_phone, required=True)
    town.contact_email = _email(contact_email, required=True)
    town.notice = accepted(notice, maximum=MAX_NOTICE, single_line=True, required=False)
    session.flush()
    publish(TownChanged(actor_id=actor.id))


def _add(place: Area | Category | Department, *, actor: Person) -> None:
    kind = type(place)
    place.position = (session.scalar(select(func.max(kind.position))) or 0) + 1
    session.add(place)
    _changed(place, actor=actor)


def _changed(place: Area | Category | Department, *, actor: Person) -> None:
    session.flush()
    publish(PlaceChanged(actor_id=actor.id, kind=place.__tablename__, place_id=place.id))


def add_area(*, actor: Person, names: Names) -> Area:
    """A new district, last in its list."""
    enforce(can_change_town(actor))
    area = Area(names=_names(names))
    _add(area, actor=actor)
    return area


def add_category(*, actor: Person, names: Names) -> Category:
    """A new category, last in its list."""
    enforce(can_change_town(actor))
    category = Category(names=_names(names))
    _add(category, actor=actor)
    return category


def add_department(*, actor: Person, names: Names, phone: str = "", email: str = "") -> Department:
    """A new department, last in its list. Residents see telephone and e-mail address."""
    enforce(can_change_town(actor))
    department = Department(names=_names(names), phone=_phone(phone, required=False), email=_email(email, required=False))
    _add(department, actor=actor)
    return department


def update_area(area: Area, *, actor: Person, names: Names) -> None:
    """New names of a district."""
    enforce(can_change_town(actor))
    area.names = _names(names)
    _changed(area, actor=actor)


def update_category(category: Category, *, actor: Person, names: Names) -> None:
    """New names of a category."""
    enforce(can_change_town(actor))
    category.names = _names(names)
    _changed(category, actor=actor)


def update_department(department: Department, *, actor: Person, names: Names, phone: str = "", email: str = "") -> None:
    """New names and contact of a department."""
    enforce(can_change_town(actor))
    department.names = _names(names)
    department.phone, department.email = _phone(phone, required=False), _email(email, required=False)
    _changed(department, actor=actor)


def set_active(place: Area | Category | Department, *, actor: Person, is_active: bool) -> None:
    """Offer it among the choices, or no longer; what points to it stays."""
    enforce(can_change_town(actor))
    if place.is_active != is_active:
        place.is_active = is_active
        _changed(place, actor=actor)
