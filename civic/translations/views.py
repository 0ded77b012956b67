"""Pages of translations: asking for one, writing a better one, reporting, reviewing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from civic.accounts.access import signed_in_user
from civic.i18n.languages import BY_TAG, LANGUAGES
from civic.i18n.pages import current_language
from civic.i18n.text import _, ngettext
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, Role, public, signed_in
from civic.translations import labels, policies, queries, services
from civic.translations.forms import ReportForm, suggestion_form
from civic.translations.models import State, Translation
from civic.translations.reading import Reading
from civic.translations.texts import Item, needs_translation
from civic.ui.addresses import row_id
from civic.ui.frame import ORIGINALS_COOKIE, prefers_originals
from civic.ui.safe_next import safe_next

blueprint = Blueprint("translations", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
THING = "<any(contribution,process,phase):thing>/<int:thing_id>"
_YEAR = 365 * 24 * 3600


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Labels for the macros that other features import."""
    state.app.jinja_env.filters.update(check_label=labels.check_label)
    shown = {"check_label": labels.check_label, "engine_label": labels.engine_label, "failure_label": labels.failure_label}
    state.app.jinja_env.globals.update(shown, prefers_originals=prefers_originals)


def load(thing: str, thing_id: int) -> Item:
    """The thing if the visitor may read it; else 404."""
    item = queries.item_for(signed_in_user(), thing, thing_id)
    if item is None:
        abort(404)
    return item


def reading_of(item: Item) -> Reading:
    """The thing in the language of the page."""
    reading = queries.readings([item], language=current_language().tag).of(item.key.thing, item.key.id)
    if reading is None:
        abort(404)
    return reading


def _back(item: Item) -> Response:
    target = safe_next(request.args.get("next"), url_for("proposals.home"))
    return redirect(f"{target}#tr-{item.key.thing}-{item.key.id}", 303)


@blueprint.post(f"/translations/{THING}/request")
@signed_in
def ask(thing: str, thing_id: int) -> Page:
    """Have it translated into the language of the page."""
    item = load(thing, thing_id)
    public_item = queries.sendable_item(item.key)
    if public_item is None:
        raise ConflictError(_("Only public texts can be translated by machine."))
    waiting = services.request_translation(public_item, actor=signed_in_user(), language=current_language().tag)
    coming = _("The translation is on its way. Please look at this page again in a moment.")
    flash(coming if waiting else _("It is translated already."), "info")
    return _back(item)


@blueprint.route(f"/translations/{THING}/suggest", methods=["GET", "POST"])
@signed_in
def suggest(thing: str, thing_id: int) -> Page:
    """Write a better translation into the language of the page."""
    item, language = load(thing, thing_id), current_language()
    foreign = [piece for piece in item.pieces if needs_translation(piece.language, language.tag)]
    if not foreign:
        raise ConflictError(_("This text is written in your language."))
    reading = reading_of(item)
    current = {name: one.translation.text for name, one in reading.shown.items() if one.translation is not None}
    form = suggestion_form(foreign, {piece.field: labels.field_label(piece.field) for piece in foreign}, current)
    if form.validate_on_submit():
        texts = {piece.field: form[f"text_{piece.field}"].data or "" for piece in foreign}
        try:
            made = services.suggest_translation(item, actor=signed_in_user(), language=language.tag, texts=texts)
        except InvalidTextError as error:
            form[f"text_{foreign[0].field}"].errors = [error.reason]
        else:
            shown = all(entry.state is State.PUBLISHED for entry in made)
            flash(
                _("Thank you. Your translation is shown now.") if shown else _("Thank you. A translator looks at it before it is shown."),
                "ok",
            )
            return _back(item)
    entries = [(word, said) for word, said in queries.readings([item], language=language.tag).words]
    page = render_template("translations/suggest.html", form=form, foreign=foreign, language=language, entries=entries)
    return (page, 422) if form.errors else page


@blueprint.route(f"/translations/{THING}/report", methods=["GET", "POST"])
@signed_in
def report(thing: str, thing_id: int) -> Page:
    """Say that the translation into the language of the page is wrong."""
    item = load(thing, thing_id)
    reading = reading_of(item)
    if not reading.translations:
        raise ConflictError(_("There is no translation here."))
    form = ReportForm()
    if form.validate_on_submit():
        _report(item, reading, form.reason.data or "")
        flash(_("Thank you. A translator looks at it."), "ok")
        return _back(item)
    page = render_template("translations/report.html", form=form, reading=reading)
    return (page, 422) if form.errors else page


def _report(item: Item, reading: Reading, reason: str) -> None:
    """Each of its translations; those that the person reported before are passed over when there is another one."""
    person, again, told = signed_in_user(), None, 0
    for found in reading.translations:
        entry = queries.entry(found.id)
        if entry is not None and entry.author_id != person.id:
            try:
                services.report_translation(entry, item=item, actor=person, reason=reason)
            except ConflictError as known:
                again = known
            else:
                told += 1
    if again is not None and not told:
        raise again


@blueprint.get("/translations/originals")
@public
def originals() -> Page:
    """Always show originals on this device, or not. A link, so that pages without an account stay without a session."""
    word = "on" if request.args.get("show") == "on" else "off"
    response = redirect(safe_next(request.args.get("next"), url_for("proposals.home")), 303)
    secure = current_app.config["CIVIC"].is_secure
    response.set_cookie(ORIGINALS_COOKIE, word, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def review_languages() -> list[str]:
    """The tags that the person reviews: all of them for administrators."""
    person = signed_in_user()
    if person.has_role(Role.ADMINISTRATOR):
        return [language.tag for language in LANGUAGES]
    held = queries.translator_languages(person)
    return [language.tag for language in LANGUAGES if language.tag in held]


@blueprint.get("/translations/review")
@signed_in
def review() -> Page:
    """What waits for a reviewer."""
    languages = review_languages()
    waiting, after = queries.review_queue(signed_in_user(), languages, after=request.args.get("after", type=row_id) or 0)
    older = url_for(".review", after=after) if after is not None else None
    return render_template("translations/review.html", waiting=waiting, languages=languages, older=older, **_review_words())


def _review_words() -> dict[str, Any]:
    return {
        "field_label": labels.field_label,
        "language_of": labels.endonym,
        "language_slug": lambda tag: BY_TAG[tag].slug,
        "may_edit_glossary": may_edit_glossary(),
    }


def _entry(translation_id: int) -> Translation:
    found = queries.waiting(signed_in_user(), translation_id)
    if found is None:
        abort(404)
    return found.translation


@blueprint.post("/translations/review/<int:translation_id>/<any(publish,confirm,reject):word>")
@signed_in
def judge(translation_id: int, word: str) -> Page:
    """Show it, find it right, or take it out of sight."""
    entry, person = _entry(translation_id), signed_in_user()
    acts = {"publish": services.publish_translation, "confirm": services.confirm_translation, "reject": services.reject_translation}
    acts[word](entry, actor=person)
    flash(_("Saved."), "ok")
    return redirect(url_for(".review"), 303)


@blueprint.get("/words")
@public
def words() -> Page:
    """The words of the town hall, in the reader's language."""
    tag = current_language().tag
    entries = sorted((e for e in queries.glossary_entries().values() if e.is_active), key=lambda e: (e.reading or e.term, e.term))
    count = ngettext("%(num)s word", "%(num)s words", len(entries))
    return render_template("translations/words.html", entries=entries, tag=tag, count=count)


def may_edit_glossary() -> bool:
    """Whether to show the way to the glossary's pages."""
    person = signed_in_user()
    return bool(policies.can_edit_glossary(person, queries.translator_languages(person)))
