"""Forms of accounts. The rules themselves are the services'."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField, ValidationError

from civic.accounts.names import MAX_NAME, problem_with_name
from civic.accounts.passwords import problem_with_password
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _, lazy
from civic.i18n.writing import clean
from civic.policy import Role
from civic.ui.choices import choices
from civic.ui.forms import Form, line, password

LANGUAGE_CHOICES = choices([(language.slug, language.endonym) for language in LANGUAGES])


def email_field() -> EmailField:
    """An address, shown as typed."""
    return EmailField(lazy("E-mail address"), filters=[clean])


class _NewPassword:
    def validate_password(self, field: Any) -> None:
        email = getattr(self, "email", None)
        problem = problem_with_password(field.data or "", email=(email.data or "") if email is not None else "")
        if problem:
            raise ValidationError(problem)


class SignUpForm(_NewPassword, Form):
    """A new account."""

    email = email_field()
    display_name = line(
        lazy("Display name"), maximum=MAX_NAME, description=lazy("Everybody sees it. It need not be your real name.")
    )
    password = password(lazy("Password"), description=lazy("At least 10 characters. Several words in a row are easy to remember."))
    agrees = BooleanField(lazy("I have read how my data is used."))

    def validate_display_name(self, field: Any) -> None:
        """The name must not pass for the town hall."""
        problem = problem_with_name(field.data or "")
        if problem:
            raise ValidationError(problem)

    def validate_agrees(self, field: BooleanField) -> None:
        """The box is ticked."""
        if not field.data:
            raise ValidationError(_("Please read and tick this box."))


class SignInForm(Form):
    """Address and password."""

    email = email_field()
    password = password(lazy("Password"))
    next = HiddenField()


class ForgotForm(Form):
    """Ask for a link."""

    email = email_field()


class ResetForm(_NewPassword, Form):
    """A new password."""

    password = password(lazy("New password"), description=lazy("At least 10 characters. Several words in a row are easy to remember."))


class ChangePasswordForm(ResetForm):
    """A new password with the present one."""

    current = password(lazy("Present password"))


class ProfileForm(Form):
    """Name and language."""

    display_name = line(
        lazy("Display name"), maximum=MAX_NAME, description=lazy("Everybody sees it. It need not be your real name.")
    )
    language = SelectField(lazy("Language of pages and mails"), choices=LANGUAGE_CHOICES)


class EmailForm(Form):
    """Another address."""

    email = email_field()
    password = password(lazy("Password"))


class PasswordForm(Form):
    """The password again, before something that cannot be undone."""

    password = password(lazy("Password"))


class RoleForm(Form):
    """A role for a person."""

    role = RadioField(lazy("Role"))
    department_id = SelectField(lazy("Department"), coerce=int)

    def offer(self, roles: list[tuple[str, str]], departments: list[tuple[int, str]]) -> None:
        """Fill the choices."""
        self.role.choices, self.department_id.choices = roles, [(0, "–"), *departments]

    @property
    def chosen(self) -> tuple[Role, int | None]:
        """The role with its department."""
        return Role(self.role.data), self.department_id.data or None


class ActForm(Form):
    """A press of a button."""
