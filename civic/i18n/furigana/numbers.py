"""Numbers: what they are worth, and how they are said."""

from __future__ import annotations

import re
import unicodedata

NUMERAL = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万億兆数何][0-9０-９,，.．〇零一二三四五六七八九十百千万億兆]*")
ARABIC = re.compile(r"[0-9０-９,，.．]+")
_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "億": 10**8, "兆": 10**12}
_ONES = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_HUNDREDS = ("", "ひゃく", "にひゃく", "さんびゃく", "よんひゃく", "ごひゃく", "ろっぴゃく", "ななひゃく", "はっぴゃく", "きゅうひゃく")
_THOUSANDS = ("", "せん", "にせん", "さんぜん", "よんせん", "ごせん", "ろくせん", "ななせん", "はっせん", "きゅうせん")
_SIZES = {"十": "じゅう", "百": "ひゃく", "千": "せん", "万": "まん", "億": "おく", "兆": "ちょう"}
_CHANGED = {"3百": "びゃく", "6百": "ぴゃく", "8百": "ぴゃく", "3千": "ぜん"}
_LONGEST = 16
"""Digits: a longer number is not read out (9,999兆)."""


def value(numeral: str) -> int | None:
    """The number that a numeral stands for; None for what is not whole or not certain (数, 何), and for very long ones."""
    plain = unicodedata.normalize("NFKC", numeral).replace(",", "").replace("零", "〇")
    if len(plain) > _LONGEST:
        return None
    if plain.isdecimal():
        return int(plain)
    if all(letter in _DIGITS for letter in plain):
        return int("".join(str(_DIGITS.index(letter)) for letter in plain))
    return _composed(plain)


def _composed(plain: str) -> int | None:
    total = below = digits = 0
    has_digit = False
    for letter in plain:
        if letter.isdecimal() or letter in _DIGITS:
            digits = digits * 10 + (int(letter) if letter.isdecimal() else _DIGITS.index(letter))
            has_digit = True
        elif letter in _UNITS:
            below += (digits if has_digit else 1) * _UNITS[letter]
            digits, has_digit = 0, False
        elif letter in _MYRIADS:
            total += ((below + digits) or 1) * _MYRIADS[letter]
            below = digits = 0
            has_digit = False
        else:
            return None
    return total + below + digits


def read_number(number: int) -> str:
    """A whole number as it is said alone."""
    if number == 0:
        return "ぜろ"
    said = ""
    for sign, size in reversed(_MYRIADS.items()):
        count, number = divmod(number, size)
        if count:
            head = _below_myriad(count % 10_000)
            said += (head.removesuffix("いち") + "いっ" if sign == "兆" and head.endswith("いち") else head) + _SIZES[sign]
    return said + _below_myriad(number)


def _below_myriad(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, ones = divmod(rest, 10)
    ten = ("" if tens == 1 else _ONES[tens]) + "じゅう" if tens else ""
    return _THOUSANDS[thousands] + _HUNDREDS[hundreds] + ten + _ONES[ones]


def read_sizes(run: str, before: str) -> str:
    """千, 万 and the like behind the Arabic numeral `before`: 3千 is さんぜん."""
    first = _CHANGED.get(unicodedata.normalize("NFKC", before[-1:]) + run[0]) or _SIZES.get(run[0], "")
    return first + "".join(_SIZES.get(letter, letter) for letter in run[1:])
