"""Administration of translations: limits and use, reviewers, the glossary, and the list before a process opens."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from civic.accounts.access import signed_in_user
from civic.accounts.queries import user_by_email
from civic.db import utcnow
from civic.i18n.languages import BY_TAG
from civic.i18n.pages import local_day
from civic.i18n.text import _, ngettext
from civic.policy import RefusedError, Role, for_roles, signed_in
from civic.processes.models import Process
from civic.processes.queries import process_for
from civic.translations import glossary, labels, queries, services, town_services
from civic.translations.forms import GlossaryFileForm, LanguagesForm, OverrideForm, SettingsForm, TermForm, TranslatorForm, field_name
from civic.translations.providers.chosen import engines
from civic.translations.texts import items_of_process
from civic.translations.views import Page, blueprint, may_edit_glossary

administrators = for_roles(Role.ADMINISTRATOR)


@blueprint.route("/admin/translations", methods=["GET", "POST"])
@administrators
def admin() -> Page:
    """The switch, the limits, what was used, which engines there are."""
    row = queries.settings()
    form = SettingsForm(obj=row)
    if form.validate_on_submit():
        town_services.update_settings(
            actor=signed_in_user(), is_machine_on=bool(form.is_machine_on.data), day_limit=form.day_limit.data or 0,
            person_limit=form.person_limit.data or 0, process_limit=form.process_limit.data or 0,
        )  # fmt: skip
        flash(_("Saved."), "ok")
        return redirect(url_for(".admin"), 303)
    today = queries.used(day=local_day(utcnow()), person_id=None, process_id=None).day
    page = render_template(
        "translations/admin.html", form=form, lines=queries.usage_lines(), today=today, engines=[engine.name for engine in engines()],
        language_of=labels.endonym, limit=row.day_limit,
    )  # fmt: skip
    return (page, 422) if form.errors else page


@blueprint.route("/admin/translations/translators", methods=["GET", "POST"])
@administrators
def translators() -> Page:
    """Who reviews which language; entrust somebody."""
    form = TranslatorForm()
    if form.validate_on_submit():
        person = user_by_email(form.email.data or "")
        if person is None:
            form.email.errors = [_("There is no account with this address.")]
        else:
            town_services.grant_translator(person, actor=signed_in_user(), language=str(form.language.data))
            flash(_("Saved."), "ok")
            return redirect(url_for(".translators"), 303)
    page = render_template("translations/translators.html", form=form, grants=queries.translators(), language_of=labels.endonym)
    return (page, 422) if form.errors else page


@blueprint.post("/admin/translations/translators/<int:translator_id>/revoke")
@administrators
def revoke_translator(translator_id: int) -> Page:
    """Take it back."""
    grant = queries.translator_grant(translator_id)
    if grant is None:
        abort(404)
    town_services.revoke_translator(grant, actor=signed_in_user())
    flash(_("Saved."), "ok")
    return redirect(url_for(".translators"), 303)


def _only_editors() -> None:
    if not may_edit_glossary():
        abort(404)


@blueprint.get("/admin/glossary")
@signed_in
def glossary_index() -> Page:
    """All words."""
    _only_editors()
    entries = sorted(queries.glossary_entries().values(), key=lambda entry: (entry.reading or entry.term, entry.term))
    return render_template("translations/glossary.html", entries=entries, tags=glossary.TAGS, form=GlossaryFileForm())


@blueprint.get("/admin/glossary.csv")
@signed_in
def glossary_csv() -> Page:
    """All words as a file."""
    _only_editors()
    response = make_response(glossary.write_csv(queries.glossary_entries().values()))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment; filename=glossary.csv"
    return response


@blueprint.post("/admin/glossary/import")
@signed_in
def glossary_import() -> Page:
    """Take over a file."""
    _only_editors()
    form = GlossaryFileForm()
    problem = ""
    content = form.file.data.read() if form.validate_on_submit() and form.file.data else b""
    try:
        changed = town_services.import_glossary(glossary.read_csv(content.decode("utf-8")), actor=signed_in_user())
    except UnicodeDecodeError:
        problem = _("The file is not UTF-8 text. Save it as “CSV UTF-8”.")
    except glossary.UnreadableGlossaryError as error:
        problem = _("Line %(number)s: %(reason)s", number=error.line, reason=labels.glossary_fault(error.code))
    except RefusedError as refusal:
        problem = refusal.reason
    else:
        flash(ngettext("%(num)s word was changed.", "%(num)s words were changed.", changed), "ok")
        return redirect(url_for(".glossary_index"), 303)
    form.file.errors = [problem]
    entries = sorted(queries.glossary_entries().values(), key=lambda entry: (entry.reading or entry.term, entry.term))
    return render_template("translations/glossary.html", entries=entries, tags=glossary.TAGS, form=form), 422


@blueprint.route("/admin/glossary/word", methods=["GET", "POST"])
@signed_in
def glossary_word() -> Page:
    """One word in all languages; without `term` a new one."""
    _only_editors()
    term = request.args.get("term", "")
    entry = queries.glossary_entries().get(term)
    if term and entry is None:
        abort(404)
    data: dict[str, Any] = {"is_active": True}
    if entry is not None:
        data = {"term": entry.term, "reading": entry.reading, "note": entry.note, "is_active": entry.is_active}
        data |= {field_name(tag): word for tag, word in entry.words.items()}
    form = TermForm(data=data)
    if form.validate_on_submit() and entry is None and form.term.data in queries.glossary_entries():
        form.term.errors = [_("This word is already in the list.")]
    elif form.validate_on_submit():
        town_services.save_term(
            actor=signed_in_user(), term=entry.term if entry is not None else form.term.data or "", reading=form.reading.data or "",
            words=form.words, note=form.note.data or "", is_active=bool(form.is_active.data),
        )  # fmt: skip
        flash(_("Saved."), "ok")
        return redirect(url_for(".glossary_index"), 303)
    page = render_template("translations/word.html", form=form, entry=entry)
    return (page, 422) if form.errors else page


def _process(process_id: int) -> Process:
    process = process_for(signed_in_user(), process_id)
    if process is None:
        abort(404)
    return process


@blueprint.route("/admin/processes/<int:process_id>/translations", methods=["GET", "POST"])
@administrators
def checklist(process_id: int) -> Page:
    """Which texts are there in which language, before something opens."""
    process = _process(process_id)
    row = queries.languages_of(process.id)
    form = LanguagesForm(data={"languages": row.languages if row else [], "is_automatic": bool(row and row.is_automatic)})
    if form.validate_on_submit():
        town_services.set_languages(
            process, actor=signed_in_user(), languages=form.languages.data or [], is_automatic=bool(form.is_automatic.data)
        )
        flash(_("Saved."), "ok")
        return redirect(url_for(".checklist", process_id=process.id), 303)
    page = _checklist_page(process, form, OverrideForm(formdata=None))
    return (page, 422) if form.errors else page


def _checklist_page(process: Process, form: LanguagesForm, override: OverrideForm) -> str:
    row, items = queries.languages_of(process.id), items_of_process(process)
    languages = row.languages if row else []
    missing = queries.missing_for(items, languages)
    states = {(one.key, one.field, one.language): one for one in missing}
    return render_template(
        "translations/checklist.html", process=process, form=form, override=override, items=items, languages=languages, missing=missing,
        states=states, chosen=row, language_of=labels.endonym, field_label=labels.field_label,
        missing_label=labels.missing_label, has_engine=bool(engines()) and queries.settings().is_machine_on,
        language_slug=lambda tag: BY_TAG[tag].slug,
    )  # fmt: skip


@blueprint.post("/admin/processes/<int:process_id>/translations/request")
@administrators
def checklist_request(process_id: int) -> Page:
    """Send what is missing to the engines, also before the process is published: its words are the town's own."""
    process = _process(process_id)
    row = queries.languages_of(process.id)
    waiting, refusals = 0, list[str]()
    for item in items_of_process(process):
        for language in row.languages if row else []:
            try:
                waiting += services.request_translation(item, actor=signed_in_user(), language=language, is_by_hand=True)
            except RefusedError as refusal:
                refusals.append(refusal.reason)
    if waiting:
        flash(ngettext("%(num)s text is being translated.", "%(num)s texts are being translated.", waiting), "info")
    for reason in dict.fromkeys(refusals):
        flash(reason, "error")
    return redirect(url_for(".checklist", process_id=process.id), 303)


@blueprint.post("/admin/processes/<int:process_id>/translations/override")
@administrators
def checklist_override(process_id: int) -> Page:
    """Let it open although translations are missing."""
    process, form = _process(process_id), OverrideForm()
    if form.validate_on_submit():
        town_services.open_without_translations(process, actor=signed_in_user(), reason=form.reason.data or "")
        flash(_("Saved."), "ok")
        return redirect(url_for(".checklist", process_id=process.id), 303)
    row = queries.languages_of(process.id)
    chosen = {"languages": row.languages if row else [], "is_automatic": bool(row and row.is_automatic)}
    languages = LanguagesForm(formdata=None, data=chosen)
    return _checklist_page(process, languages, form), 422
