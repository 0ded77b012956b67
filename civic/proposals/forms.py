"""Forms of proposals: one decision a page."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectField

from civic.comments.services import MAX_COMMENT
from civic.i18n.text import lazy
from civic.proposals.services import MAX_REASON, MAX_TEXT, MAX_TITLE
from civic.ui.forms import Form, line, text


class TitleForm(Form):
    """Step 1: what it is about, in one line."""

    title = line(
        lazy("Title of your proposal"),
        maximum=MAX_TITLE,
        description=lazy("One sentence that says what you wish for. Write in the language you write best."),
    )


class TextForm(Form):
    """Step 2: the problem and the proposal."""

    problem = text(
        lazy("What is the problem?"),
        maximum=MAX_TEXT,
        required=False,
        description=lazy("Where, when and whom does it trouble? You may leave this empty."),
    )
    body = text(
        lazy("What do you propose?"),
        maximum=MAX_TEXT,
        description=lazy("Please do not write names, addresses or telephone numbers of people."),
    )


class PlaceForm(Form):
    """Step 3: where and what field."""

    area_id = SelectField(lazy("Area"), coerce=int)
    category_id = SelectField(lazy("Category"), coerce=int)


class CommentForm(Form):
    """A comment with its stance, in words."""

    stance = RadioField(lazy("Your stance"))
    body = text(
        lazy("Your comment"),
        maximum=MAX_COMMENT,
        description=lazy("Please do not write names, addresses or telephone numbers of people."),
    )
    token = HiddenField()


class ReasonForm(Form):
    """A reason for withdrawing."""

    reason = text(lazy("Reason"), maximum=MAX_REASON, description=lazy("Everybody can read this."))
