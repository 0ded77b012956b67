"""Forms of the town's facts: a name in each language, Japanese required."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from wtforms import Field, FileField, FormField, SelectField, StringField, ValidationError
from wtforms import Form as PlainForm

from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _, lazy
from civic.i18n.writing import clean
from civic.town import postal
from civic.town.services import (
    MAX_EMAIL,
    MAX_NAME,
    MAX_NOTICE,
    MAX_PHONE,
    MAX_READING,
    MAX_TERM,
    MAX_WORDING,
    problem_with_reading,
    problem_with_term,
)
from civic.ui.choices import choices
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
    notice_language = SelectField(
        lazy("Language of the notice"), default="ja", choices=choices((language.tag, language.endonym) for language in LANGUAGES)
    )


def _refused(problem: str) -> None:
    if problem:
        raise ValidationError(problem)


class ReadingForm(Form):
    """A word of the list of readings."""

    term = line(lazy("Word"), maximum=MAX_TERM)
    reading = line(lazy("Reading in kana"), maximum=MAX_READING, description=lazy("In hiragana."))

    def validate_term(self, field: Field) -> None:
        """Only what has kanji needs a reading."""
        _refused(problem_with_term(field.data or ""))

    def validate_reading(self, field: Field) -> None:
        """Kana only."""
        _refused(problem_with_reading(field.data or ""))


class PostalForm(Form):
    """Whose place names to take over."""

    code = line(lazy("Code of the municipality"), maximum=6, description=lazy("Five digits, for example 12232. A sixth digit is ignored."))

    def validate_code(self, field: Field) -> None:
        """A code that the postal data know."""
        if not postal.is_available():
            raise ValidationError(_("The postal data are not installed on this server."))
        if not postal.place_names((field.data or "")[:5]):
            raise ValidationError(_("There are no postal data for this code. Please write the five digits of the municipality's code."))


class ReadingsFileForm(Form):
    """A CSV file, as Unicode or in the encoding of Japanese spreadsheets."""

    file = FileField(lazy("CSV file"), description=lazy("Two columns: word and reading."))
    content = ""

    def validate_file(self, field: Field) -> None:
        """A file that can be read as text."""
        raw = field.data.read() if hasattr(field.data, "read") else b""
        if not raw:
            raise ValidationError(_("Please choose a file."))
        for encoding in ("utf-8-sig", "cp932"):
            try:
                self.content = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            return
        raise ValidationError(_("This file is not a CSV file."))


class WordingForm(Form):
    """A sentence in the town's own words, a field for each form that its language needs."""

    @property
    def forms(self) -> list[Field]:
        """The fields, in order."""
        return [field for name, field in self._fields.items() if name.startswith("form_")]


def wording_form(said: Sequence[str], *, hint: str = "") -> WordingForm:
    """The form filled with what is said now."""
    labels = [_("Text")] if len(said) == 1 else [_("Form %(number)s", number=number) for number in range(1, len(said) + 1)]
    fields = {f"form_{number}": line(label, maximum=MAX_WORDING, description=hint) for number, label in enumerate(labels)}
    made: WordingForm = type("_WordingForm", (WordingForm,), fields)(data={f"form_{number}": text for number, text in enumerate(said)})
    return made
