"""The form base of the house: CSRF on, text cleaned once, messages in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField, TextAreaField, ValidationError

from civic.i18n.text import _
from civic.i18n.writing import clean, problem_with


class _Words:
    """WTForms' own messages through our catalogues."""

    def gettext(self, message: str) -> str:
        return _(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return _(singular if number == 1 else plural)


class Form(FlaskForm):  # type: ignore[misc]  # FlaskForm carries no types
    """Base of all forms."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # FlaskForm carries no types
        locales = False

        def get_translations(self, form: Any) -> _Words:
            return _Words()


class ActForm(Form):
    """A press of a button: only the token against forged requests."""


class Plain:
    """Validator: the text is present (unless optional), not too long, and holds nothing invisible."""

    def __init__(self, maximum: int, *, single_line: bool = False, required: bool = True) -> None:
        self.maximum, self.single_line, self.required = maximum, single_line, required
        self.field_flags = {"maxlength": maximum} | ({"required": True} if required else {})

    def __call__(self, _form: Any, field: Field) -> None:
        problem = problem_with(field.data or "", maximum=self.maximum, single_line=self.single_line, required=self.required)
        if problem:
            raise ValidationError(problem)


def line(label: Any, *, maximum: int, required: bool = True, description: Any = "", **extra: Any) -> StringField:
    """A one-line text field, cleaned. The browser's own length stop is not used: it would cut a pasted text without a word."""
    checks = [Plain(maximum, single_line=True, required=required)]
    return StringField(label, validators=checks, filters=[clean], description=description, **extra)


def text(label: Any, *, maximum: int, required: bool = True, description: Any = "", **extra: Any) -> TextAreaField:
    """A text of several lines, cleaned."""
    return TextAreaField(label, validators=[Plain(maximum, required=required)], filters=[clean], description=description, **extra)


def password(label: Any, *, description: Any = "") -> PasswordField:
    """A password field: never cleaned, never sent back."""
    return PasswordField(label, description=description)
