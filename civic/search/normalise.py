"""Two texts that a reader takes for the same become the same: width, case, kana, forms of kanji, marks, digits, invisible characters.

The same function makes the index and reads the query, so a rule only has to be consistent, not beautiful. Latin, Greek and Cyrillic
letters keep their marks in `normalise`; `bare` takes them off. The index keeps both: `cầu` does not find `câu`, `cau` finds both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from civic.search.variants import COMMON_FORM

_INVISIBLE = dict.fromkeys((173, 847, 1564, 6158, *range(8203, 8208), *range(8234, 8239), *range(8288, 8304), 65279))
_INVISIBLE |= dict.fromkeys((*range(65024, 65040), *range(917760, 918000)))
_LETTERS = {ord(letter): plain for letter, plain in zip("đłøıħŧ", "dloiht", strict=True)}
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_VU = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
_HAS_KATAKANA = re.compile("[ァ-ヺ]")
_MIDDLE_DOT = re.compile("(?<=[ァ-ヺー])[・･](?=[ァ-ヺ])")
_LAST_LONG = re.compile("(?<=[ァ-ヺ][ァ-ヺー][ァ-ヺー])ー(?![ァ-ヺー])|(?<=[ぁ-ゖ][ぁ-ゖー][ぁ-ゖー])ー(?![ぁ-ゖァ-ヺー])")
_SMALL_KE_COUNT = re.compile("(?<=[一-龯々〇0-9])[ヶヵケカか](?=[月所国年条箇処])")
_SMALL_KE_NAME = re.compile("(?<=[一-龯々])[ヶケ](?=[一-龯々])")
_BASE = re.compile("(?<=[a-zß-ɏḁ-ỿα-ωа-ԯ])[\u0300-\u036f]+")
_NASAL = re.compile("[ङञणनम]्(?=[क-ह])")


@lru_cache(maxsize=4096)
def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


_OTHER_DIGITS = re.compile("[०-९๐-๙໐-໙၀-၉០-៩٠-٩۰-۹০-৯]")


def normalise(text: str) -> str:
    """The form that is compared, with the marks of Latin letters kept."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", _SURROGATE.sub(" ", text).translate(_INVISIBLE)).casefold()
    text = unicodedata.normalize("NFC", text).translate(COMMON_FORM)
    if _HAS_KATAKANA.search(text):
        for sound, plain in _VU:
            text = text.replace(sound, plain)
        text = _MIDDLE_DOT.sub("", text)
        text = _SMALL_KE_NAME.sub("が", _SMALL_KE_COUNT.sub("か", text))
    text = _LAST_LONG.sub("", text).translate(_KATAKANA)
    text = _OTHER_DIGITS.sub(lambda found: _digit(found[0]), text)
    return _NASAL.sub("ं", text)


def bare(word: str) -> str:
    """A normalised word without the marks of Latin, Greek and Cyrillic letters; the marks of kana and Indic letters stay."""
    if word.isascii():
        return word
    apart = _BASE.sub("", unicodedata.normalize("NFD", word.translate(_LETTERS)))
    return unicodedata.normalize("NFC", apart)
