"""Behind the links that prove an address: of a new account, and of an account's new address.

Opening a link changes nothing (mail scanners open links too), and holding it is not enough: somebody else may have asked for the account.
So the password is asked for as well, and who reads the mailbox can choose a new one or say that it was somebody else.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from civic.accounts import attempts, policies, services
from civic.accounts.access import viewer
from civic.accounts.attempts import QUARTER
from civic.accounts.forms import PasswordForm, StartForm, show_problem
from civic.accounts.inputs import InvalidInputError
from civic.accounts.models import User
from civic.accounts.tokens import Purpose, read_token
from civic.accounts.views import Page, blueprint, enter
from civic.db import keep_despite_refusal
from civic.i18n.pages import current_language
from civic.i18n.text import _
from civic.policy import public
from civic.ui.forms import ActForm


def _holder(token: str, purpose: Purpose) -> User:
    """The account of the link, locked when it is about to be used."""
    return read_token(token, purpose, is_for_use=request.method == "POST")


def _form_for(user: User) -> ActForm | PasswordForm:
    return PasswordForm() if policies.needs_password_to_confirm(viewer(), user) else ActForm()


def _typed(form: ActForm | PasswordForm) -> str:
    return (form.password.data or "") if isinstance(form, PasswordForm) else ""


def _count(scope: str, user: User) -> None:
    keep_despite_refusal()
    attempts.count_or_refuse(scope, str(user.id), limit=10, window=QUARTER)


def _welcome() -> Page:
    flash(_("Your e-mail address is confirmed. You are signed in."), "ok")
    return redirect(url_for("proposals.home"), 303)


def _asked(form: ActForm | PasswordForm, *, address: str | None, refuse: str, another: str) -> Page:
    """The page that asks: `refuse` is where "this was not me" goes, `another` where a new password is set."""
    page = render_template("accounts/confirm.html", form=form, address=address, refuse=refuse, another=another)
    return (page, 422) if form.errors else page


@blueprint.route("/confirm/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> Page:
    """Make a new account live with the password chosen for it."""
    user = _holder(token, Purpose.CONFIRM)
    form = _form_for(user)
    if form.validate_on_submit():
        _count("confirm", user)
        try:
            services.confirm_email(user, actor=viewer(), password=_typed(form))
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            if isinstance(form, PasswordForm):
                enter(user)
            return _welcome()
    refuse, another = url_for(".refuse_account", token=token), url_for(".confirm_with_new_password", token=token)
    return _asked(form, address=user.email, refuse=refuse, another=another)


@blueprint.route("/confirm/<token>/new-password", methods=["GET", "POST"])
@public
def confirm_with_new_password(token: str) -> Page:
    """Make a new account live with a name and a password chosen here."""
    user = _holder(token, Purpose.CONFIRM)
    form = StartForm(obj=user)
    if form.validate_on_submit():
        _count("confirm-anew", user)
        try:
            services.confirm_email_with_new_password(
                user, display_name=form.display_name.data or "", password=form.password.data or "", language=current_language().slug
            )
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            enter(user)
            return _welcome()
    page = render_template("accounts/start.html", form=form, address=user.email)
    return (page, 422) if form.errors else page


@blueprint.post("/confirm/<token>/not-me")
@public
def refuse_account(token: str) -> Page:
    """Somebody else asked for the account: it goes."""
    services.refuse_account(_holder(token, Purpose.CONFIRM))
    return _refused()


@blueprint.route("/account/email/confirm/<token>", methods=["GET", "POST"])
@public
def confirm_email_change(token: str) -> Page:
    """Use the new address from now on."""
    user = _holder(token, Purpose.EMAIL)
    form = _form_for(user)
    if form.validate_on_submit():
        _count("confirm-change", user)
        try:
            services.confirm_email_change(user, actor=viewer(), password=_typed(form))
        except InvalidInputError as error:
            show_problem(form, error)
        else:
            flash(_("Your e-mail address was changed"), "ok")
            return redirect(url_for(".email" if viewer() else ".sign_in"), 303)
    return _asked(form, address=user.new_email, refuse=url_for(".refuse_email_change", token=token), another=url_for(".forgot"))


@blueprint.post("/account/email/confirm/<token>/not-me")
@public
def refuse_email_change(token: str) -> Page:
    """Somebody else wished for this address: the account keeps its own."""
    services.refuse_email_change(_holder(token, Purpose.EMAIL))
    return _refused()


def _refused() -> Page:
    flash(_("Done. Your e-mail address is not used, and the link no longer works."), "ok")
    return redirect(url_for("proposals.home"), 303)
