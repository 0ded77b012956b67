"""Who may ask for, write and judge translations, and what a translation may cost."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from civic.accounts.models import User
from civic.i18n.text import _, ngettext
from civic.policy import ALLOWED, Role, Verdict
from civic.translations.amounts import Missing, Used
from civic.translations.models import State, Translation, TranslationSettings


def can_change_settings(user: User) -> Verdict:
    """Administrators."""
    return ALLOWED if user.has_role(Role.ADMINISTRATOR) else Verdict(_("Only administrators can change this."))


def can_edit_glossary(user: User, languages: Collection[str]) -> Verdict:
    """Administrators, coordinators, and translators: the words of the field are theirs."""
    if languages or user.has_role(Role.ADMINISTRATOR, Role.COORDINATOR):
        return ALLOWED
    return Verdict(_("Only administrators, coordinators and translators can change the glossary."))


def can_request(user: User | None, *, is_machine_on: bool, has_engine: bool) -> Verdict:
    """Anyone signed in, where the town switched machine translation on and an engine knows both languages."""
    if not is_machine_on or not has_engine:
        return Verdict(_("There is no machine translation for these languages here. You can write a translation yourself."))
    if user is None:
        return Verdict(_("Please sign in first."), remedy="accounts.sign_in")
    return ALLOWED


def is_within_limits(characters: int, *, used: Used, limits: TranslationSettings, has_person: bool) -> Verdict:
    """What was sent already, and these characters, stay below each of the town's limits."""
    if used.day + characters > limits.day_limit:
        return Verdict(_("The town's limit for machine translation is reached today. Please try again tomorrow."))
    if has_person and used.person + characters > limits.person_limit:
        return Verdict(_("You have reached today's limit for machine translation. Please try again tomorrow."))
    if used.process + characters > limits.process_limit:
        return Verdict(_("The limit for machine translation of this theme is reached."))
    return ALLOWED


def can_suggest(user: User) -> Verdict:
    """Everyone with a confirmed account."""
    return ALLOWED if user.email_confirmed_at is not None else Verdict(_("Please confirm your e-mail address first."))


def can_review(user: User, language: str, *, languages: Collection[str]) -> Verdict:
    """Administrators, and those entrusted with the language (`languages` are the person's)."""
    if user.has_role(Role.ADMINISTRATOR) or language in languages:
        return ALLOWED
    return Verdict(_("Only translators of this language can do this."))


def can_publish(user: User, translation: Translation, *, languages: Collection[str]) -> Verdict:
    """A reviewer, for what is not published."""
    verdict = can_review(user, translation.target_language, languages=languages)
    if verdict and translation.state is State.PUBLISHED:
        return Verdict(_("This translation is shown already."))
    return verdict


def can_report(user: User, translation: Translation) -> Verdict:
    """Everyone signed in, for what is shown; not the own work."""
    if translation.author_id == user.id:
        return Verdict(_("This is your own translation. You can write a better one."))
    if translation.state is State.REJECTED:
        return Verdict(_("This translation is not shown any more."))
    return ALLOWED


def can_open(missing: Sequence[Missing], *, has_override: bool) -> Verdict:
    """Whether something may open for votes or contributions: every text in every promised language, or an override with its reason.

    `missing` comes from `queries.missing_for`. Whatever opens a vote calls this with the texts of its options added.
    """
    if not missing or has_override:
        return ALLOWED
    return Verdict(
        ngettext(
            "%(num)s translation is missing. Complete the list of translations, or give a reason there for opening without it.",
            "%(num)s translations are missing. Complete the list of translations, or give a reason there for opening without them.",
            len(missing),
        )
    )
