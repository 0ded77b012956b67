"""Writing a proposal: one decision a page, saved at each step, checked before it is published."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for

from civic.accounts.access import signed_in_user, viewer
from civic.contributions.models import LanguageSource
from civic.db import utcnow
from civic.i18n.pages import current_language
from civic.i18n.plain_japanese.panel import Panel, panel
from civic.i18n.text import _
from civic.policy import enforce, signed_in
from civic.processes import queries as process_queries
from civic.proposals import policies, queries, services
from civic.proposals.forms import PlaceForm, TextForm, TitleForm
from civic.proposals.models import Proposal, ProposalStatus
from civic.proposals.searching import similar_proposals
from civic.proposals.views import Page, blueprint, load_own_draft
from civic.town import queries as town_queries
from civic.town.models import name_in
from civic.ui.forms import ActForm

STEPS = ("title", "text", "place", "preview")


def step_items(current: str) -> list[tuple[str, str]]:
    """The steps with their state, for the progress line."""
    words = {"title": _("Title"), "text": _("Details"), "place": _("Area and category"), "preview": _("Check and publish")}
    here = STEPS.index(current)
    return [(words[name], "past" if i < here else "current" if i == here else "future") for i, name in enumerate(STEPS)]


@blueprint.route("/processes/<int:process_id>/proposals/new", methods=["GET", "POST"])
@signed_in
def new(process_id: int) -> Page:
    """Step 1: the title. The draft exists from here on."""
    person = signed_in_user()
    process = process_queries.process_for(person, process_id)
    if process is None:
        abort(404)
    enforce(policies.can_draft(person, process, at=utcnow()))
    form = TitleForm()
    if form.validate_on_submit():
        draft = services.create_draft(process, actor=person, title=form.title.data or "", language=current_language().tag)
        return redirect(url_for(".edit_text", proposal_id=draft.id), 303)
    page = render_template("proposals/new.html", process=process, form=form, steps_done=step_items("title"))
    return (page, 422) if form.errors else page


def _editable(proposal_id: int) -> Proposal:
    draft = load_own_draft(proposal_id)
    enforce(policies.can_edit_draft(signed_in_user(), draft))
    return draft


def _step(template: str, draft: Proposal, form: Any, step: str, **more: Any) -> Page:
    page = render_template(template, proposal=draft, form=form, steps_done=step_items(step), **more)
    return (page, 422) if form.errors else page


@blueprint.route("/proposals/<int:proposal_id>/edit/title", methods=["GET", "POST"])
@signed_in
def edit_title(proposal_id: int) -> Page:
    """Step 1 again."""
    draft = _editable(proposal_id)
    form = TitleForm(obj=draft)
    if form.validate_on_submit():
        services.update_draft(draft, actor=signed_in_user(), title=form.title.data, language=current_language().tag)
        return redirect(url_for(".preview" if request.args.get("back") else ".edit_text", proposal_id=draft.id), 303)
    return _step("proposals/edit_title.html", draft, form, "title")


@blueprint.route("/proposals/<int:proposal_id>/edit/text", methods=["GET", "POST"])
@signed_in
def edit_text(proposal_id: int) -> Page:
    """Step 2: problem and proposal."""
    draft = _editable(proposal_id)
    form = TextForm(obj=draft)
    if form.validate_on_submit():
        services.update_draft(
            draft, actor=signed_in_user(), problem=form.problem.data, body=form.body.data, language=current_language().tag
        )
        return redirect(url_for(".preview" if request.args.get("back") else ".edit_place", proposal_id=draft.id), 303)
    return _step("proposals/edit_text.html", draft, form, "text", similar=similar_proposals(draft.title))


@blueprint.route("/proposals/<int:proposal_id>/edit/place", methods=["GET", "POST"])
@signed_in
def edit_place(proposal_id: int) -> Page:
    """Step 3: area and category."""
    draft, language = _editable(proposal_id), current_language()
    form = PlaceForm(obj=draft)
    form.area_id.choices = [(0, _("Whole town"))] + [(x.id, name_in(x.names, language)) for x in town_queries.active_areas()]
    form.category_id.choices = [(0, _("Not sure"))] + [(x.id, name_in(x.names, language)) for x in town_queries.active_categories()]
    if form.validate_on_submit():
        services.update_draft(draft, actor=signed_in_user(), area_id=form.area_id.data, category_id=form.category_id.data)
        return redirect(url_for(".preview", proposal_id=draft.id), 303)
    form.area_id.data, form.category_id.data = form.area_id.data or 0, form.category_id.data or 0
    return _step("proposals/edit_place.html", draft, form, "place")


@blueprint.get("/proposals/<int:proposal_id>/preview")
@signed_in
def preview(proposal_id: int) -> Page:
    """Step 4: check, then publish."""
    draft = load_own_draft(proposal_id)
    if draft.status is not ProposalStatus.DRAFT:
        return redirect(url_for(".show", proposal_id=proposal_id), 303)
    may_publish = policies.can_publish(signed_in_user(), draft, at=utcnow())
    doubt = services.written_language(draft, writer=current_language().tag)
    is_guess = draft.contribution.language_source is LanguageSource.DETECTOR
    return render_template(
        "proposals/preview.html",
        proposal=draft,
        may_publish=may_publish,
        steps_done=step_items("preview"),
        languages=doubt.choices if is_guess else (),
        plain=_plain(draft) if "check" in request.args else None,
        similar=similar_proposals(f"{draft.title}\n{draft.problem}\n{draft.body}"),
    )


def _plain(draft: Proposal) -> Panel:
    words = "\n".join((draft.title, draft.problem, draft.body))
    return panel(words, folder=current_app.config["CIVIC"].data_dir)


@blueprint.post("/proposals/<int:proposal_id>/publish")
@signed_in
def publish(proposal_id: int) -> Page:
    """Make the draft public; a second press only shows it."""
    draft = load_own_draft(proposal_id)
    if draft.status is ProposalStatus.DRAFT:
        services.publish_proposal(draft, actor=signed_in_user())
        flash(_("Your proposal is published."), "ok")
    return redirect(url_for(".show", proposal_id=proposal_id), 303)


@blueprint.route("/proposals/<int:proposal_id>/delete-draft", methods=["GET", "POST"])
@signed_in
def delete_draft(proposal_id: int) -> Page:
    """Throw a draft away, after asking."""
    draft = _editable(proposal_id)
    form = ActForm()
    if form.validate_on_submit():
        services.delete_draft(draft, actor=signed_in_user())
        flash(_("The draft was deleted."), "ok")
        return redirect(url_for(".mine"), 303)
    return render_template("proposals/delete_draft.html", proposal=draft)


@blueprint.get("/account/proposals")
@signed_in
def mine() -> Page:
    """The visitor's own drafts and proposals."""
    person = viewer()
    return render_template("proposals/mine.html", rows=queries.own_proposals(person) if person else [])
