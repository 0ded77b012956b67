"""Words for translations."""

from __future__ import annotations

from civic.i18n.text import _
from civic.translations.providers.azure import Azure
from civic.translations.providers.chat import Chat
from civic.translations.providers.deepl import DeepL
from civic.translations.providers.google import Google
from civic.translations.providers.libretranslate import LibreTranslate
from civic.translations.providers.textra import TexTra
from civic.translations.reading import ENDONYMS

_ENGINES = {kind.name: kind.label for kind in (LibreTranslate, DeepL, Google, Azure, TexTra)}


def engine_label(name: str) -> str:
    """What an engine is called."""
    return _("Language model") if name == Chat.name else _ENGINES.get(name, name)


def endonym(tag: str) -> str:
    """The language in its own words."""
    return ENDONYMS.get(tag, tag)


def failure_label(code: str) -> str:
    """Why there is no translation, in plain words."""
    return {
        "unavailable": _("The translation service did not answer."),
        "busy": _("The translation service has too much to do."),
        "quota": _("The town's quota with the translation service is used up."),
        "denied": _("The translation service refused."),
        "unreadable": _("The translation service sent something unreadable."),
        "language": _("The translation service does not know one of these languages."),
        "changed": _("The text was changed meanwhile."),
    }.get(code, _("The translation failed."))


def check_label(code: str) -> str:
    """What the checks found wrong with a machine's work."""
    return {
        "placeholder": _("something is missing"),
        "empty": _("something is missing"),
        "language": _("it may be in the wrong language"),
        "numbers": _("numbers differ"),
        "urls": _("web addresses differ"),
        "markup": _("it contains code"),
        "length": _("its length is unusual"),
        "glossary": _("a word of the town's glossary is missing"),
    }.get(code, code)


def missing_label(state: str) -> str:
    """Why a text counts as missing."""
    return {
        "none": _("Not translated"),
        "waiting": _("Being translated"),
        "failed": _("Failed"),
        "outdated": _("The original has changed"),
        "doubtful": _("To be checked"),
    }[state]


def field_label(field: str) -> str:
    """The place of a text."""
    return {
        "title": _("Title"),
        "question": _("Question"),
        "background": _("Background"),
        "what_happens_next": _("What happens with the result"),
        "description": _("Explanation"),
        "problem": _("What is the problem?"),
        "body": _("Text"),
        "decision_reason": _("Reason of the decision"),
    }.get(field, field)


def glossary_fault(code: str) -> str:
    """What is wrong with a CSV file."""
    return {
        "heading": _("The first line must name the columns: term, and tags of languages such as en or vi."),
        "columns": _("This line has another number of cells than the first."),
        "term": _("This line has no term."),
        "many": _("There are too many lines."),
    }.get(code, _("The file cannot be read as CSV."))
