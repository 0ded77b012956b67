"""Forms of moderation."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired

from civic.i18n.text import _, lazy
from civic.moderation.services import MAX_REASON
from civic.proposals.models import ProposalStatus
from civic.ui.forms import Form, text


class DecisionForm(Form):
    """Begin the review, or decide with a reason."""

    decision = RadioField(lazy("Decision"), validators=[DataRequired(lazy("Please choose a decision."))])
    reason = text(
        lazy("Reason"),
        maximum=MAX_REASON,
        required=False,
        description=lazy("Everybody can read this. To start the review, no reason is needed."),
    )

    def validate_reason(self, field: Any) -> None:
        """A decision needs its reason."""
        if not field.data and self.decision.data in (ProposalStatus.ADOPTED, ProposalStatus.NOT_ADOPTED):
            raise ValidationError(_("Please write something here."))


class LanguageForm(Form):
    """The language that a text is written in."""

    language = SelectField(lazy("Language of the text"), validators=[DataRequired(lazy("Please choose a language."))])


class HideForm(Form):
    """The reason that stands in the place of the text."""

    reason = text(lazy("Reason"), maximum=MAX_REASON, description=lazy("Everybody can read this."))
