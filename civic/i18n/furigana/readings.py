"""Readings that a town or an author gives. They win over the analyser's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from civic.i18n.furigana.analyser import Word, words_of
from civic.i18n.furigana.kana import IDEOGRAPH, KANJI, hiragana

COMMON = {
    "協治": "きょうち", "駆け込み寺": "かけこみでら", "献立作り": "こんだてづくり", "子ども会": "こどもかい", "広聴": "こうちょう",
    "避難所": "ひなんじょ", "水道管": "すいどうかん", "偶数月": "ぐうすうづき", "奇数月": "きすうづき", "成り手": "なりて",
    "利根川": "とねがわ", "裏表紙": "うらびょうし", "病児": "びょうじ", "産品": "さんぴん", "第九": "だいく",
    "先々月": "せんせんげつ", "一昨日": "おととい", "一昨年": "おととし", "町立": "ちょうりつ", "村立": "そんりつ",
    "七五三": "しちごさん", "何曜日": "なんようび",
}  # fmt: skip
"""Words of civic life that the dictionary does not know or reads wrongly, in every town."""
_BEFORE = "市区町村郡県都府道字"
"""A place name may follow these without a gap."""
_AFTER = re.compile(
    "地区|地域|地内|町|丁目|番地|小学校|中学校|高校|保育園|保育所|幼稚園|公民館|会館|自治会|町内会|交差点|駅|橋|川|公園|団地|支所|出張所|線|通り|北|南|東|西|[一二三四五六七八九十]丁"
)
_AFTER_ONE = re.compile("地区|地域|地内|丁目|小学校|中学校|公民館|自治会|町内会|交差点|支所")
_PERSON = re.compile("さん|さま|様|氏|ちゃん|くん|君|先生")
_GIVEN = re.compile(rf"([{KANJI}]+)[(（]([ぁ-ゖァ-ヶー]{{1,40}})[)）]")


@dataclass(frozen=True)
class Readings:
    """A list of terms with their readings. Two lists with the same `version` are the same list."""

    terms: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    places: frozenset[str] = frozenset()
    """Those terms that name places only: 白井さん is not from the list of place names."""

    @cached_property
    def all(self) -> dict[str, str]:
        """The common terms with the town's over them."""
        return {**COMMON, **{term: hiragana(reading) for term, reading in self.terms.items()}}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the terms, the longest first."""
        return re.compile("|".join(re.escape(term) for term in sorted(self.all, key=lambda term: (-len(term), term))))

    def with_given(self, text: str) -> Readings:
        """Together with what the author of a text put in brackets behind a word."""
        given = dict(given_in(text))
        return Readings({**self.terms, **given}, f"{self.version}+", self.places - set(given)) if given else self


NO_READINGS = Readings()


def given_in(text: str) -> Iterator[tuple[str, str]]:
    """Readings that an author gives in brackets: 白井市（しろいし）. A remark in brackets, such as 会場（みなと）, is none."""
    for found in _GIVEN.finditer(text) if "(" in text or "（" in text else ():
        term = _read_so(found[1], hiragana(found[2]))
        if term:
            yield term, hiragana(found[2])


def _read_so(before: str, reading: str) -> str:
    """The end of `before` that the reading in brackets can belong to; empty when it is a remark."""
    words = words_of(before)
    for start in range(len(words)):
        end = words[start:]
        term, usual = "".join(word.surface for word in end), "".join(word.reading for word in end)
        if not len(term) <= len(reading) <= 5 * len(term):
            continue
        is_name = len(end) == 1 and end[0].sort == "固有名詞"
        is_alike = len(term) > 1 and reading[0] == usual[:1] and reading[-1] == usual[-1:]
        if usual == reading or is_alike or is_name:
            return term
    return ""


def places(text: str, words: list[Word], readings: Readings) -> list[tuple[int, int, str]]:
    """Where terms of the list stand as words of their own: start, end, reading."""
    edges = _edges(words)
    found = []
    for match in readings.pattern.finditer(text):
        if _stands_alone(text, match.start(), match.end(), edges, readings):
            found.append((match.start(), match.end(), readings.all[match[0]]))
    return found


def _edges(words: list[Word]) -> set[int]:
    edges, at = {0}, 0
    for word in words:
        at += len(word.surface)
        edges.add(at)
    return edges


def _stands_alone(text: str, start: int, end: int, edges: set[int], readings: Readings) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start:end] in readings.places and _PERSON.match(text, end):
        return False
    if end - start == 1:
        return _is_sure(text, start, end, readings.all)
    is_free_before = not IDEOGRAPH.match(before) or before in _BEFORE
    is_free_after = not IDEOGRAPH.match(after) or _AFTER.match(text, end) is not None
    return (is_free_before and is_free_after) or (start in edges and end in edges)


def _is_sure(text: str, start: int, end: int, terms: Mapping[str, str]) -> bool:
    """Whether a single letter is a place here: behind the municipality's name, or before 地区 and the like."""
    before = text[max(0, start - 10) : start]
    if IDEOGRAPH.match(text[end : end + 1]) and not _AFTER.match(text, end):
        return False
    if any(before.endswith(term) for term in terms if term[-1] in "市区町村" and len(term) > 1):
        return True
    return not IDEOGRAPH.match(before[-1:]) and _AFTER_ONE.match(text, end) is not None


def settled(text: str, words: list[Word], readings: Readings) -> list[Word]:
    """The words with the terms of the list put in; a word that a term cuts is analysed anew on both sides."""
    out: list[Word] = []
    spans = places(text, words, readings)
    if not spans:
        return words
    edges, at, index, offset = _edges(words), 0, 0, 0
    for start, end, reading in spans:
        while index < len(words) and offset + len(words[index].surface) <= start:
            out.append(words[index])
            offset += len(words[index].surface)
            index += 1
        if offset < start:
            out.extend(words_of(text[offset:start]))
        out.append(Word(text[start:end], reading, text[start:end], "名詞", "固有名詞", is_settled=True))
        at = end
        while index < len(words) and offset < at:
            offset += len(words[index].surface)
            index += 1
        if offset > at and at not in edges:
            rest = words_of(text[at:offset])
            words = [*words[:index], *rest, *words[index:]]
            offset = at
    out.extend(words[index:])
    return out
