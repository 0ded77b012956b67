"""Administration of the list of readings: how names and words are read in this town."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.i18n.text import _, ngettext
from civic.i18n.writing import looked_for
from civic.policy import ConflictError, Role, for_roles
from civic.town import queries, services
from civic.town.forms import PostalForm, ReadingForm, ReadingsFileForm
from civic.town.models import ReadingSource, TownReading
from civic.town.reading_list import as_csv
from civic.town.views import Page, actor, blueprint, the_town


def _entry(reading_id: int) -> TownReading:
    found = queries.reading(reading_id)
    if found is None:
        abort(404)
    return found


def _source_label(source: str) -> str:
    return _("Postal data") if source == ReadingSource.POSTAL else _("Staff")


def _say(amount: int) -> None:
    flash(ngettext("%(num)s word is new or changed.", "%(num)s words are new or changed.", amount), "ok")


@blueprint.get("/admin/readings")
@for_roles(Role.ADMINISTRATOR)
def readings() -> Page:
    """The list, page by page; `search` finds in words and readings."""
    search, after = (looked_for(request.args.get(name), maximum=services.MAX_TERM) for name in ("search", "after"))
    found = queries.readings_page(search, after=after)
    older = url_for(".readings", search=search or None, after=found[queries.PAGE - 1].term) if len(found) > queries.PAGE else None
    return render_template("town/readings.html", rows=found[: queries.PAGE], search=search, older=older, source_label=_source_label)


@blueprint.route("/admin/readings/new", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def new_reading() -> Page:
    """Add a word."""
    form = ReadingForm()
    if form.validate_on_submit():
        try:
            services.add_reading(the_town(), actor=actor(), term=str(form.term.data), reading=str(form.reading.data))
        except ConflictError as error:
            form.term.errors = [error.reason]
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".readings"), 303)
    return _form_page(form, None)


@blueprint.route("/admin/readings/<int:reading_id>", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def edit_reading(reading_id: int) -> Page:
    """Change a word or its reading."""
    entry = _entry(reading_id)
    form = ReadingForm(data={"term": entry.term, "reading": entry.reading})
    if form.validate_on_submit():
        try:
            services.update_reading(entry, actor=actor(), town=the_town(), term=str(form.term.data), reading=str(form.reading.data))
        except ConflictError as error:
            form.term.errors = [error.reason]
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".readings"), 303)
    return _form_page(form, entry)


def _form_page(form: ReadingForm, entry: TownReading | None) -> Page:
    page = render_template("town/reading.html", form=form, entry=entry)
    return (page, 422) if form.errors else page


@blueprint.post("/admin/readings/<int:reading_id>/delete")
@for_roles(Role.ADMINISTRATOR)
def delete_reading(reading_id: int) -> Page:
    """Take a word out of the list."""
    services.delete_reading(_entry(reading_id), actor=actor(), town=the_town())
    flash(_("Deleted."), "ok")
    return redirect(url_for(".readings"), 303)


@blueprint.get("/admin/readings.csv")
@for_roles(Role.ADMINISTRATOR)
def readings_file() -> Response:
    """The whole list as a CSV file."""
    response = make_response(as_csv(queries.all_readings()))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = 'attachment; filename="readings.csv"'
    return response


@blueprint.route("/admin/readings/import", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def import_readings() -> Page:
    """Take over a CSV file."""
    form = ReadingsFileForm()
    if form.validate_on_submit():
        done = services.import_readings(the_town(), actor=actor(), text=form.content)
        if not done.skipped:
            _say(done.amount)
            return redirect(url_for(".readings"), 303)
        return render_template("town/readings_import.html", form=ReadingsFileForm(formdata=None), done=done)
    page = render_template("town/readings_import.html", form=form, done=None)
    return (page, 422) if form.errors else page


@blueprint.route("/admin/readings/postal", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def readings_from_postal_data() -> Page:
    """Fill the list with the place names of the town's municipality."""
    town = the_town()
    form = PostalForm(data={"code": town.municipality_code})
    if form.validate_on_submit():
        _say(services.fill_readings_from_postal_data(town, actor=actor(), code=str(form.code.data)))
        return redirect(url_for(".readings"), 303)
    page = render_template("town/readings_postal.html", form=form)
    return (page, 422) if form.errors else page
