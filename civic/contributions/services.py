"""Acts on any public text, whatever its kind."""

from __future__ import annotations

from civic.accounts.models import User
from civic.contributions import policies
from civic.contributions.events import LanguageCorrected
from civic.contributions.models import Contribution, LanguageSource
from civic.db import session
from civic.events import publish
from civic.i18n.languages import BY_TAG
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError
from civic.policy import enforce


def correct_language(contribution: Contribution, *, language: str, actor: User) -> None:
    """Say which language a text is in (a tag of an offered language). What its author says the detector no longer changes."""
    enforce(policies.can_correct_language(actor, contribution))
    if language not in BY_TAG:
        raise InvalidTextError(_("Please choose a language."))
    was = contribution.language
    contribution.language = language
    contribution.language_source = LanguageSource.AUTHOR if contribution.author_id == actor.id else LanguageSource.STAFF
    session.flush()
    publish(LanguageCorrected(actor_id=actor.id, contribution_id=contribution.id, language=language, was=was))
