"""Forms of accounts. The rules themselves are the services'; here they are asked early, so that all errors show at once."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, EmailField, Field, HiddenField, PasswordField, RadioField, SelectField, ValidationError

from civic.accounts.inputs import InvalidInputError, checked_email
from civic.accounts.names import MAX_NAME, problem_with_name
from civic.accounts.passwords import problem_with_password
from civic.accounts.queries import town_names
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _, lazy
from civic.i18n.writing import clean
from civic.policy import Role
from civic.ui.choices import choices
from civic.ui.forms import Form, line

LANGUAGE_CHOICES = choices((language.slug, language.endonym) for language in LANGUAGES)
_NAME_HINT = lazy("Everybody sees it. It need not be your real name.")
_PASSWORD_HINT = lazy("At least 10 characters. Several words in a row are easy to remember.")


class Given:
    """Validator: something was typed."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Please write something here."))


class Address(Given):
    """Validator: a complete e-mail address."""

    def __call__(self, _form: Any, field: Field) -> None:
        try:
            checked_email(field.data or "")
        except InvalidInputError as error:
            raise ValidationError(error.reason) from None


def email_field(check: Given) -> EmailField:
    """An address, shown as typed."""
    return EmailField(lazy("E-mail address"), validators=[check], filters=[clean])


def secret(label: Any, *, description: Any = "") -> PasswordField:
    """A password: never cleaned, never sent back."""
    return PasswordField(label, validators=[Given()], description=description)


def show_problem(form: Form, error: InvalidInputError) -> None:
    """Put a service's refusal under the field that it is about."""
    form[error.field].errors = [error.reason]


class _NewPassword:
    def validate_password(self, field: Any) -> None:
        """The rules for passwords, with the address that is typed beside it."""
        email = getattr(self, "email", None)
        address = (email.data or "") if email is not None else ""
        problem = problem_with_password(field.data or "", email=address, town_names=town_names())
        if problem:
            raise ValidationError(problem)


class _ResidentsName:
    def validate_display_name(self, field: Any) -> None:
        """The name must not pass for the town hall."""
        problem = problem_with_name(field.data or "", town_names=town_names())
        if problem:
            raise ValidationError(problem)


class SignUpForm(_ResidentsName, _NewPassword, Form):
    """A new account."""

    email = email_field(Address())
    display_name = line(lazy("Display name"), maximum=MAX_NAME, description=_NAME_HINT)
    password = secret(lazy("Password"), description=_PASSWORD_HINT)
    agrees = BooleanField(lazy("I have read how my data is used."))

    def validate_agrees(self, field: BooleanField) -> None:
        """The box is ticked."""
        if not field.data:
            raise ValidationError(_("Please read and tick this box."))


class SignInForm(Form):
    """Address and password."""

    email = email_field(Given())
    password = secret(lazy("Password"))
    next = HiddenField()


class ForgotForm(Form):
    """Ask for a link."""

    email = email_field(Address())


class ResetForm(_NewPassword, Form):
    """A new password."""

    password = secret(lazy("New password"), description=_PASSWORD_HINT)


class StartForm(_ResidentsName, _NewPassword, Form):
    """Name and password of a new account, chosen by who reads its mailbox."""

    display_name = line(lazy("Display name"), maximum=MAX_NAME, description=_NAME_HINT)
    password = secret(lazy("New password"), description=_PASSWORD_HINT)


class ChangePasswordForm(ResetForm):
    """A new password with the present one."""

    current_password = secret(lazy("Present password"))


class ProfileForm(Form):
    """Name and language."""

    display_name = line(lazy("Display name"), maximum=MAX_NAME, description=_NAME_HINT)
    language = SelectField(lazy("Language of pages and mails"), choices=LANGUAGE_CHOICES)


class EmailForm(Form):
    """Another address."""

    email = email_field(Address())
    password = secret(lazy("Password"))


class PasswordForm(Form):
    """The password again, before something that cannot be undone."""

    password = secret(lazy("Password"))


class RoleForm(Form):
    """A role for a person."""

    role = RadioField(lazy("Role"))
    department_id = SelectField(lazy("Department"), coerce=int)

    def offer(self, roles: list[tuple[str, str]], departments: list[tuple[int, str]]) -> None:
        """Fill the choices."""
        self.role.choices, self.department_id.choices = choices(roles), choices([(0, "–"), *departments])

    def validate_department_id(self, field: SelectField) -> None:
        """Department staff belong to one."""
        if self.role.data == Role.DEPARTMENT and not field.data:
            raise ValidationError(_("Please choose a department for department staff, and none for other roles."))

    @property
    def chosen(self) -> tuple[Role, int | None]:
        """The role with its department."""
        role = Role(self.role.data)
        return role, self.department_id.data if role is Role.DEPARTMENT else None
