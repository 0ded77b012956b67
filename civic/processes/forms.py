"""Forms of processes. Times are typed in the town's time zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wtforms import DateTimeLocalField, SelectField, SelectMultipleField, ValidationError

from civic.i18n.pages import zone
from civic.i18n.text import _, lazy
from civic.processes.services import MAX_PHASE, MAX_TEXT, MAX_TITLE
from civic.ui.forms import Form, line, text


class ProcessForm(Form):
    """The framing; it may be finished later."""

    title = line(lazy("Title"), maximum=MAX_TITLE)
    question = text(lazy("Question"), maximum=MAX_TEXT, required=False, description=lazy("What exactly do you ask residents?"))
    background = text(lazy("Background"), maximum=MAX_TEXT, required=False, description=lazy("Why now? Give figures."))
    what_happens_next = text(
        lazy("What happens with the result"),
        maximum=MAX_TEXT,
        required=False,
        description=lazy("Who decides what, when will the answer come, and what is already fixed?"),
    )
    language = SelectField(lazy("Language of these texts"))
    department_id = SelectField(lazy("Department that answers"), coerce=int)
    area_id = SelectField(lazy("Area"), coerce=int)
    category_ids = SelectMultipleField(
        lazy("Categories"), coerce=int, description=lazy("If you choose none, all categories can be chosen for proposals.")
    )


class PublishedProcessForm(ProcessForm):
    """A published theme cannot lose its framing."""

    question = text(lazy("Question"), maximum=MAX_TEXT, description=lazy("What exactly do you ask residents?"))
    background = text(lazy("Background"), maximum=MAX_TEXT, description=lazy("Why now? Give figures."))
    what_happens_next = text(
        lazy("What happens with the result"),
        maximum=MAX_TEXT,
        description=lazy("Who decides what, when will the answer come, and what is already fixed?"),
    )


class _Given:
    """Validator: a moment was given."""

    def __init__(self) -> None:
        self.field_flags = {"required": True}

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data is None:
            raise ValidationError(_("Please give a day and a time."))


class MomentField(DateTimeLocalField):
    """A moment, aware in Python, shown and typed in the town's time zone."""

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(str(part) for part in self.raw_data)
        return self.data.astimezone(zone()).strftime("%Y-%m-%dT%H:%M") if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what a browser sends: 2026-11-25T09:00."""
        self.data = None
        try:
            typed = datetime.fromisoformat("".join(valuelist))
        except ValueError:
            return
        if 2000 <= typed.year < 2200:
            self.data = typed.replace(tzinfo=zone())


class PhaseForm(Form):
    """One phase."""

    title = line(lazy("Title"), maximum=MAX_PHASE)
    description = text(lazy("Explanation"), maximum=MAX_TEXT, required=False)
    starts_at = MomentField(lazy("Starts"), validators=[_Given()])
    ends_at = MomentField(lazy("Ends"), validators=[_Given()])
    acts = SelectMultipleField(lazy("What people can do"))
