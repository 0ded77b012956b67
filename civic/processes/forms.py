"""Forms of processes. Times are entered in the town's time zone."""

from __future__ import annotations

from wtforms import DateTimeLocalField, SelectField, SelectMultipleField, widgets

from civic.i18n.languages import LANGUAGES
from civic.i18n.text import lazy
from civic.processes.services import MAX_PHASE, MAX_TEXT, MAX_TITLE
from civic.ui.forms import Form, line, text

LANGUAGE_CHOICES = [(language.tag, language.endonym) for language in LANGUAGES]


class ProcessForm(Form):
    """The framing."""

    title = line(lazy("Title"), maximum=MAX_TITLE)
    question = text(lazy("Question"), maximum=MAX_TEXT, required=False, description=lazy("What exactly do you ask residents?"))
    background = text(lazy("Background"), maximum=MAX_TEXT, required=False, description=lazy("Why now? Give figures."))
    what_happens_next = text(
        lazy("What happens with the result"),
        maximum=MAX_TEXT,
        required=False,
        description=lazy("Who decides what, when will the answer come, and what is already fixed?"),
    )
    language = SelectField(lazy("Language of these texts"), choices=LANGUAGE_CHOICES)
    department_id = SelectField(lazy("Department that answers"), coerce=int)
    area_id = SelectField(lazy("Area"), coerce=int)


class CheckBoxes(SelectMultipleField):  # type: ignore[misc]  # typed as Any
    """Several choices as boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PhaseForm(Form):
    """One phase."""

    title = line(lazy("Title"), maximum=MAX_PHASE)
    starts_at = DateTimeLocalField(lazy("Starts"), format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    ends_at = DateTimeLocalField(lazy("Ends"), format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    acts = CheckBoxes(lazy("What people can do"))


class ActForm(Form):
    """A press of a button."""
