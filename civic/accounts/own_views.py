"""A person's own pages: profile, address, password, devices, data, leaving."""

from __future__ import annotations

import json

from flask import abort, flash, make_response, redirect, render_template, session, url_for

from civic.accounts import attempts, services, sessions
from civic.accounts.access import current_session, signed_in_user
from civic.accounts.attempts import QUARTER
from civic.accounts.export import export_of
from civic.accounts.forms import ChangePasswordForm, EmailForm, PasswordForm, ProfileForm, show_problem
from civic.accounts.inputs import InvalidInputError
from civic.accounts.models import User
from civic.accounts.passwords import verify_password
from civic.accounts.queries import devices_of
from civic.accounts.views import Page, blueprint
from civic.db import keep_despite_refusal
from civic.i18n.text import _
from civic.policy import signed_in


def _count_password(person: User) -> None:
    keep_despite_refusal()
    attempts.count_or_refuse("password-again", str(person.id), limit=10, window=QUARTER)


@blueprint.get("/account")
@signed_in
def me() -> Page:
    """Overview."""
    return render_template("accounts/me.html", person=signed_in_user())


@blueprint.route("/account/profile", methods=["GET", "POST"])
@signed_in
def profile() -> Page:
    """Display name and language."""
    person = signed_in_user()
    form = ProfileForm(obj=person)
    if form.validate_on_submit():
        try:
            services.change_profile(person, display_name=form.display_name.data or "", language=form.language.data)
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".me", lang=person.language), 303)
    page = render_template("accounts/profile.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.route("/account/email", methods=["GET", "POST"])
@signed_in
def email() -> Page:
    """Another address, confirmed from its mailbox."""
    person, form = signed_in_user(), EmailForm()
    if form.validate_on_submit():
        _count_password(person)
        try:
            services.ask_for_email_change(person, email=form.email.data or "", password=form.password.data or "")
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            return redirect(url_for(".sign_up_sent"), 303)
    page = render_template("accounts/email.html", form=form, person=person)
    return (page, 422) if form.errors else page


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> Page:
    """A new password with the present one."""
    person, form = signed_in_user(), ChangePasswordForm()
    if form.validate_on_submit():
        _count_password(person)
        try:
            services.change_password(
                person, current=form.current_password.data or "", password=form.password.data or "", keep_session_id=current_session().id
            )
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            flash(_("Your password was changed"), "ok")
            return redirect(url_for(".me"), 303)
    page = render_template("accounts/password.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.get("/account/devices")
@signed_in
def devices() -> Page:
    """Where the account is signed in."""
    return render_template("accounts/devices.html", devices=devices_of(signed_in_user()), this_id=current_session().id)


@blueprint.post("/account/devices/<int:session_id>/end")
@signed_in
def end_device(session_id: int) -> Page:
    """Sign one device out."""
    person = signed_in_user()
    if not sessions.end_sessions(person, actor_id=person.id, only_id=session_id):
        abort(404)
    flash(_("That device is signed out."), "ok")
    return redirect(url_for(".devices"), 303)


@blueprint.route("/account/data", methods=["GET", "POST"])
@signed_in
def data() -> Page:
    """Download everything the house holds about the person, after the password."""
    person, form = signed_in_user(), PasswordForm()
    if form.validate_on_submit():
        _count_password(person)
        if verify_password(person.password_hash, form.password.data or ""):
            answer = make_response(json.dumps(export_of(person), ensure_ascii=False, indent=2, default=str))
            answer.mimetype = "application/json"
            answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
            return answer
        form.password.errors = [_("The password is not right.")]
    page = render_template("accounts/data.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.route("/account/delete", methods=["GET", "POST"])
@signed_in
def delete() -> Page:
    """Leave: what goes, what stays, and the password."""
    person, form = signed_in_user(), PasswordForm()
    if form.validate_on_submit():
        _count_password(person)
        try:
            services.delete_account(person, password=form.password.data or "")
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            session.clear()
            flash(_("Your account is deleted. Thank you for taking part."), "ok")
            return redirect(url_for("proposals.home"), 303)
    page = render_template("accounts/delete.html", form=form)
    return (page, 422) if form.errors else page
