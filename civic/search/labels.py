"""Words of the search."""

from __future__ import annotations

from civic.contributions.models import Kind
from civic.i18n.text import _, pgettext
from civic.search.models import PROCESS
from civic.search.queries import Since


def kind_label(kind: str) -> str:
    """What a text is, in the reader's language."""
    said = {
        str(Kind.PROPOSAL): _("Proposal"),
        str(Kind.COMMENT): pgettext("noun", "Comment"),
        str(Kind.RESPONSE): _("Answer of the town"),
        PROCESS: _("Theme"),
    }
    return said[kind]


def since_label(since: Since) -> str:
    """How far back."""
    return {Since.WEEK: _("The last week"), Since.MONTH: _("The last month"), Since.YEAR: _("The last year")}[since]
