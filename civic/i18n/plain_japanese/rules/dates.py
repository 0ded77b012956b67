"""Dates and times that are read in several ways: eras, slashes, the 24-hour clock, the wave dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from civic.i18n.plain_japanese.findings import Finding, Rule
from civic.i18n.plain_japanese.sentences import Sentence

_DIGITS = str.maketrans("０１２３４５６７８９：／．ＭＴＳＨＲ", "0123456789:/.MTSHR")
_FIRST_YEAR = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019, "M": 1868, "T": 1912, "S": 1926, "H": 1989, "R": 2019}
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和)\s?(元|\d{1,2})\s?年(度)?|(?<![A-Za-z0-9])([MTSHR])\s?(\d{1,2})[年.](?:\d{1,2}[月.]?)?(?:\d{1,2}日?)?"
)
_AFTER_WESTERN_YEAR = re.compile(r"\d{4}年度?[（(]$")
_WITHIN_ADDRESS = re.compile(r"https?://\S+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+")
_SLASHED = re.compile(
    r"(?<![\d/.-])(?:((?:19|20)\d\d)[/.-](0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\d|3[01])|(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01]))(?![\d/.-])"
)
_CLOCK = re.compile(r"(?<!\d)(?<!\d:)([01]?\d|2[0-3]):([0-5]\d)(?![\d:])|(?<!\d)(1[3-9]|2[0-4])時(?!間)(?:(\d{1,2})分|(半))?")
_HALF_DAY = re.compile(r"午[前後]\s?$")
_TILDE = re.compile(
    r"(?<=[\d年月日時分円人歳才階）)曜前後])\s?[~〜～]\s?(?=[\d午次翌令平（(一-龥])|(?<=\d)\s?[~〜～]|(?<=[日時分月])\s?[-–—―]\s?(?=[\d午])"
)


def _readable(sentence: Sentence) -> str:
    text = sentence.text.translate(_DIGITS)
    return _WITHIN_ADDRESS.sub(lambda found: "x" * len(found[0]), text)


def era(sentence: Sentence) -> Iterator[Finding]:
    """A year counted by an era, unless it stands in brackets after the Western year."""
    text = _readable(sentence)
    for found in _ERA.finditer(text):
        if not _AFTER_WESTERN_YEAR.search(text[: found.start()]):
            name, number = found[1] or found[4], found[2] or found[5]
            year = _FIRST_YEAR[name] - 1 + (1 if number == "元" else int(number))
            yield _found(Rule.ERA, sentence, found, f"{year}年{found[3] or ''}")


def slashed_date(sentence: Sentence) -> Iterator[Finding]:
    """4/5 is the fifth of April or the fourth of May."""
    for found in _SLASHED.finditer(_readable(sentence)):
        month, day = found[2] or found[4], found[3] or found[5]
        year = f"{found[1]}年" if found[1] else ""
        yield _found(Rule.SLASHED_DATE, sentence, found, f"{year}{int(month)}月{int(day)}日")


def clock_24(sentence: Sentence) -> Iterator[Finding]:
    """15:00 and 15時, and 9:30 without 午前."""
    text = _readable(sentence)
    for found in _CLOCK.finditer(text):
        if found[1] and int(found[1]) < 13 and _HALF_DAY.search(text[: found.start()]):
            continue
        hour = int(found[1] or found[3])
        minutes = found[2] or found[4] or ("30" if found[5] else "")
        rest = f"{int(minutes)}分" if minutes and int(minutes) else ""
        half = "午前" if hour < 12 or hour == 24 else "午後"
        yield _found(Rule.CLOCK_24, sentence, found, f"{half}{hour % 12}時{rest}")


def tilde(sentence: Sentence) -> Iterator[Finding]:
    """〜 between two times, amounts or places."""
    for found in _TILDE.finditer(_readable(sentence)):
        yield _found(Rule.TILDE, sentence, found, "から・まで")


def _found(rule: Rule, sentence: Sentence, found: re.Match[str], easier: str) -> Finding:
    start, end = found.span()
    return Finding(rule, sentence.start + start, sentence.start + end, sentence.text[start:end], easier)
