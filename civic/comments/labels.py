"""Words for stances."""

from __future__ import annotations

from civic.comments.models import Stance
from civic.i18n.text import _, pgettext


def stance_label(stance: Stance) -> str:
    """The stance in the reader's language."""
    return {
        Stance.FOR: pgettext("stance", "For"),
        Stance.AGAINST: pgettext("stance", "Against or worried"),
        Stance.NEUTRAL: _("Neither"),
    }[stance]
