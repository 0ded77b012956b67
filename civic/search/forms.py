"""Forms of the search's administration."""

from __future__ import annotations

from civic.i18n.text import lazy
from civic.search.services import MAX_GROUP
from civic.ui.forms import Form, text


class SynonymForm(Form):
    """A group of words that find each other."""

    words = text(lazy("Words"), maximum=MAX_GROUP, description=lazy("One word on each line. A search for one of them finds the others."))
