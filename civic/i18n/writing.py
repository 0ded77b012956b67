"""What people type: normalised, and refused in a clear sentence where it cannot be shown safely.

Normal form C (Unicode UAX #15) keeps every script as it was typed; line ends become LF. Refused are control characters, bidirectional
overrides and isolates (they can make a text read as another: CVE-2021-42574), lone surrogates, and over-long texts and words.
"""

from __future__ import annotations

import re
import unicodedata

from civic.i18n.text import _
from civic.policy import RefusedError

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_MARKS_IN_A_ROW = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4,}")


class InvalidTextError(RefusedError):
    """A text cannot be accepted as it is (422)."""

    status = 422


def clean(text: str | None) -> str:
    """Normal form C, LF line ends, no white space around. Nothing that a reader could see is removed."""
    if not text:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip() if not text.isascii() else text.strip()


def problem_with(text: str, *, maximum: int, single_line: bool = False, required: bool = True) -> str:
    """Why a cleaned text cannot be accepted, as a sentence in the reader's language; empty when it can. `maximum` counts characters."""
    if required and not text:
        return _("Please write something here.")
    if len(text) > maximum:
        return _("Please use at most %(maximum)s characters. You have written %(count)s.", maximum=maximum, count=len(text))
    if FORBIDDEN.search(text) or (single_line and "\n" in text) or (single_line and "\t" in text):
        return _("This text contains invisible control characters. Please type it again or paste it as plain text.")
    if _MARKS_IN_A_ROW.search(text):
        return _("This text has too many accents on one letter. Please write it without them.")
    return ""


def looked_for(text: str | None, *, maximum: int) -> str:
    """What somebody looks for, from an address: cleaned, cut, and without the characters that no stored text can have."""
    return FORBIDDEN.sub("", clean(text))[:maximum]


def accepted(text: str | None, *, maximum: int, single_line: bool = False, required: bool = True) -> str:
    """The cleaned text, or `InvalidTextError` with the reason: what services call."""
    cleaned = clean(text)
    problem = problem_with(cleaned, maximum=maximum, single_line=single_line, required=required)
    if problem:
        raise InvalidTextError(problem)
    return cleaned
