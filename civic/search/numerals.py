"""The same number written otherwise: 令和六年 and 令和6年 and 2024年, 十二月 and 12月."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = "〇一二三四五六七八九"
_UNITS = "年月日人円万回号条期丁番度割階時分歳才件箇か個名校台世位区组組"
_KANJI_NUMBER = re.compile(f"[〇一二三四五六七八九十百千]+(?=[{_UNITS}])")
_ARABIC_NUMBER = re.compile(f"(?<![0-9.,])[0-9]{{1,4}}(?=[{_UNITS}])")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_LETTER_ERAS = {"r": "令和", "h": "平成", "s": "昭和"}
_ERA_YEAR = re.compile(f"({'|'.join(_ERAS)})(元|[0-9]{{1,2}}|[一二三四五六七八九十]+)年")
_LETTER_YEAR = re.compile(r"\b([rhs])([0-9]{1,2})(?=年|\b)")
_WESTERN_YEAR = re.compile("(?<![0-9])(18[6-9][0-9]|19[0-9]{2}|20[0-9]{2})年")


def to_number(kanji: str) -> int | None:
    """十二 is 12, 二〇二四 is 2024; None when it is neither."""
    if not set(kanji) & set("十百千"):
        return int("".join(str(_DIGITS.index(one)) for one in kanji))
    total, present = 0, 0
    for one in kanji:
        if one in _DIGITS:
            if present:
                return None
            present = _DIGITS.index(one)
        else:
            total, present = total + (present or 1) * {"十": 10, "百": 100, "千": 1000}[one], 0
    return total + present


def to_kanji(number: int) -> str:
    """12 is 十二."""
    if number == 0:
        return "〇"
    said = ""
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, size)
        if count:
            said += (_DIGITS[count] if count > 1 else "") + name
    return said + (_DIGITS[number] if number else "")


def _years(text: str) -> Iterator[str]:
    text = _LETTER_YEAR.sub(
        lambda found: _LETTER_ERAS[found[1]] + found[2] + ("" if found.string[found.end() : found.end() + 1] == "年" else "年"), text
    )
    if era := _ERA_YEAR.search(text):
        said = era[2]
        number = 1 if said == "元" else int(said) if said.isdecimal() and said.isascii() else to_number(said) or 0
        forms = {f"{era[1]}{number}年", f"{era[1]}{to_kanji(number)}年", f"{_ERAS[era[1]] + number}年"} | (
            {f"{era[1]}元年"} if number == 1 else set()
        )
        yield from (text.replace(era[0], form) for form in sorted(forms))
    elif western := _WESTERN_YEAR.search(text):
        year = int(western[1])
        for era_name, base in _ERAS.items():
            if 1 <= year - base <= {"令和": 99, "平成": 31, "昭和": 64, "大正": 15, "明治": 45}[era_name]:
                yield from (text.replace(western[0], f"{era_name}{said}年") for said in (str(year - base), to_kanji(year - base)))
                if year - base == 1:
                    yield text.replace(western[0], f"{era_name}元年")


def variants(normalised: str) -> list[str]:
    """Other ways to write the numbers of a normalised term, without the term itself."""
    if not re.search(f"[0-9{_DIGITS}十百千元]", normalised):
        return []
    found = list(_years(normalised))
    if not found:
        found.append(_KANJI_NUMBER.sub(lambda number: str(value) if (value := to_number(number[0])) is not None else number[0], normalised))
        found.append(_ARABIC_NUMBER.sub(lambda number: to_kanji(int(number[0])), normalised))
        found.append(_ARABIC_NUMBER.sub(lambda number: "".join(_DIGITS[int(one)] for one in number[0]), normalised))
    return [form for form in dict.fromkeys(found) if form != normalised]
