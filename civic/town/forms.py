"""Forms of the town's facts: a name in each language, Japanese required."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FormField, StringField
from wtforms import Form as PlainForm

from civic.i18n.languages import LANGUAGES
from civic.i18n.text import lazy
from civic.i18n.writing import clean
from civic.town.services import MAX_NAME
from civic.ui.forms import Form, Plain, line


class _NamesBase(PlainForm):
    """A name in every language of the interface."""

    @property
    def names(self) -> dict[str, str]:
        """Names by language id."""
        return {language.id: self[_key(language.slug)].data or "" for language in LANGUAGES}


def _key(slug: str) -> str:
    return "name_" + slug.replace("-", "_")


NamesForm = type(
    "NamesForm",
    (_NamesBase,),
    {
        _key(language.slug): StringField(
            language.endonym, filters=[clean], validators=[Plain(MAX_NAME, single_line=True, required=language.slug == "ja")]
        )
        for language in LANGUAGES
    },
)


def as_fields(names: dict[str, Any]) -> dict[str, str]:
    """Stored names as the form's data."""
    return {_key(language.slug): str(names.get(language.id, "")) for language in LANGUAGES}


class PlaceForm(Form):
    """An area or category."""

    name = FormField(NamesForm, label=lazy("Name"))
    is_active = BooleanField(lazy("Can be chosen"), default=True)


class DepartmentForm(PlaceForm):
    """A department."""

    phone = line(lazy("Telephone"), maximum=40, required=False)
    email = line(lazy("E-mail address"), maximum=254, required=False)


class TownForm(Form):
    """The town itself."""

    name = FormField(NamesForm, label=lazy("Name of the town"))
    section = FormField(NamesForm, label=lazy("Section in charge"))
    contact_phone = line(lazy("Telephone"), maximum=40)
    contact_email = line(lazy("E-mail address"), maximum=254)
    notice = line(
        lazy("Notice on every page"), maximum=300, required=False, description=lazy("For emergencies. Leave it empty otherwise.")
    )
