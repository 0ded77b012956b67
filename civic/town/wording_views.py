"""Administration of the town's own words in place of shipped sentences."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.i18n.languages import BY_SLUG, LANGUAGES, Language
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, looked_for
from civic.policy import Role, for_roles
from civic.town import services, wording
from civic.town.forms import wording_form
from civic.town.views import Page, actor, blueprint, the_town


def _language(slug: str) -> Language:
    found = BY_SLUG.get(slug)
    if found not in LANGUAGES:
        abort(404)
    return found


def _sentence(language: Language, key: str) -> wording.Sentence:
    found = wording.sentences(language.id).get(key)
    if found is None:
        abort(404)
    return found


@blueprint.get("/admin/wording")
@for_roles(Role.ADMINISTRATOR)
def wording_index() -> Page:
    """The languages, each with how many sentences the town says in its own words."""
    return render_template("town/wording_index.html", languages=LANGUAGES, counts=wording.wording_counts())


@blueprint.get("/admin/wording/<slug>")
@for_roles(Role.ADMINISTRATOR)
def wording_list(slug: str) -> Page:
    """The sentences of a language; `search` finds in the English, the shipped and the town's own words."""
    language = _language(slug)
    search = looked_for(request.args.get("search"), maximum=200)
    own = wording.own_wording(language.id)
    found = [
        sentence
        for sentence in wording.sentences(language.id).values()
        if (search and _holds(search, sentence, own)) or (not search and sentence.key in own)
    ]
    return render_template(
        "town/wording_list.html", language=language, rows=found[: wording.PAGE], own=own, search=search, is_cut=len(found) > wording.PAGE
    )


def _holds(search: str, sentence: wording.Sentence, own: dict[str, list[str]]) -> bool:
    wanted = search.casefold()
    return any(wanted in text.casefold() for text in (sentence.message, *sentence.shipped, *own.get(sentence.key, ())))


@blueprint.route("/admin/wording/<slug>/<sentence>", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def edit_wording(slug: str, sentence: str) -> Page:
    """Say a sentence in the town's own words, or in the shipped ones again."""
    language = _language(slug)
    chosen = _sentence(language, sentence)
    own = wording.own_wording(language.id).get(chosen.key)
    form = wording_form(own or chosen.shipped, hint=services.kept_parts(chosen))
    if form.validate_on_submit():
        texts = [str(entry.data or "") for entry in form.forms]
        try:
            services.say_differently(the_town(), actor=actor(), language_id=language.id, sentence=chosen, texts=texts)
        except InvalidTextError as error:
            form.forms[0].errors = [error.reason]
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".wording_list", slug=slug), 303)
    page = render_template("town/wording.html", form=form, language=language, sentence=chosen, is_own=own is not None)
    return (page, 422) if form.errors else page


@blueprint.post("/admin/wording/<slug>/<sentence>/reset")
@for_roles(Role.ADMINISTRATOR)
def reset_wording(slug: str, sentence: str) -> Page:
    """Back to the shipped words."""
    language = _language(slug)
    services.say_as_shipped(the_town(), actor=actor(), language_id=language.id, sentence=_sentence(language, sentence))
    flash(_("Saved."), "ok")
    return redirect(url_for(".wording_list", slug=slug), 303)


@blueprint.get("/admin/wording/<slug>.po")
@for_roles(Role.ADMINISTRATOR)
def wording_file(slug: str) -> Response:
    """The town's words as a PO file."""
    language = _language(slug)
    response = make_response(wording.as_po(language.id))
    response.mimetype = "text/x-gettext-translation"
    response.headers["Content-Disposition"] = f'attachment; filename="{language.slug}.po"'
    return response
