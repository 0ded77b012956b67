"""Administration of processes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.accounts.access import signed_in_user
from civic.db import utcnow
from civic.i18n.languages import LANGUAGES
from civic.i18n.pages import current_language
from civic.i18n.plain_japanese.panel import Panel, panel
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, Role, for_roles
from civic.processes import policies, queries, services
from civic.processes.forms import PhaseForm, ProcessForm, PublishedProcessForm
from civic.processes.labels import act_label
from civic.processes.models import Act, Override, Phase, Process
from civic.processes.views import blueprint
from civic.town import queries as town_queries
from civic.town.models import Area, Department

Page = str | Response | tuple[str, int]
administrators = for_roles(Role.ADMINISTRATOR)


@blueprint.get("/admin/processes")
@administrators
def admin_index() -> Page:
    """All, published or not."""
    return render_template("processes/admin_index.html", processes=queries.all_processes())


def _load(process_id: int) -> Process:
    process = queries.process_for(signed_in_user(), process_id)
    if process is None:
        abort(404)
    return process


def _with(rows: Sequence[Department | Area], chosen: Department | Area | None) -> list[tuple[int, str]]:
    """Choices: what is offered, and what is chosen already although it is no longer offered."""
    kept = [chosen] if chosen is not None and not chosen.is_active else []
    return [(row.id, row.name) for row in (*rows, *kept)]


def _process_form(process: Process | None) -> ProcessForm:
    form = PublishedProcessForm(obj=process) if process and process.published_at else ProcessForm(obj=process)
    form.language.choices = [(language.tag, language.endonym) for language in LANGUAGES]
    form.department_id.choices = [(0, _("Not decided")), *_with(town_queries.active_departments(), process.department if process else None)]
    form.area_id.choices = [(0, _("Whole town")), *_with(town_queries.active_areas(), process.area if process else None)]
    chosen = process.categories if process else []
    offered = town_queries.active_categories()
    form.category_ids.choices = [(x.id, x.name) for x in (*offered, *(x for x in chosen if not x.is_active))]
    if request.method == "GET":
        form.language.data = process.language if process else current_language().tag
        form.department_id.data, form.area_id.data = form.department_id.data or 0, form.area_id.data or 0
        form.category_ids.data = [category.id for category in chosen]
    return form


def _values(form: ProcessForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "question": form.question.data or "",
        "background": form.background.data or "",
        "what_happens_next": form.what_happens_next.data or "",
        "language": form.language.data,
        "department_id": form.department_id.data or None,
        "area_id": form.area_id.data or None,
        "category_ids": form.category_ids.data or [],
    }


def _is_check() -> bool:
    """Whether the button that only looks at the texts was pressed: nothing is saved then, and what was typed stays in the form."""
    return request.form.get("step") == "check"


def _plain(form: ProcessForm) -> Panel:
    words = "\n".join(field.data or "" for field in (form.title, form.question, form.background, form.what_happens_next))
    return panel(words, folder=current_app.config["CIVIC"].data_dir)


@blueprint.route("/admin/processes/new", methods=["GET", "POST"])
@administrators
def admin_new() -> Page:
    """Begin one."""
    form = _process_form(None)
    if _is_check():
        return render_template("processes/admin_edit.html", form=form, process=None, plain=_plain(form))
    if form.validate_on_submit():
        process = services.create_process(actor=signed_in_user(), **_values(form))
        flash(_("Saved."), "ok")
        return redirect(url_for(".admin_show", process_id=process.id), 303)
    page = render_template("processes/admin_edit.html", form=form, process=None)
    return (page, 422) if form.errors else page


@blueprint.get("/admin/processes/<int:process_id>")
@administrators
def admin_show(process_id: int) -> Page:
    """What is missing, the phases, the overrides."""
    process = _load(process_id)
    missing = policies.missing_for_publishing(process, at=utcnow())
    return render_template("processes/admin_show.html", process=process, missing=missing, Override=Override)


@blueprint.route("/admin/processes/<int:process_id>/edit", methods=["GET", "POST"])
@administrators
def admin_edit(process_id: int) -> Page:
    """Change the framing."""
    process = _load(process_id)
    form = _process_form(process)
    if _is_check():
        return render_template("processes/admin_edit.html", form=form, process=process, plain=_plain(form))
    if form.validate_on_submit():
        services.update_process(process, actor=signed_in_user(), **_values(form))
        flash(_("Saved."), "ok")
        return redirect(url_for(".admin_show", process_id=process.id), 303)
    page = render_template("processes/admin_edit.html", form=form, process=process)
    return (page, 422) if form.errors else page


@blueprint.post("/admin/processes/<int:process_id>/publish")
@administrators
def admin_publish(process_id: int) -> Page:
    """Show it to everybody."""
    services.publish_process(_load(process_id), actor=signed_in_user())
    flash(_("The theme is published."), "ok")
    return redirect(url_for(".admin_show", process_id=process_id), 303)


def _phase(process: Process, phase_id: int) -> Phase:
    found = next((phase for phase in process.phases if phase.id == phase_id), None)
    if found is None:
        abort(404)
    return found


def _phase_form(phase: Phase | None) -> PhaseForm:
    form = PhaseForm(obj=phase)
    form.acts.choices = [(str(act), act_label(act)) for act in Act]
    if request.method == "GET":
        form.acts.data = phase.open_acts if phase else []
    return form


def _phase_values(form: PhaseForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "description": form.description.data or "",
        "starts_at": form.starts_at.data,
        "ends_at": form.ends_at.data,
        "acts": form.acts.data or [],
    }


@blueprint.route("/admin/processes/<int:process_id>/phases/new", methods=["GET", "POST"])
@administrators
def admin_new_phase(process_id: int) -> Page:
    """Add a phase."""
    process, form = _load(process_id), _phase_form(None)
    if form.validate_on_submit():
        try:
            services.add_phase(process, actor=signed_in_user(), **_phase_values(form))
        except (InvalidTextError, ConflictError) as error:
            form.ends_at.errors = [error.reason]
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".admin_show", process_id=process.id), 303)
    return _phase_page(form, process, None)


@blueprint.route("/admin/processes/<int:process_id>/phases/<int:phase_id>", methods=["GET", "POST"])
@administrators
def admin_phase(process_id: int, phase_id: int) -> Page:
    """Change a phase."""
    process = _load(process_id)
    phase = _phase(process, phase_id)
    form = _phase_form(phase)
    if form.validate_on_submit():
        try:
            services.update_phase(phase, process=process, actor=signed_in_user(), **_phase_values(form))
        except (InvalidTextError, ConflictError) as error:
            form.ends_at.errors = [error.reason]
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".admin_show", process_id=process.id), 303)
    return _phase_page(form, process, phase)


def _phase_page(form: PhaseForm, process: Process, phase: Phase | None) -> Page:
    page = render_template("processes/admin_phase.html", form=form, process=process, phase=phase)
    return (page, 422) if form.errors else page


@blueprint.post("/admin/processes/<int:process_id>/phases/<int:phase_id>/remove")
@administrators
def admin_remove_phase(process_id: int, phase_id: int) -> Page:
    """Take a phase away."""
    process = _load(process_id)
    services.remove_phase(_phase(process, phase_id), process=process, actor=signed_in_user())
    flash(_("Saved."), "ok")
    return redirect(url_for(".admin_show", process_id=process_id), 303)


@blueprint.post("/admin/processes/<int:process_id>/phases/<int:phase_id>/override/<any(open,closed,clock):word>")
@administrators
def admin_override(process_id: int, phase_id: int, word: str) -> Page:
    """Open or close against the clock, or follow the clock again."""
    process = _load(process_id)
    override = None if word == "clock" else Override(word)
    services.override_phase(_phase(process, phase_id), process=process, actor=signed_in_user(), override=override)
    flash(_("Saved."), "ok")
    return redirect(url_for(".admin_show", process_id=process_id), 303)
