"""Words for stances."""

from __future__ import annotations

from civic.comments.models import Stance
from civic.i18n.text import _, pgettext


def stance_label(stance: Stance) -> str:
    """The stance in the reader's language."""
    match stance:
        case Stance.FOR:
            return pgettext("stance", "For")
        case Stance.AGAINST:
            return pgettext("stance", "Against or worried")
        case Stance.NEUTRAL:
            return _("Neither")
