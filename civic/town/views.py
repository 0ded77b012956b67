"""Administration: the town's facts. Who acts is told by a slot, because accounts lie above the town."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from civic.i18n.text import _
from civic.policy import Role, for_roles
from civic.town import queries, services
from civic.town.forms import DepartmentForm, PlaceForm, TownForm, as_fields
from civic.town.models import Area, Category, Department, Town
from civic.town.policies import Person
from civic.town.queries import Place

blueprint = Blueprint("town", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
_actor: list[Callable[[], Person]] = []


def fill_actor(actor: Callable[[], Person]) -> None:
    """Tell how to find who acts."""
    _actor[:] = [actor]


def actor() -> Person:
    """Who acts."""
    return _actor[0]()


def the_town() -> Town:
    """The town; 404 while it is not set up."""
    row = queries.the_town()
    if row is None:
        abort(404)
    return row


def titles() -> dict[str, str]:
    """The headings of the three lists."""
    return {"areas": _("Areas"), "categories": _("Categories"), "departments": _("Departments")}


@blueprint.get("/admin")
@for_roles(Role.ADMINISTRATOR)
def admin() -> Page:
    """What there is to set up."""
    return render_template("town/admin.html", titles=titles())


@blueprint.route("/admin/town", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def edit_town() -> Page:
    """Name and contact of the town; on an empty instance this sets it up."""
    row = queries.the_town()
    form = TownForm(data=_town_fields(row))
    if form.validate_on_submit():
        values: dict[str, Any] = {
            "names": form.name.form.names, "contact_section": form.section.form.names,
            "contact_phone": form.contact_phone.data or "", "contact_email": form.contact_email.data or "",
        }  # fmt: skip
        if row is None:
            row = services.set_up_town(actor=actor(), **values)
        services.update_town(row, actor=actor(), notice=form.notice.data or "", notice_language=form.notice_language.data, **values)
        flash(_("Saved."), "ok")
        return redirect(url_for(".admin"), 303)
    page = render_template("town/edit.html", form=form, title=_("Name and contact of the town"), kind=None, place=None)
    return (page, 422) if form.errors else page


def _town_fields(row: Town | None) -> dict[str, object]:
    if row is None:
        return {}
    return {
        "name": as_fields(row.names), "section": as_fields(row.contact_section), "contact_phone": row.contact_phone,
        "contact_email": row.contact_email, "notice": row.notice, "notice_language": row.notice_language,
    }  # fmt: skip


@blueprint.get("/admin/<any(areas,categories,departments):kind>")
@for_roles(Role.ADMINISTRATOR)
def places(kind: str) -> Page:
    """One of the three lists."""
    return render_template("town/places.html", kind=kind, title=titles()[kind], rows=queries.all_places(kind))


@blueprint.route("/admin/<any(areas,categories,departments):kind>/new", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def new_place(kind: str) -> Page:
    """Add one."""
    form = DepartmentForm() if kind == "departments" else PlaceForm()
    if form.validate_on_submit():
        names = form.name.form.names
        if isinstance(form, DepartmentForm):
            services.add_department(actor=actor(), names=names, phone=form.phone.data or "", email=form.email.data or "")
        elif kind == "areas":
            services.add_area(actor=actor(), names=names)
        else:
            services.add_category(actor=actor(), names=names)
        flash(_("Saved."), "ok")
        return redirect(url_for(".places", kind=kind), 303)
    return _place_page(form, kind, None)


def _load(kind: str, place_id: int) -> Place:
    found = queries.place(kind, place_id)
    if found is None:
        abort(404)
    return found


@blueprint.route("/admin/<any(areas,categories,departments):kind>/<int:place_id>", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def edit_place(kind: str, place_id: int) -> Page:
    """Change one."""
    place = _load(kind, place_id)
    data: dict[str, object] = {"name": as_fields(place.names)}
    if isinstance(place, Department):
        form: PlaceForm = DepartmentForm(data=data | {"phone": place.phone, "email": place.email})
    else:
        form = PlaceForm(data=data)
    if form.validate_on_submit():
        _save(place, form)
        flash(_("Saved."), "ok")
        return redirect(url_for(".places", kind=kind), 303)
    return _place_page(form, kind, place)


def _save(place: Place, form: PlaceForm) -> None:
    names = form.name.form.names
    if isinstance(place, Area):
        services.update_area(place, actor=actor(), names=names)
    elif isinstance(place, Category):
        services.update_category(place, actor=actor(), names=names)
    elif isinstance(form, DepartmentForm):
        services.update_department(place, actor=actor(), names=names, phone=form.phone.data or "", email=form.email.data or "")


@blueprint.post("/admin/<any(areas,categories,departments):kind>/<int:place_id>/<any(on,off):word>")
@for_roles(Role.ADMINISTRATOR)
def switch_place(kind: str, place_id: int, word: str) -> Page:
    """Offer it among the choices, or no longer."""
    services.set_active(_load(kind, place_id), actor=actor(), is_active=word == "on")
    flash(_("Saved."), "ok")
    return redirect(url_for(".places", kind=kind), 303)


def _place_page(form: PlaceForm, kind: str, place: Place | None) -> Page:
    page = render_template("town/edit.html", form=form, title=titles()[kind], kind=kind, place=place)
    return (page, 422) if form.errors else page
