"""The page where a writer or a moderator says which language a text is in."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for

from civic.accounts.access import signed_in_user
from civic.contributions import policies, services
from civic.contributions.models import Contribution, Kind, Visibility
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _
from civic.moderation import queries
from civic.moderation.forms import LanguageForm
from civic.moderation.views import Page, blueprint
from civic.policy import enforce, signed_in


def _back(contribution: Contribution) -> str:
    if contribution.visibility is Visibility.DRAFT:
        return url_for("proposals.preview", proposal_id=contribution.id)
    anchor = f"comment-{contribution.id}" if contribution.kind is Kind.COMMENT else None
    return url_for("proposals.show", proposal_id=contribution.root_id or contribution.id, _anchor=anchor)


@blueprint.route("/contributions/<int:contribution_id>/language", methods=["GET", "POST"])
@signed_in
def language(contribution_id: int) -> Page:
    """Say which language a text is in: with a list, or by one tap on a button of another page that posts here."""
    person = signed_in_user()
    found = queries.any_text_for(person, contribution_id)
    if found is None:
        abort(404)
    contribution, words = found
    enforce(policies.can_correct_language(person, contribution))
    form = LanguageForm(language=contribution.language)
    form.language.choices = [(offered.tag, offered.endonym) for offered in LANGUAGES]
    if form.validate_on_submit():
        services.correct_language(contribution, language=form.language.data, actor=person)
        flash(_("Thank you. The language of the text is corrected."), "ok")
        return redirect(_back(contribution), 303)
    page = render_template("moderation/language.html", contribution=contribution, words=words, form=form, back=_back(contribution))
    return (page, 422) if form.errors else page
