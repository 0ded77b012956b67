"""Pages of moderators."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.accounts.access import signed_in_user
from civic.accounts.labels import public_name
from civic.comments import queries as comment_queries
from civic.comments.labels import stance_label
from civic.contributions.models import Contribution, Visibility
from civic.i18n.text import _
from civic.moderation import policies, queries, services
from civic.moderation.forms import DecisionForm, HideForm
from civic.moderation.labels import kind_label
from civic.policy import ConflictError, Role, enforce, for_roles
from civic.proposals import policies as proposal_policies
from civic.proposals import queries as proposal_queries
from civic.proposals import services as proposal_services
from civic.proposals.labels import status_label, status_tone
from civic.proposals.models import DECIDABLE, TRANSITIONS, Proposal, ProposalStatus
from civic.ui.paging import Pages

blueprint = Blueprint("moderation", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.context_processor
def _labels() -> dict[str, Any]:
    return {
        "status_label": status_label,
        "status_tone": status_tone,
        "stance_label": stance_label,
        "kind_label": kind_label,
        "public_name": public_name,
        "Visibility": Visibility,
    }


@blueprint.get("/moderation")
@for_roles(Role.MODERATOR)
def queue() -> Page:
    """What waits for a decision, and what is hidden."""
    person = signed_in_user()
    pages = Pages(".queue", "after", "hidden_after")
    cards, more = queries.waiting(person, after=pages.place("after"))
    hidden, more_hidden = queries.hidden_texts(person, after=pages.place("hidden_after"))
    return render_template(
        "moderation/queue.html",
        cards=cards,
        next_page=pages.next("after", more),
        hidden=hidden,
        next_hidden=pages.next("hidden_after", more_hidden, anchor="hidden"),
    )


def _load(proposal_id: int) -> Proposal:
    proposal = proposal_queries.proposal_for(signed_in_user(), proposal_id)
    if proposal is None or proposal.status is ProposalStatus.DRAFT:
        abort(404)
    return proposal


def _decision_form(proposal: Proposal) -> DecisionForm:
    form = DecisionForm()
    labels = {
        ProposalStatus.UNDER_REVIEW: _("Start the review"),
        ProposalStatus.ADOPTED: _("Adopt"),
        ProposalStatus.NOT_ADOPTED: _("Do not adopt"),
    }
    form.decision.choices = [(str(to), label) for to, label in labels.items() if to in TRANSITIONS[proposal.status]]
    return form


@blueprint.route("/moderation/proposals/<int:proposal_id>", methods=["GET", "POST"])
@for_roles(Role.MODERATOR)
def decide(proposal_id: int) -> Page:
    """Begin the review or decide, with a public reason."""
    proposal, person = _load(proposal_id), signed_in_user()
    if request.method == "POST":
        if proposal.status not in DECIDABLE:
            raise ConflictError(_("Somebody else has just changed this proposal. Please look at it again."))
        enforce(proposal_policies.can_decide(person, proposal))
    form = _decision_form(proposal)
    if form.validate_on_submit():
        chosen = ProposalStatus(form.decision.data)
        if chosen is ProposalStatus.UNDER_REVIEW:
            proposal_services.start_review(proposal, actor=person)
            flash(_("The review has started."), "ok")
        else:
            proposal_services.decide_proposal(proposal, decision=chosen, reason=form.reason.data or "", actor=person)
            flash(_("The decision is published."), "ok")
        return redirect(url_for(".queue"), 303)
    comments, _cursor = comment_queries.comments_of(proposal.id, viewer=person)
    page = render_template(
        "moderation/decide.html",
        proposal=proposal,
        contribution=proposal.contribution,
        comments=comments,
        form=form,
        verdict=proposal_policies.can_decide(person, proposal),
        may_hide=policies.can_hide(person, proposal.contribution),
        may_restore=policies.can_restore(person, proposal.contribution),
    )
    return (page, 422) if form.errors else page


def _text(contribution_id: int) -> tuple[Contribution, str]:
    found = queries.text_for(signed_in_user(), contribution_id)
    if found is None:
        abort(404)
    return found


@blueprint.route("/moderation/contributions/<int:contribution_id>/hide", methods=["GET", "POST"])
@for_roles(Role.MODERATOR)
def hide(contribution_id: int) -> Page:
    """Hide a text, with a public reason."""
    contribution, words = _text(contribution_id)
    form = HideForm()
    if form.validate_on_submit():
        services.hide_contribution(contribution, actor=signed_in_user(), reason=form.reason.data or "")
        flash(_("The text is hidden."), "ok")
        return redirect(url_for(".queue"), 303)
    page = render_template(
        "moderation/hide.html",
        contribution=contribution,
        words=words,
        form=form,
        verdict=policies.can_hide(signed_in_user(), contribution),
        proposal_id=contribution.root_id or contribution.id,
    )
    return (page, 422) if form.errors else page


@blueprint.post("/moderation/contributions/<int:contribution_id>/restore")
@for_roles(Role.MODERATOR)
def restore(contribution_id: int) -> Page:
    """Show a hidden text again."""
    contribution, _words = _text(contribution_id)
    services.restore_contribution(contribution, actor=signed_in_user())
    flash(_("The text is shown again."), "ok")
    return redirect(url_for(".queue"), 303)
