"""Forms of the town's facts: a name in each language, Japanese required."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wtforms import Field, FormField, StringField, ValidationError
from wtforms import Form as PlainForm

from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _, lazy
from civic.i18n.writing import clean
from civic.town.services import MAX_EMAIL, MAX_NAME, MAX_NOTICE, MAX_PHONE
from civic.ui.forms import Form, Plain, line


class _Names(PlainForm):
    """A name in every language of the interface."""

    @property
    def names(self) -> dict[str, str]:
        """Names by language id."""
        return {language.id: self[_key(language.slug)].data or "" for language in LANGUAGES}


def _key(slug: str) -> str:
    return "name_" + slug.replace("-", "_")


_NamesForm = type(
    "_NamesForm",
    (_Names,),
    {
        _key(language.slug): StringField(
            language.endonym, filters=[clean], validators=[Plain(MAX_NAME, single_line=True, required=language.slug == "ja")]
        )
        for language in LANGUAGES
    },
)

if TYPE_CHECKING:
    NamesField = FormField[_Names]
else:
    NamesField = FormField


def as_fields(names: dict[str, Any]) -> dict[str, str]:
    """Stored names as the form's data."""
    return {_key(language.slug): str(names.get(language.id, "")) for language in LANGUAGES}


def _complete_address(_form: Any, field: Field) -> None:
    name, _at, host = (field.data or "").partition("@")
    if field.data and not (name and "." in host and "@" not in host and " " not in field.data):
        raise ValidationError(_("Please write a complete e-mail address, for example name@example.jp."))


class _FactsForm(Form):
    """What the forms here share: names are groups of fields."""

    validate_email = validate_contact_email = staticmethod(_complete_address)

    @property
    def groups(self) -> list[FormField[_Names]]:
        """The groups of names."""
        return [field for field in self if isinstance(field, FormField)]

    @property
    def singles(self) -> list[Field]:
        """The other fields."""
        return [field for field in self if not isinstance(field, FormField) and field.type != "CSRFTokenField"]

    def problems(self) -> Iterator[Field]:
        """The fields that were not accepted, for the list at the top of the page."""
        for group in self.groups:
            yield from (field for field in group.form if field.errors)
        yield from (field for field in self.singles if field.errors)


class PlaceForm(_FactsForm):
    """An area or category."""

    name: NamesField = FormField(_NamesForm, label=lazy("Name"))


class DepartmentForm(PlaceForm):
    """A department."""

    phone = line(lazy("Telephone"), maximum=MAX_PHONE, required=False)
    email = line(lazy("E-mail address"), maximum=MAX_EMAIL, required=False)


class TownForm(_FactsForm):
    """The town itself."""

    name: NamesField = FormField(_NamesForm, label=lazy("Name of the town"))
    section: NamesField = FormField(_NamesForm, label=lazy("Section in charge"))
    contact_phone = line(lazy("Telephone"), maximum=MAX_PHONE)
    contact_email = line(lazy("E-mail address"), maximum=MAX_EMAIL)
    notice = line(
        lazy("Notice on every page"), maximum=MAX_NOTICE, required=False, description=lazy("For emergencies. Leave it empty otherwise.")
    )
