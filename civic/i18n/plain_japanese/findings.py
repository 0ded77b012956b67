"""The rules, where they come from, and what the check finds.

Source: 在留支援のためのやさしい日本語ガイドライン (出入国在留管理庁・文化庁, August 2020). Its three steps: clear to Japanese
readers (1), clear to foreign readers (2), checked by readers (3); a program can help with the first two only. The measure of kanji
in a sentence is from 「やさしい日本語」作り方ガイド (弘前大学社会言語学研究室, 2019): at most 13 for daily life.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What is looked for."""

    LONG_SENTENCE = "long_sentence"
    MANY_CLAUSES = "many_clauses"
    ENUMERATION = "enumeration"
    ROUNDABOUT = "roundabout"
    PASSIVE = "passive"
    CAUSATIVE = "causative"
    HONORIFIC = "honorific"
    HONORIFIC_PREFIX = "honorific_prefix"
    HARD_WORD = "hard_word"
    HARD_KANJI = "hard_kanji"
    MANY_KANJI = "many_kanji"
    NOUN_CHAIN = "noun_chain"
    KATAKANA = "katakana"
    ONOMATOPOEIA = "onomatopoeia"
    DOUBLE_NEGATION = "double_negation"
    VAGUE = "vague"
    ENDING = "ending"
    ERA = "era"
    SLASHED_DATE = "slashed_date"
    CLOCK_24 = "clock_24"
    TILDE = "tilde"


@dataclass(frozen=True, slots=True)
class Basis:
    """The rule of the guideline: its step, and the rule in Japanese, shortened. `weight` is what one finding takes from the score."""

    step: int
    words: str
    weight: float


_SHORT = "文をわかりやすくする：一文は短くする（一文に言いたいことは一つだけ）"
_POLITE = "尊敬語・謙譲語は使わず、文末は「です」「ます」でそろえる"
_DATES = "時間や年月日の書き方をわかりやすくする"
BASES: dict[Rule, Basis] = {
    Rule.LONG_SENTENCE: Basis(1, _SHORT, 1.0),
    Rule.MANY_CLAUSES: Basis(1, _SHORT, 0.5),
    Rule.ENUMERATION: Basis(1, "三つ以上のことを言うときは、箇条書きにする", 0.5),
    Rule.ROUNDABOUT: Basis(1, "回りくどい言い方や不要な繰り返しはしない", 0.5),
    Rule.KATAKANA: Basis(1, "外来語（カタカナ語）はできるだけ使わない", 0.25),
    Rule.PASSIVE: Basis(2, "受身形や使役表現はできるだけ使わない", 0.5),
    Rule.CAUSATIVE: Basis(2, "受身形や使役表現はできるだけ使わない", 0.5),
    Rule.HONORIFIC: Basis(2, _POLITE, 0.75),
    Rule.HONORIFIC_PREFIX: Basis(2, _POLITE, 0.25),
    Rule.ENDING: Basis(2, _POLITE, 0.5),
    Rule.HARD_WORD: Basis(2, "難しい言葉を使わず、簡単な言葉を使う", 0.5),
    Rule.NOUN_CHAIN: Basis(2, "難しい言葉を使わず、簡単な言葉を使う", 0.5),
    Rule.HARD_KANJI: Basis(2, "漢字の量に注意し、ふりがなをつける", 0.2),
    Rule.MANY_KANJI: Basis(2, "漢字の量に注意し、ふりがなをつける（一文に13字まで：弘前大学 2019）", 0.5),
    Rule.ONOMATOPOEIA: Basis(2, "擬音語・擬態語は使わない", 0.5),
    Rule.DOUBLE_NEGATION: Basis(2, "二重否定は使わない", 1.0),
    Rule.VAGUE: Basis(2, "あいまいな表現はできるだけ使わない", 0.5),
    Rule.ERA: Basis(2, _DATES, 0.5),
    Rule.SLASHED_DATE: Basis(2, _DATES, 0.5),
    Rule.CLOCK_24: Basis(2, _DATES, 0.5),
    Rule.TILDE: Basis(2, _DATES, 0.5),
}
NEED_WORDS = frozenset({Rule.MANY_CLAUSES, Rule.PASSIVE, Rule.CAUSATIVE, Rule.HONORIFIC_PREFIX, Rule.ONOMATOPOEIA})
"""The rules that say nothing without the dictionary; the others say less."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text. `easier` is what could stand there instead, in Japanese. `count` is the measure of rules that have one."""

    rule: Rule
    start: int
    end: int
    words: str
    easier: str = ""
    count: int = 0

    @property
    def basis(self) -> Basis:
        """The rule of the guideline."""
        return BASES[self.rule]
