"""Words of moderation."""

from __future__ import annotations

from civic.contributions.models import Kind
from civic.i18n.text import _, pgettext


def kind_label(kind: Kind) -> str:
    """What a text is, in the reader's language."""
    return {Kind.PROPOSAL: _("Proposal"), Kind.COMMENT: pgettext("noun", "Comment"), Kind.RESPONSE: _("Answer of the town")}[kind]
