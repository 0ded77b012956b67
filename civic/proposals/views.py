"""Pages of proposals: home, lists, one proposal and what can be done with it."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.accounts.access import signed_in_user, viewer
from civic.accounts.labels import public_name
from civic.accounts.models import User
from civic.comments import queries as comment_queries
from civic.comments import services as comment_services
from civic.comments.labels import stance_label
from civic.comments.models import Stance
from civic.comments.policies import can_delete
from civic.comments.texts import comment_items
from civic.contributions.models import Visibility
from civic.contributions.written_language import language_of
from civic.db import utcnow
from civic.i18n.languages import Language
from civic.i18n.pages import current_language
from civic.i18n.text import _
from civic.policy import GoneError, public, signed_in
from civic.processes import queries as process_queries
from civic.processes.labels import last_moment
from civic.proposals import policies, queries, services
from civic.proposals.forms import CommentForm, ReasonForm
from civic.proposals.labels import status_label, status_tone
from civic.proposals.models import Proposal, ProposalStatus
from civic.proposals.panels import home_panels, panel_texts, proposal_panels
from civic.proposals.queries import COUNT_LIMIT, Filters, Order
from civic.proposals.texts import card_items, proposal_item
from civic.town import queries as town_queries
from civic.translations.pages import read_page
from civic.translations.texts import items_of_process
from civic.ui.addresses import row_id
from civic.ui.paging import decode_cursor, encode_cursor

blueprint = Blueprint("proposals", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.context_processor
def _labels() -> dict[str, Any]:
    return {
        "status_label": status_label,
        "status_tone": status_tone,
        "stance_label": stance_label,
        "public_name": public_name,
        "ProposalStatus": ProposalStatus,
        "Stance": Stance,
        "Visibility": Visibility,
    }


def load(proposal_id: int) -> Proposal:
    """The proposal if this visitor may see it; 410 with the reason if moderation hid it; else 404."""
    proposal = queries.proposal_for(viewer(), proposal_id)
    if proposal is None:
        reason = queries.hidden_reason(proposal_id)
        if reason:
            raise GoneError(_("This text was hidden by moderation. Reason: %(reason)s", reason=reason))
        abort(404)
    return proposal


def load_own_draft(proposal_id: int) -> Proposal:
    """The visitor's own draft; 404 for everybody else, who may not know that it exists."""
    proposal = queries.proposal_for(viewer(), proposal_id)
    if proposal is None or proposal.contribution.author_id != signed_in_user().id:
        abort(404)
    return proposal


@blueprint.get("/")
@public
def home() -> Page:
    """What is open now, what came of earlier ideas, what is new."""
    person = viewer()
    running, panels, newest = process_queries.open_now(utcnow(), limit=3), home_panels(person), queries.newest(3, viewer=person)
    framed = [item for process, _phase in running for item in items_of_process(process)]
    return render_template(
        "proposals/home.html",
        open_now=running,
        last_moment=last_moment,
        panels=panels,
        newest=newest,
        readings=read_page([*framed, *panel_texts(panels), *card_items(newest)]),
    )


def _filters() -> Filters:
    values = request.args
    if not values:
        return Filters()
    order = Order(values["order"]) if values.get("order") in set(Order) else Order.RECENT
    status = values.get("status")
    cursor = decode_cursor(values.get("after"))
    if cursor is not None and order is Order.SUPPORTED:
        cursor = (int(cursor[0].timestamp()), cursor[1])  # type: ignore[assignment]  # supports ride in the moment's place
    return Filters(
        process_id=values.get("process", type=row_id),
        area_id=values.get("area", type=row_id),
        category_id=values.get("category", type=row_id),
        status=ProposalStatus(status) if status in set(queries.SHOWN) else None,
        order=order,
        after=cursor,
    )


@blueprint.get("/proposals")
@public
def index() -> Page:
    """The list, narrowed by the address's arguments."""
    filters = _filters()
    page = queries.proposal_page(filters, viewer=viewer())
    older = None
    if page.next_cursor is not None:
        older = url_for(".index", after=encode_cursor(*page.next_cursor), **filters.active)  # type: ignore[arg-type]  # filters are address arguments
    areas, categories = town_queries.area_and_category_names()
    return render_template(
        "proposals/index.html",
        page=page,
        filters=filters,
        older=older,
        areas=areas,
        categories=categories,
        statuses=queries.SHOWN,
        count_limit=COUNT_LIMIT,
        readings=read_page(card_items(page.cards)),
        process=process_queries.process_title(filters.process_id) if filters.process_id else None,
    )


@blueprint.get("/proposals/<int:proposal_id>")
@public
def show(proposal_id: int) -> Page:
    """One proposal with its debate."""
    proposal = load(proposal_id)
    if proposal.status is ProposalStatus.DRAFT:
        return redirect(url_for(".preview", proposal_id=proposal_id), 303)
    return _page(proposal, _comment_form() if viewer() else None)


def _comment_form() -> CommentForm:
    form = CommentForm()
    form.stance.choices = [(str(stance), stance_label(stance)) for stance in Stance]
    if not form.token.data:
        form.token.data = secrets.token_urlsafe(12)
    return form


def _page(proposal: Proposal, form: CommentForm | None, *, status: int = 200) -> Page:
    person, now = viewer(), utcnow()
    before = decode_cursor(request.args.get("comments_after"))
    lines, cursor = comment_queries.comments_of(proposal.id, viewer=person, before=before)
    panels = proposal_panels(proposal, person)
    more = url_for(".show", proposal_id=proposal.id, comments_after=encode_cursor(*cursor)) + "#comments" if cursor else None
    page = render_template(
        "proposals/show.html",
        proposal=proposal,
        contribution=proposal.contribution,
        comments=lines,
        more=more,
        is_first_page=before is None,
        form=form,
        may_support=policies.can_support(person, proposal, at=now),
        may_comment=policies.can_comment(person, proposal, at=now),
        may_withdraw=person is not None and policies.can_withdraw(person, proposal),
        may_decide=person is not None and policies.can_decide(person, proposal),
        has_supported=person is not None and queries.supports(person, proposal.id),
        panels=panels,
        readings=read_page([proposal_item(proposal), *comment_items(lines), *panel_texts(panels)]),
        ask=_language_question(lines, person),
    )
    return (page, status) if status != 200 else page


def _language_question(lines: list[comment_queries.CommentLine], person: User | None) -> dict[int, tuple[Language, ...]]:
    """The comment that was just written and whose language is in doubt, with the languages to choose from: asked once, of its writer."""
    asked = request.args.get("asked", type=row_id)
    own = [line for line in lines if person is not None and line.id == asked and line.author_id == person.id]
    return {line.id: language_of(line.body, writer=current_language().tag).choices for line in own}


@blueprint.post("/proposals/<int:proposal_id>/support")
@signed_in
def support(proposal_id: int) -> Page:
    """Sign the proposal."""
    proposal = load(proposal_id)
    services.support_proposal(proposal, actor=signed_in_user())
    flash(_("Thank you. Your support was counted."), "ok")
    return redirect(url_for(".show", proposal_id=proposal_id) + "#support", 303)


@blueprint.post("/proposals/<int:proposal_id>/support/withdraw")
@signed_in
def withdraw_support(proposal_id: int) -> Page:
    """Take the signature back."""
    services.withdraw_support(load(proposal_id), actor=signed_in_user())
    flash(_("You no longer support this proposal."), "ok")
    return redirect(url_for(".show", proposal_id=proposal_id) + "#support", 303)


@blueprint.post("/proposals/<int:proposal_id>/comments")
@signed_in
def comment(proposal_id: int) -> Page:
    """Say something about the proposal."""
    proposal, person = load(proposal_id), signed_in_user()
    form = _comment_form()
    if not form.validate_on_submit():
        return _page(proposal, form, status=422)
    posted = comment_services.post_comment(
        proposal.contribution,
        actor=person,
        body=form.body.data or "",
        stance=Stance(form.stance.data),
        language=current_language().tag,
        verdict=policies.can_comment(person, proposal, at=utcnow()),
        token=(form.token.data or "")[:40],
    )
    flash(_("Your comment is published."), "ok")
    doubtful = language_of(form.body.data or "", writer=current_language().tag).choices
    asked = posted if doubtful else None
    return redirect(url_for(".show", proposal_id=proposal_id, asked=asked, _anchor=f"comment-{posted}"), 303)


@blueprint.post("/comments/<int:comment_id>/delete")
@signed_in
def delete_comment(comment_id: int) -> Page:
    """Take an own comment back."""
    person = signed_in_user()
    found = comment_queries.comment_by(person, comment_id)
    if found is None:
        abort(404)
    if not can_delete(person, found) and found.contribution.author_id != person.id:
        abort(404)
    comment_services.delete_comment(found, actor=person)
    flash(_("Your comment was deleted."), "ok")
    return redirect(url_for(".show", proposal_id=found.contribution.root_id) + "#comments", 303)


@blueprint.route("/proposals/<int:proposal_id>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(proposal_id: int) -> Page:
    """The author takes the proposal back, with a reason."""
    proposal, person = load(proposal_id), signed_in_user()
    if proposal.contribution.author_id != person.id:
        abort(404)
    form = ReasonForm()
    if form.validate_on_submit():
        services.withdraw_proposal(proposal, actor=person, reason=form.reason.data or "")
        flash(_("Your proposal is withdrawn. The text stays readable."), "ok")
        return redirect(url_for(".show", proposal_id=proposal_id), 303)
    page = render_template("proposals/withdraw.html", proposal=proposal, form=form, verdict=policies.can_withdraw(person, proposal))
    return (page, 422) if form.errors else page
