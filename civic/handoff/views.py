"""Pages of handoffs: the coordinators' desk, the departments' inboxes, and the public answers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.accounts.access import signed_in_user, viewer
from civic.accounts.labels import public_name
from civic.comments.labels import stance_label
from civic.contributions.written_language import language_of
from civic.db import utcnow
from civic.handoff import policies, queries, services
from civic.handoff.calendar import default_due_on
from civic.handoff.forms import HandOverForm, ResponseForm, ReturnForm
from civic.handoff.labels import decision_label, decision_tone, handoff_label
from civic.handoff.models import Handoff, HandoffStatus, ResponseDecision
from civic.handoff.texts import line_items
from civic.i18n.languages import BY_SLUG, LANGUAGES
from civic.i18n.pages import local_day
from civic.i18n.plain_japanese.panel import panel
from civic.i18n.text import _
from civic.policy import Role, enforce, for_roles, public
from civic.proposals import queries as proposal_queries
from civic.town.queries import active_departments
from civic.translations.pages import read_page
from civic.ui.paging import Pages, decode_cursor, encode_cursor

blueprint = Blueprint("handoff", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.context_processor
def _labels() -> dict[str, Any]:
    return {
        "decision_label": decision_label,
        "decision_tone": decision_tone,
        "handoff_label": handoff_label,
        "public_name": public_name,
        "stance_label": stance_label,
        "HandoffStatus": HandoffStatus,
    }


@blueprint.get("/responses")
@public
def responses() -> Page:
    """All answers of the town, newest first."""
    lines, cursor = queries.responses(viewer(), after=decode_cursor(request.args.get("after")))
    older = url_for(".responses", after=encode_cursor(*cursor)) if cursor else None
    return render_template("handoff/responses.html", lines=lines, older=older, readings=read_page(line_items(lines)))


@blueprint.get("/desk")
@for_roles(Role.COORDINATOR)
def desk() -> Page:
    """What waits for a department, and what departments have; or (`show=imported`) what was adopted before it was imported."""
    person = signed_in_user()
    if request.args.get("show") == "imported":
        pages = Pages(".desk", "after", show="imported")
        waiting, more = queries.unassigned(person, imported=True, after=pages.place("after"))
        return render_template("handoff/desk_imported.html", waiting=waiting, next_page=pages.next("after", more))
    pages = Pages(".desk", "after", "open_after")
    waiting, more = queries.unassigned(person, after=pages.place("after"))
    handoffs, more_open = queries.open_handoffs(person, after=pages.day("open_after"))
    return render_template(
        "handoff/desk.html",
        waiting=waiting,
        next_page=pages.next("after", more),
        handoffs=handoffs,
        next_open=pages.next("open_after", more_open, anchor="open"),
        has_imported=queries.has_imported(person),
    )


@blueprint.route("/desk/proposals/<int:proposal_id>/handoff", methods=["GET", "POST"])
@for_roles(Role.COORDINATOR)
def hand_over(proposal_id: int) -> Page:
    """Choose the department, the day and a message."""
    person = signed_in_user()
    proposal = proposal_queries.proposal_for(person, proposal_id)
    if proposal is None:
        abort(404)
    enforce(policies.can_hand_over(person, proposal))
    form = HandOverForm()
    form.department_id.choices = [(department.id, department.name) for department in active_departments()]
    if form.validate_on_submit():
        services.hand_over(
            proposal,
            actor=person,
            department_id=form.department_id.data,
            due_on=form.due_on.data,  # type: ignore[arg-type]  # required
            message=form.message.data or "",
        )
        flash(_("The proposal is handed over. The department was told."), "ok")
        return redirect(url_for(".desk"), 303)
    if request.method == "GET":
        form.due_on.data = default_due_on(local_day(utcnow()))
        form.department_id.data = proposal.contribution.process.department_id
    page = render_template("handoff/hand_over.html", proposal=proposal, form=form)
    return (page, 422) if form.errors else page


@blueprint.get("/inboxes")
@for_roles(Role.DEPARTMENT)
def inboxes() -> Page:
    """The person's departments; with one only, its inbox."""
    departments = queries.departments_of(signed_in_user())
    if len(departments) == 1:
        return redirect(url_for(".inbox", department_id=departments[0][0].id), 303)
    return render_template("handoff/inboxes.html", departments=departments)


@blueprint.get("/departments/<int:department_id>/inbox")
@for_roles(Role.DEPARTMENT)
def inbox(department_id: int) -> Page:
    """What one department has to answer."""
    person = signed_in_user()
    department = next((found for found, _count in queries.departments_of(person) if found.id == department_id), None)
    if department is None:
        abort(404)
    pages = Pages(".inbox", "after", "closed_after", department_id=department_id)
    received, more = queries.open_handoffs(person, department_id=department_id, after=pages.day("after"))
    closed, more_closed = queries.closed_handoffs(person, department_id, after=pages.place("closed_after"))
    return render_template(
        "handoff/inbox.html",
        department=department,
        received=received,
        next_page=pages.next("after", more),
        closed=closed,
        next_closed=pages.next("closed_after", more_closed, anchor="done"),
    )


def _load(handoff_id: int) -> Handoff:
    person = signed_in_user()
    handoff = queries.handoff_for(person, handoff_id)
    if handoff is None or not policies.can_see(person, handoff):
        abort(404)
    return handoff


@blueprint.get("/handoffs/<int:handoff_id>")
@for_roles(Role.DEPARTMENT, Role.COORDINATOR)
def show(handoff_id: int) -> Page:
    """One handoff with its proposal."""
    return _page(_load(handoff_id), ReturnForm())


def _page(handoff: Handoff, form: ReturnForm) -> Page:
    page = render_template(
        "handoff/show.html",
        handoff=handoff,
        proposal=handoff.proposal,
        contribution=handoff.proposal.contribution,
        stances=queries.stance_counts(signed_in_user(), handoff.proposal_id),
        form=form,
        may_answer=handoff.status is HandoffStatus.RECEIVED and policies.can_answer(signed_in_user(), handoff),
    )
    return (page, 422) if form.errors else page


@blueprint.post("/handoffs/<int:handoff_id>/return")
@for_roles(Role.DEPARTMENT)
def give_back(handoff_id: int) -> Page:
    """Give it back to the desk, with a reason."""
    handoff, form = _load(handoff_id), ReturnForm()
    if not form.validate_on_submit():
        return _page(handoff, form)
    services.return_to_desk(handoff, actor=signed_in_user(), reason=form.reason.data or "")
    flash(_("The proposal is back at the coordinators' desk."), "ok")
    return redirect(url_for(".inbox", department_id=handoff.department_id), 303)


def _response_form() -> ResponseForm:
    form = ResponseForm()
    form.decision.choices = [(str(decision), decision_label(decision)) for decision in ResponseDecision]
    form.language.choices = [("", _("Detect from the text"))] + [(language.tag, language.endonym) for language in LANGUAGES]
    return form


@blueprint.route("/handoffs/<int:handoff_id>/response", methods=["GET", "POST"])
@for_roles(Role.DEPARTMENT)
def respond(handoff_id: int) -> Page:
    """Write the answer, look at it as residents will see it, publish it."""
    handoff, person = _load(handoff_id), signed_in_user()
    enforce(policies.can_answer(person, handoff))
    if request.method == "GET" and handoff.status is not HandoffStatus.RECEIVED:
        return redirect(url_for(".show", handoff_id=handoff_id), 303)
    form, step = _response_form(), request.form.get("step", "preview")
    if step == "check" or step == "edit" or not form.validate_on_submit():
        plain = panel(form.body.data or "", folder=current_app.config["CIVIC"].data_dir) if step == "check" else None
        page = render_template("handoff/respond.html", handoff=handoff, proposal=handoff.proposal, form=form, plain=plain)
        return (page, 422) if form.errors else page
    decision = ResponseDecision(form.decision.data)
    if step != "publish":
        written = language_of(form.body.data or "", writer=BY_SLUG[person.language].tag)
        return render_template(
            "handoff/preview.html",
            handoff=handoff,
            proposal=handoff.proposal,
            form=form,
            decision=decision,
            language=form.language.data or written.tag,
            languages=() if form.language.data else written.choices,
        )
    services.publish_response(
        handoff,
        actor=person,
        decision=decision,
        body=form.body.data or "",
        language=form.language.data or "",
        next_step_on=form.next_step_on.data,
    )
    flash(_("The answer is published. The author was told."), "ok")
    return redirect(url_for("proposals.show", proposal_id=handoff.proposal_id), 303)
