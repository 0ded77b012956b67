"""Pages of the search: results, words while typing, the words that mean the same."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from civic.accounts.access import signed_in_user
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, looked_for
from civic.policy import Role, for_roles, public
from civic.processes import queries as process_queries
from civic.search import queries, services, sources
from civic.search.engine import CANDIDATES
from civic.search.forms import SynonymForm
from civic.search.labels import kind_label, since_label
from civic.search.models import SearchSynonym
from civic.search.queries import Filters, Hit, Since
from civic.search.synonyms import SHIPPED
from civic.ui.addresses import row_id
from civic.ui.forms import ActForm

blueprint = Blueprint("search", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
MAX_QUERY = 2000
TAGS = {language.tag: language.endonym for language in LANGUAGES}


def address(hit: Hit) -> str:
    """Where a result is read."""
    source = sources.source_of(hit.kind)
    return url_for(source.endpoint, **source.arguments(hit.place)) if source is not None else url_for(".index")


@blueprint.context_processor
def _labels() -> dict[str, Any]:
    return {"kind_label": kind_label, "since_label": since_label, "result_address": address}


def _filters() -> Filters:
    values = request.args
    return Filters(
        kind=values.get("kind") if values.get("kind") in sources.kinds() else None,
        process_id=values.get("process", type=row_id),
        language=values.get("language") if values.get("language") in TAGS else None,
        since=Since(values["since"]) if values.get("since") in set(Since) else None,
    )


@blueprint.get("/search")
@public
def index() -> Page:
    """What was found."""
    typed = request.args.get("q", "")[:MAX_QUERY].strip()
    filters, number = _filters(), min(max(request.args.get("page", 1, type=int), 1), queries.LAST_PAGE)
    results = queries.search(typed, filters, page=number) if typed else None

    def page(at: int) -> str:
        return url_for(".index", q=typed, page=at if at > 1 else None, **filters.active)  # type: ignore[arg-type]  # filters are arguments

    return render_template(
        "search/index.html",
        typed=typed,
        results=results,
        filters=filters,
        newer=page(number - 1) if number > 1 else None,
        older=page(number + 1) if results is not None and results.has_more else None,
        kinds=sources.kinds(),
        languages=TAGS,
        times=Since,
        limit=CANDIDATES,
        process=process_queries.process_title(filters.process_id) if filters.process_id else None,
    )


@blueprint.get("/search/words")
@public
def words() -> Page:
    """Words of the town's public texts for what is being typed, as a list in JSON."""
    return jsonify(queries.suggestions(looked_for(request.args.get("q"), maximum=100)))


def _groups() -> list[dict[str, Any]]:
    """The town's own groups, then the shipped ones as they count now."""
    rows = queries.synonym_rows()
    own: list[dict[str, Any]] = [
        {"id": row.id, "key": None, "words": row.words.splitlines(), "is_active": True} for row in rows if row.key is None
    ]
    changed = {row.key: row for row in rows if row.key is not None}
    for key, shipped in SHIPPED.items():
        row = changed.get(key)
        words_now = row.words.splitlines() if row is not None else list(shipped)
        own.append({"id": None, "key": key, "words": words_now, "is_active": row is None or row.is_active, "is_changed": row is not None})
    return own


@blueprint.get("/admin/synonyms")
@for_roles(Role.ADMINISTRATOR)
def synonyms() -> Page:
    """All groups."""
    return render_template("search/synonyms.html", groups=_groups())


@blueprint.route("/admin/synonyms/new", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def new_synonyms() -> Page:
    """A group of the town's own."""
    form = SynonymForm()
    if form.validate_on_submit() and _saved(form):
        return redirect(url_for(".synonyms"), 303)
    return _edit_page(form, url_for(".new_synonyms"))


def _saved(form: SynonymForm, **group: Any) -> bool:
    """Keep the words; what is wrong with them is said at their field."""
    try:
        services.save_synonyms(actor=signed_in_user(), words=form.words.data or "", **group)
    except InvalidTextError as error:
        form.words.errors = [error.reason]
        return False
    flash(_("Saved."), "ok")
    return True


@blueprint.route("/admin/synonyms/<int:synonym_id>", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def edit_synonyms(synonym_id: int) -> Page:
    """One of the town's own groups."""
    row = _row(synonym_id)
    form = SynonymForm(obj=row)
    if form.validate_on_submit() and _saved(form, synonym_id=row.id):
        return redirect(url_for(".synonyms"), 303)
    return _edit_page(form, url_for(".edit_synonyms", synonym_id=row.id))


def _row(synonym_id: int) -> SearchSynonym:
    row = next((row for row in queries.synonym_rows() if row.id == synonym_id), None)
    if row is None:
        abort(404)
    return row


@blueprint.post("/admin/synonyms/<int:synonym_id>/delete")
@for_roles(Role.ADMINISTRATOR)
def delete_synonyms(synonym_id: int) -> Page:
    """Take one of the town's own groups away."""
    if ActForm().validate_on_submit():
        services.remove_synonyms(actor=signed_in_user(), synonym_id=_row(synonym_id).id)
        flash(_("Saved."), "ok")
    return redirect(url_for(".synonyms"), 303)


def _shipped(key: str) -> str:
    if key not in SHIPPED:
        abort(404)
    return key


@blueprint.route("/admin/synonyms/shipped/<key>", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def edit_shipped(key: str) -> Page:
    """Other words in place of a shipped group."""
    group = next(group for group in _groups() if group["key"] == _shipped(key))
    form = SynonymForm(data={"words": "\n".join(group["words"])})
    if form.validate_on_submit() and _saved(form, key=key):
        return redirect(url_for(".synonyms"), 303)
    return _edit_page(form, url_for(".edit_shipped", key=key))


@blueprint.post("/admin/synonyms/shipped/<key>/<any(off,restore):word>")
@for_roles(Role.ADMINISTRATOR)
def switch_shipped(key: str, word: str) -> Page:
    """Switch a shipped group off, or give it its own words back."""
    if ActForm().validate_on_submit():
        if word == "off":
            services.remove_synonyms(actor=signed_in_user(), key=_shipped(key))
        else:
            services.restore_synonyms(actor=signed_in_user(), key=_shipped(key))
        flash(_("Saved."), "ok")
    return redirect(url_for(".synonyms"), 303)


def _edit_page(form: SynonymForm, action: str) -> Page:
    page = render_template("search/edit_synonyms.html", form=form, action=action, is_new=action == url_for(".new_synonyms"))
    return (page, 422) if form.errors else page
