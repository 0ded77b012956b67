"""Signing up, in and out, and a forgotten password."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from civic.accounts import attempts, services, sessions, tokens
from civic.accounts.access import Visitor, current_session, signed_in_user, viewer
from civic.accounts.attempts import HOUR, QUARTER
from civic.accounts.forms import ForgotForm, ResetForm, SignInForm, SignUpForm, show_problem
from civic.accounts.inputs import InvalidInputError
from civic.accounts.labels import public_name, role_label
from civic.accounts.models import User
from civic.accounts.queries import email_key
from civic.db import keep_despite_refusal
from civic.i18n.pages import current_language
from civic.i18n.text import _
from civic.policy import public, signed_in
from civic.ui.limits import limit
from civic.ui.safe_next import safe_next

blueprint = Blueprint("accounts", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.context_processor
def _labels() -> dict[str, Any]:
    return {"public_name": public_name, "role_label": role_label}


@blueprint.after_request
def _keep_nowhere(response: Response) -> Response:
    """Forms with an address and pages behind a token are not kept by the browser, also while nobody is signed in."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def network() -> str:
    """Where the request came from, for counting: an IPv4 address or the /64 of an IPv6 one."""
    address = request.remote_addr or ""
    return ":".join(address.split(":")[:4]) if ":" in address else address


def enter(user: User) -> None:
    """Sign the person in on this device. The old session content goes first: a planted one must not live on (fixation)."""
    session.clear()
    begun, token = sessions.begin_session(user, user_agent=request.user_agent.string)
    session.permanent = True
    login_user(Visitor(user, begun, token))


@blueprint.route("/sign-up", methods=["GET", "POST"])
@public
@limit("30 per hour")
def sign_up() -> Page:
    """Ask for an account; the answer is the same whether the address has one."""
    if viewer():
        return redirect(url_for(".me"), 303)
    form = SignUpForm()
    if form.validate_on_submit():
        keep_despite_refusal()
        attempts.count_or_refuse("sign-up", network(), limit=20, window=HOUR)
        try:
            services.sign_up(
                email=form.email.data or "",
                display_name=form.display_name.data or "",
                password=form.password.data or "",
                language=current_language().slug,
            )
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            return redirect(url_for(".sign_up_sent"), 303)
    page = render_template("accounts/sign_up.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.get("/sign-up/sent")
@public
def sign_up_sent() -> Page:
    """What to do next."""
    return render_template("accounts/sent.html", shows_mailbox=current_app.config["CIVIC"].shows_development_pages)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@limit("120 per 15 minutes")
def sign_in() -> Page:
    """Address and password."""
    following = safe_next(request.values.get("next"), url_for("proposals.home"))
    if viewer():
        return redirect(following, 303)
    form = SignInForm()
    if form.validate_on_submit():
        user = _checked(form)
        if user is not None:
            enter(user)
            flash(_("You are signed in."), "ok")
            return redirect(following, 303)
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
    page = render_template("accounts/sign_in.html", form=form)
    return (page, 422) if form.errors else page


def _checked(form: SignInForm) -> User | None:
    """The account, or None with the form saying why. Tries are counted before the password is looked at.

    An account that waits for its confirmation is refused in the words for a wrong password: else who asks for an account with somebody's
    address and then signs in with the password chosen there would learn whether the address had one.
    """
    keep_despite_refusal()
    key = email_key(form.email.data or "")
    attempts.count_or_refuse("sign-in", f"{key} {network()}", limit=10, window=QUARTER)
    attempts.count_or_refuse("sign-in-address", key, limit=100, window=QUARTER)
    attempts.count_or_refuse("sign-in-network", network(), limit=60, window=QUARTER)
    user = sessions.check_password(form.email.data or "", form.password.data or "")
    if user is None or user.email_confirmed_at is None:
        form.password.errors = [
            _("The e-mail address or the password is not right."),
            _("If your account is new, open the link in our mail first. “%(label)s” sends it again.", label=_("I forgot my password")),
        ]
        return None
    return user


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> Page:
    """End the session of this device."""
    person = signed_in_user()
    sessions.end_sessions(person, actor_id=person.id, only_id=current_session().id)
    _leave()
    flash(_("You are signed out."), "ok")
    return redirect(url_for("proposals.home"), 303)


@blueprint.post("/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> Page:
    """End the sessions of all devices."""
    person = signed_in_user()
    sessions.end_sessions(person, actor_id=person.id)
    _leave()
    flash(_("You are signed out on all devices."), "ok")
    return redirect(url_for("proposals.home"), 303)


def _leave() -> None:
    logout_user()
    session.clear()


@blueprint.route("/password/forgot", methods=["GET", "POST"])
@public
@limit("30 per hour")
def forgot() -> Page:
    """Ask for a link; the answer is the same whether the address has an account."""
    form = ForgotForm()
    if form.validate_on_submit():
        keep_despite_refusal()
        attempts.count_or_refuse("reset", email_key(form.email.data or ""), limit=5, window=HOUR)
        services.ask_for_reset(form.email.data or "")
        return redirect(url_for(".sign_up_sent"), 303)
    page = render_template("accounts/forgot.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.route("/password/reset/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> Page:
    """A new password after a mailed link. It also signs in: who is locked out by somebody else's guesses comes in again this way."""
    user = tokens.read_token(token, tokens.Purpose.RESET, is_for_use=request.method == "POST")
    form = ResetForm()
    if form.validate_on_submit():
        try:
            services.reset_password(user, password=form.password.data or "")
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            enter(user)
            flash(_("Your password was changed"), "ok")
            return redirect(url_for(".me"), 303)
    page = render_template("accounts/reset.html", form=form)
    return (page, 422) if form.errors else page
