"""Personal data that must not leave the house: found by its pattern, replaced by a mark before a text goes to an engine.

Patterns find telephone numbers, e-mail addresses, postal codes and addresses in Japan, card numbers, and the twelve digits of My Number
with a right check digit. Names of people have no pattern and are not found: the pages say so to who asks for a translation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_DASH = r"[-‐‑‒–—―−ー－~〜.() （）\u3000]"
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}[@＠](?:[A-Za-z0-9\-]{1,63}[.．]){1,6}[A-Za-z]{2,24}")
_PHONE = re.compile(
    rf"(?<![\d０-９])(?:[(（]?[+＋]\s?[\d０-９]{{1,3}}[)）]?{_DASH}{{0,2}}[(（]?[\d０-９]{{1,4}}|[(（]?[0０][\d０-９]{{1,4}})"
    rf"(?:{_DASH}{{0,2}}[\d０-９]{{1,5}}){{1,4}}(?![\d０-９])"
)
_POSTAL = re.compile(r"〒\s?[\d０-９]{3}[-‐−－ー]?[\d０-９]{4}|(?<![\d０-９\-])[\d０-９]{3}[-‐−－][\d０-９]{4}(?![\d０-９\-])")
_NUMBER = r"[\d０-９一二三四五六七八九十]{1,4}"
_LOT = rf"{_NUMBER}番地(?:の?{_NUMBER}号?)?"
_CHOME = rf"{_NUMBER}丁目(?:{_NUMBER}(?:番地?|[-‐−－ー])(?:の?{_NUMBER}号?)?)?"
_HOUSE = rf"(?:{_CHOME}|{_LOT}|[\d０-９]{{1,4}}番[\d０-９]{{1,4}}号|[\d０-９]{{1,4}}(?:[-‐−－][\d０-９]{{1,4}}){{1,3}})"
_ADDRESS = re.compile(
    rf"(?:(?:北海道|東京都|京都府|大阪府|[一-龥]{{2,3}}県)[一-龥ぁ-んァ-ヶヵ]{{1,8}}?[市区町村郡]|[一-龥ぁ-んァ-ヶヵ]{{1,6}}?[市区町村])"
    rf"[一-龥ぁ-んァ-ヶヵー]{{0,12}}{_HOUSE}(?:[\s\u3000]?[一-龥ァ-ヶーA-Za-z]{{0,14}}[\d０-９]{{1,4}}号室)?"
)
_DIGITS = re.compile(r"(?<![\d０-９])[\d０-９](?:[ \u3000\-‐−－]?[\d０-９]){11,15}(?![\d０-９])")
_MY_NUMBER_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_my_number(digits: str) -> bool:
    """Whether twelve digits carry the check digit of an individual number (Ministry ordinance no. 85 of 2014, article 5)."""
    if len(digits) != 12:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:11], _MY_NUMBER_WEIGHTS, strict=True)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_card_number(digits: str) -> bool:
    """Whether fourteen to sixteen digits pass the check of payment cards (Luhn, ISO/IEC 7812-1)."""
    if not 14 <= len(digits) <= 16:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _digits(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isdigit())


def _looks_like_phone(text: str) -> bool:
    digits = _digits(text)
    return 9 <= len(digits) <= 15 and not re.fullmatch(r"(19|20)\d{6}", digits)


_KINDS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (_EMAIL, lambda found: True),
    (_DIGITS, lambda found: is_my_number(_digits(found)) or is_card_number(_digits(found))),
    (_PHONE, _looks_like_phone),
    (_ADDRESS, lambda found: True),
    (_POSTAL, lambda found: True),
)
_URL = re.compile(r"https?://[^\s<>「」（）()、。]+", re.IGNORECASE)


def personal_spans(text: str) -> list[tuple[int, int]]:
    """Where personal data stands: begin and end, in order, never overlapping. Web addresses are left alone."""
    taken = [found.span() for found in _URL.finditer(text)]
    spans: list[tuple[int, int]] = []
    for pattern, holds in _KINDS:
        for found in pattern.finditer(text):
            begin, end = found.span()
            while end > begin and text[end - 1] in " \u3000-.(（~〜":
                end -= 1
            if all(end <= other[0] or begin >= other[1] for other in taken) and holds(text[begin:end]):
                taken.append((begin, end))
                spans.append((begin, end))
    return sorted(spans)


def url_spans(text: str) -> list[tuple[int, int]]:
    """Where web addresses stand: they are protected too, because engines like to translate their parts."""
    return [found.span() for found in _URL.finditer(text)]
