"""Forms of translations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, Field, IntegerField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import NumberRange

from civic.i18n.furigana.kana import hiragana
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _, lazy
from civic.translations.glossary import MAX_NOTE, MAX_WORD, TAGS
from civic.translations.services import MAX_REASON, MAX_TEXT
from civic.translations.texts import Piece
from civic.translations.town_services import LARGEST_LIMIT
from civic.ui.choices import choices
from civic.ui.forms import Form, line, text

_KANA = re.compile(r"[ぁ-ゖー・\s]+")
WHOLE = NumberRange(0, LARGEST_LIMIT, message=lazy("Please give a whole number, not below 0."))
LANGUAGE_CHOICES = [(language.tag, language.endonym) for language in LANGUAGES]


class ReportForm(Form):
    """What is wrong."""

    reason = text(lazy("What is wrong with the translation?"), maximum=MAX_REASON, required=False)


class OverrideForm(Form):
    """Why it opens without."""

    reason = text(lazy("Why does it open although translations are missing?"), maximum=MAX_REASON)


class _Whole(IntegerField):
    """A whole number; anything else gets one sentence in place of two."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class SettingsForm(Form):
    """What the town decides."""

    is_machine_on = BooleanField(
        lazy("Machine translation is on"),
        description=lazy("Public texts go to the translation service. Telephone numbers, addresses and the like are taken out before."),
    )
    day_limit = _Whole(lazy("Characters a day"), validators=[WHOLE])
    person_limit = _Whole(lazy("Characters a day for one person"), validators=[WHOLE])
    process_limit = _Whole(lazy("Characters for one theme in all"), validators=[WHOLE])


class LanguagesForm(Form):
    """What a process promises."""

    languages = SelectMultipleField(lazy("Languages of this theme"), choices=choices(LANGUAGE_CHOICES))
    is_automatic = BooleanField(
        lazy("Translate new texts without being asked"),
        description=lazy("Proposals, comments and answers too, as far as the limits allow."),
    )


class TranslatorForm(Form):
    """Who reviews."""

    email = line(lazy("E-mail address"), maximum=254)
    language = SelectField(lazy("Language"), choices=choices(LANGUAGE_CHOICES))


class GlossaryFileForm(Form):
    """A file to take over."""

    file = FileField(lazy("CSV file"))


class TermForm(Form):
    """One word in all languages; the fields of the languages are made below."""

    term = line(lazy("Japanese term"), maximum=MAX_WORD)
    reading = line(lazy("Reading in kana"), maximum=MAX_WORD, required=False, description=lazy("In hiragana."))
    note = text(lazy("Note"), maximum=MAX_NOTE, required=False)
    is_active = BooleanField(lazy("In use"))

    def validate_reading(self, field: Field) -> None:
        """Kana only."""
        if field.data and not _KANA.fullmatch(hiragana(field.data)):
            raise ValidationError(_("Please write the reading in hiragana only."))

    @property
    def words(self) -> dict[str, str]:
        """The words by tag."""
        return {tag: self[field_name(tag)].data or "" for tag in TAGS if tag != "ja"}

    @property
    def word_fields(self) -> list[Any]:
        """The fields of the languages, in the order of the languages."""
        return [self[field_name(tag)] for tag in TAGS if tag != "ja"]


def field_name(tag: str) -> str:
    """The name of a language's field."""
    return "word_" + tag.replace("-", "_").lower()


for _language in LANGUAGES:
    if _language.tag != "ja":
        setattr(TermForm, field_name(_language.tag), line(_language.endonym, maximum=MAX_WORD, required=False))


def suggestion_form(pieces: Sequence[Piece], labels: dict[str, str], current: dict[str, str]) -> Form:
    """One field for each text, filled with what readers see now."""

    class SuggestionForm(Form):
        """A person's own translation."""

    for piece in pieces:
        is_line = piece.field == "title"
        made: StringField = (line if is_line else text)(labels[piece.field], maximum=300 if is_line else MAX_TEXT, required=False)
        setattr(SuggestionForm, f"text_{piece.field}", made)
    return SuggestionForm(data={f"text_{name}": said for name, said in current.items()})
