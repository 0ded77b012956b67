"""Does a translation say what the original said? Cheap checks whose findings are kept beside each machine translation.

A finding is a code, with the word it is about after a colon. One finding is enough to show the original first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from civic.i18n.detection import detect

_URL = re.compile(r"https?://[^\s<>\"'「」（）()、。]+", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]{0,200}|!--)>?")
_GROUPED = re.compile(r"(?<=\d)[,.\u00a0\u202f '](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+")
_ERA = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA_YEAR = re.compile(r"(令和|平成|昭和)\s?(\d{1,2}|元)\s?年?")
_MYRIADS = re.compile(r"(?<!\d)(\d{1,18}(?:\.\d{1,6})?)\s?(千|万|億|萬|亿|億|만|억|천)")
_POWERS = {"千": 10**3, "천": 10**3, "万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8}
_SPELLED = 12
"""Numbers up to here are often written as words."""
_SAME_SPEECH = {("ja", "ja-simple"), ("ja-simple", "ja")}
_TAG_OF_SLUG = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "pt-br": "pt-BR"}
SHORT = 12
"""Texts with fewer letters say too little about their language."""


def findings(
    source: str, translation: str, *, source_language: str, target_language: str, words: Iterable[tuple[str, str]] = ()
) -> list[str]:
    """What is wrong, most serious first; `words` are (word of the original, word it must become)."""
    if not translation.strip():
        return ["empty"]
    found = []
    if _is_wrong_language(source, translation, source_language, target_language):
        found.append("language")
    if Counter(_URL.findall(source)) != Counter(_URL.findall(translation)):
        found.append("urls")
    if not numbers_agree(source, translation):
        found.append("numbers")
    if len(_TAG.findall(translation)) > len(_TAG.findall(source)):
        found.append("markup")
    if not _has_likely_length(source, translation):
        found.append("length")
    found += [f"glossary:{word}" for word, wanted in words if word in source and not has_word(translation, wanted)]
    return found


def numbers_agree(source: str, translation: str) -> bool:
    """The same numbers in both, whatever the digits, the grouping, the era or the unit of ten thousand. Small ones may be words."""
    left, right = _numbers(source), _numbers(translation)
    return all(number <= _SPELLED for number in (left - right) + (right - left))


def _numbers(text: str) -> Counter[int]:
    plain = _URL.sub(" ", unicodedata.normalize("NFKC", text))
    plain = "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in plain)
    plain = _GROUPED.sub("", plain)
    plain = _ERA_YEAR.sub(lambda found: f" {_ERA[found[1]] + (1 if found[2] == '元' else int(found[2]))} ", plain)
    plain = _MYRIADS.sub(lambda found: f" {round(float(found[1]) * _POWERS[found[2]])} ", plain)
    return Counter(int(number[:18]) for number in _NUMBER.findall(plain))


def has_word(text: str, word: str) -> bool:
    """Whether the word stands in the text; words of Latin letters may carry other endings."""
    text, word = text.casefold(), word.casefold()
    if word in text:
        return True
    parts = [part for part in re.split(r"[\s\-]+", word) if len(part) > 3 and part[0].isascii()]
    return bool(parts) and all(part[: max(4, len(part) - 2)] in text for part in parts)


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in _URL.sub("", text))


def _has_likely_length(source: str, translation: str) -> bool:
    before, after = len(source), len(translation)
    return after <= 8 * before + 80 and (before < 40 or after >= before / 8)


def _is_wrong_language(source: str, translation: str, source_language: str, target_language: str) -> bool:
    """Not the language that was asked for: also when the engine gave the original back."""
    if (source_language, target_language) in _SAME_SPEECH or _letters(translation) < SHORT:
        return False
    if source.strip() == translation.strip():
        return True
    seen = detect(translation, prior=_slug(target_language))
    wanted = "ja" if target_language == "ja-simple" else target_language
    return bool(seen.language) and seen.sure and _TAG_OF_SLUG.get(seen.language or "", seen.language) != wanted


def _slug(tag: str) -> str:
    return "ja" if tag == "ja-simple" else tag.lower()
