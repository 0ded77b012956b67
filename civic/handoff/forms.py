"""Forms of handoffs."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, Optional

from civic.db import utcnow
from civic.handoff.services import MAX_BODY, MAX_MESSAGE
from civic.i18n.pages import local_day
from civic.i18n.text import _, lazy
from civic.ui.forms import Form, text


class NotOver:
    """Validator: a day from today on."""

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data is not None and field.data < local_day(utcnow()):
            raise ValidationError(_("Please choose a day that is not over."))


class HandOverForm(Form):
    """Who answers, by when, and a word to them."""

    department_id = SelectField(lazy("Department"), coerce=int)
    due_on = DateField(lazy("Answer by"), validators=[DataRequired(lazy("Please choose a day that is not over.")), NotOver()])
    message = text(
        lazy("Message to the department"), maximum=MAX_MESSAGE, required=False, description=lazy("Only the department reads this.")
    )


class ReturnForm(Form):
    """Why the department is not the right one."""

    reason = text(lazy("Reason"), maximum=MAX_MESSAGE, description=lazy("The coordinators read this."))


class ResponseForm(Form):
    """The public answer."""

    decision = RadioField(lazy("What will the town do?"), validators=[DataRequired(lazy("Please choose a decision."))])
    body = text(
        lazy("Answer"),
        maximum=MAX_BODY,
        description=lazy("Everybody can read this. Say what happens next, or why it is not possible, in plain words."),
    )
    next_step_on = DateField(
        lazy("Day of the next step"), validators=[Optional(), NotOver()], description=lazy("You may leave this empty.")
    )
    language = SelectField(lazy("Language of the answer"))
