"""Refusals and faults as pages: what happened, why, what to do next; and nothing that was typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flask import Flask, Response, current_app, g, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, SecurityError, TooManyRequests
from werkzeug.routing import BuildError

from civic.db import SAFE_METHODS
from civic.i18n.languages import BY_SLUG, PSEUDO, Language
from civic.i18n.pages import negotiated_language
from civic.i18n.text import _
from civic.logs import request_id
from civic.policy import NotAllowedError, RefusedError, TooManyError
from civic.ui.frame import Link, UnknownTown, frame, has_endpoint, set_language, unknown_town
from civic.ui.safe_next import safe_next

_SECRET_PARTS = ("csrf", "token", "password", "secret", "code")
_SHORTEST_KEPT, _LONGEST_KEPT, _MOST_KEPT = 8, 20_000, 12


@dataclass(frozen=True)
class Explanation:
    """The words of an error page."""

    title: str
    next_step: str


def explain(status: int) -> Explanation:
    """What happened, and what to do, for a status."""
    ask = _("If this happens again, please tell us.")
    words = {
        400: (_("We could not read this request."), _("Please go back and try again.")),
        401: (_("Please sign in first."), _("After that you can go on where you were.")),
        403: (_("This is not possible for you at the moment."), _("If you think that this is wrong, please tell us.")),
        404: (_("This page does not exist."), _("The address may be mistyped, or the page was moved or deleted.")),
        405: (_("This address cannot be opened in this way."), _("Please go back and use the button on the page.")),
        409: (_("This could not be done."), _("Please look at the page again: something has changed.")),
        410: (_("This is no longer here."), _("Other pages are still open to you.")),
        413: (_("That is too large to be sent."), _("Please shorten it and try again.")),
        422: (_("Something is not right yet."), _("Please go back, change it and send it again.")),
        429: (_("That was too often in a short time."), _("Please wait a little and try again.")),
        503: (_("We cannot show this page right now."), _("Please try again in a few minutes.")),
    }
    title, step = words.get(status, (_("Something went wrong on our side."), ask))
    if status not in words and status < 500:
        title, step = words[400]
    return Explanation(title, step)


def _choose_language() -> None:
    """The language of the address where it starts with one, else what `/` would choose; needs no database after a fault."""
    if "language" in g:
        return
    found: Language | None = BY_SLUG.get(request.path.strip("/").partition("/")[0])
    if found is PSEUDO and not current_app.config["CIVIC"].shows_development_pages:
        found = None
    set_language(found or negotiated_language())


def kept_texts(status: int) -> list[str]:
    """What the person had typed, so that it can be copied; never passwords or tokens."""
    if request.method in SAFE_METHODS or status == 413:
        return []
    try:
        typed = list(request.form.items())
    except HTTPException:
        return []
    texts = [
        value[:_LONGEST_KEPT]
        for name, value in typed
        if len(value.strip()) >= _SHORTEST_KEPT and not any(part in name.casefold() for part in _SECRET_PARTS)
    ]
    return texts[:_MOST_KEPT]


def _came_from() -> str:
    """The page that this request was sent from, when it is ours."""
    referrer = urlsplit(request.referrer or "")
    if referrer.netloc != request.host:
        return frame().home
    return safe_next(f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path, frame().home)


def _remedy(endpoint: str | None) -> Link | None:
    if endpoint is None or not has_endpoint(endpoint):
        return None
    try:
        address = url_for(endpoint)
    except BuildError:
        return None
    if endpoint == "accounts.sign_in":
        here = request.full_path.rstrip("?") if request.method in SAFE_METHODS else _came_from()
        return Link(endpoint, f"{address}?next={quote(here)}", _("Sign in"))
    return Link(endpoint, address, _("See what you can do about it"))


def _page(status: int, *, reason: str = "", remedy: str | None = None, words: Explanation | None = None) -> Response:
    _choose_language()
    words = words or explain(status)
    body = render_template(
        "ui/error.html",
        status=status,
        words=words,
        reason=reason,
        remedy=_remedy(remedy),
        kept=kept_texts(status),
        back=_came_from() if request.method not in SAFE_METHODS else None,
        reference=None,
    )
    return make_response(body, status)


def _refused(error: RefusedError) -> Response:
    remedy = error.verdict.remedy if isinstance(error, NotAllowedError) else None
    response = _page(error.status, reason=error.reason, remedy=remedy)
    if isinstance(error, TooManyError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _http(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    if isinstance(error, SecurityError):
        return Response("This host name is not served here.\n", 400, mimetype="text/plain")
    if status >= 500:
        return _fault(status)
    if isinstance(error, CSRFError):
        return _stale_form()
    response = _page(status, remedy="accounts.sign_in" if status == 401 else None)
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(_seconds_to_wait(error))
    if status == 405:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
    return response


def _seconds_to_wait(error: TooManyRequests) -> int:
    rule = getattr(getattr(error, "limit", None), "limit", None)
    return int(rule.get_expiry()) if rule is not None else 60


def _stale_form() -> Response:
    _choose_language()
    return _page(
        BadRequest.code,
        words=Explanation(
            _("This page was open for too long, so nothing was saved."),
            _("Please open the page again, paste your text and send it."),
        ),
    )


def _fault(status: int) -> Response:
    """The page of a fault: made without the database and without what features add to every page."""
    try:
        if "language" not in g:
            _choose_language()
        g.town = UnknownTown("")  # what asks for the town from here on must not ask the database
        g.town = unknown_town()
        body = current_app.jinja_env.get_template("ui/error.html").render(
            status=status,
            words=explain(status),
            reason="",
            remedy=None,
            kept=kept_texts(status),
            back=None,
            reference=request_id(),
            town=g.town,
            viewer=None,
        )
    except Exception as error:
        current_app.logger.error("the error page failed: %s", type(error).__name__)
        return Response(f"500 Internal Server Error\n{request_id()}\n", status, mimetype="text/plain")
    response = make_response(body, status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def init_app(app: Flask) -> None:
    """Install the handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RefusedError, _refused)
