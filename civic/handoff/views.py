"""Pages of handoffs: the coordinators' desk, the departments' inboxes, and the public answers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.accounts.access import signed_in_user, viewer
from civic.accounts.labels import public_name
from civic.comments.labels import stance_label
from civic.db import utcnow
from civic.handoff import policies, queries, services
from civic.handoff.calendar import default_due_on
from civic.handoff.forms import HandOverForm, ResponseForm, ReturnForm
from civic.handoff.labels import decision_label, decision_tone, handoff_label
from civic.handoff.models import Handoff, HandoffStatus, ResponseDecision
from civic.i18n.languages import LANGUAGES
from civic.i18n.pages import current_language, local_day
from civic.i18n.text import _
from civic.policy import Role, enforce, for_roles, public
from civic.proposals import queries as proposal_queries
from civic.town.queries import active_departments
from civic.ui.paging import decode_cursor, encode_cursor

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
    return render_template("handoff/responses.html", lines=lines, older=older)


@blueprint.get("/desk")
@for_roles(Role.COORDINATOR)
def desk() -> Page:
    """What waits for a department, and what departments have."""
    person = signed_in_user()
    return render_template("handoff/desk.html", waiting=queries.unassigned(person), handoffs=queries.open_handoffs(person))


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
    received, closed = queries.inbox(person, department_id)
    return render_template("handoff/inbox.html", department=department, received=received, closed=closed)


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
    form.language.choices = [(language.tag, language.endonym) for language in LANGUAGES]
    if request.method == "GET":
        form.language.data = current_language().tag
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
    if step == "edit" or not form.validate_on_submit():
        page = render_template("handoff/respond.html", handoff=handoff, proposal=handoff.proposal, form=form)
        return (page, 422) if form.errors else page
    decision = ResponseDecision(form.decision.data)
    if step != "publish":
        return render_template("handoff/preview.html", handoff=handoff, proposal=handoff.proposal, form=form, decision=decision)
    services.publish_response(
        handoff,
        actor=person,
        decision=decision,
        body=form.body.data or "",
        language=form.language.data,
        next_step_on=form.next_step_on.data,
    )
    flash(_("The answer is published. The author was told."), "ok")
    return redirect(url_for("proposals.show", proposal_id=handoff.proposal_id), 303)
