"""Administration of people: who holds which role."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for

from civic.accounts import queries, services
from civic.accounts.access import signed_in_user
from civic.accounts.forms import RoleForm
from civic.accounts.labels import role_label
from civic.accounts.models import User
from civic.accounts.views import Page, blueprint
from civic.i18n.text import _
from civic.policy import Role, for_roles
from civic.town.queries import active_departments, all_departments


@blueprint.get("/admin/people")
@for_roles(Role.ADMINISTRATOR)
def people() -> Page:
    """Find a person; without a search, those who hold a role."""
    search = request.args.get("search", "")[:254]
    found = queries.people(search, after_id=request.args.get("after", 0, type=int))
    after = found[-1].id if len(found) == queries.PEOPLE else None
    return render_template("accounts/people.html", people=found, search=search, after=after, departments=_departments())


def _departments() -> dict[int, str]:
    return {department.id: department.name for department in all_departments()}


def _person(user_id: int) -> User:
    user = queries.user_with_roles(user_id)
    if user is None or user.is_imported:
        abort(404)
    return user


@blueprint.route("/admin/people/<int:user_id>", methods=["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def person(user_id: int) -> Page:
    """One person's roles; give one."""
    user, form, departments = _person(user_id), RoleForm(), _departments()
    form.offer([(str(role), role_label(role)) for role in Role], [(one.id, one.name) for one in active_departments()])
    if form.validate_on_submit():
        role, department_id = form.chosen
        services.give_role(user, role, actor=signed_in_user(), department_id=department_id)
        flash(_("Saved."), "ok")
        return redirect(url_for(".person", user_id=user.id), 303)
    page = render_template("accounts/person.html", person=user, form=form, departments=departments)
    return (page, 422) if form.errors else page


@blueprint.post("/admin/people/<int:user_id>/grants/<int:grant_id>/revoke")
@for_roles(Role.ADMINISTRATOR)
def revoke(user_id: int, grant_id: int) -> Page:
    """Take a role back."""
    user = _person(user_id)
    grant = next((grant for grant in user.grants if grant.id == grant_id), None)
    if grant is None:
        abort(404)
    services.revoke_role(grant, user=user, actor=signed_in_user())
    flash(_("Saved."), "ok")
    return redirect(url_for(".person", user_id=user.id), 303)
