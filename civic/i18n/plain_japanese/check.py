"""The check of a whole text: all findings in their order, and a score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from civic.i18n import dictionary
from civic.i18n.plain_japanese.findings import NEED_WORDS, Finding, Rule
from civic.i18n.plain_japanese.rules import dates, length, style, verbs
from civic.i18n.plain_japanese.rules import words as word_rules
from civic.i18n.plain_japanese.sentences import Sentence, sentences
from civic.i18n.plain_japanese.words import EasyWords, easy_words

EASY, FAIR = 80, 60
"""From these scores on a text counts as easy, or as fair."""

_PLAIN_RULES: tuple[Callable[[Sentence], Iterator[Finding]], ...] = (
    length.long_sentence, length.many_clauses, length.enumeration, length.many_kanji,
    verbs.passive, verbs.causative, verbs.honorific, verbs.honorific_prefix,
    word_rules.hard_kanji, word_rules.noun_chain,
    style.double_negation, style.vague, style.roundabout, style.ending, style.onomatopoeia,
    dates.era, dates.slashed_date, dates.clock_24, dates.tilde,
)  # fmt: skip
_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
_COVERED_BY = {
    Rule.HARD_KANJI: {Rule.HARD_WORD, Rule.HONORIFIC, Rule.NOUN_CHAIN},
    Rule.HONORIFIC_PREFIX: {Rule.HONORIFIC, Rule.VAGUE},
    Rule.PASSIVE: {Rule.VAGUE, Rule.HONORIFIC},
    Rule.HARD_WORD: {Rule.HONORIFIC, Rule.ROUNDABOUT, Rule.VAGUE, Rule.ERA},
    Rule.HONORIFIC: {Rule.VAGUE},
    Rule.ROUNDABOUT: {Rule.HONORIFIC},
}
"""A finding of the first kind says nothing new where one of the second kind lies over it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `skipped` are the rules that could not look, because the dictionary is not installed."""

    findings: tuple[Finding, ...]
    sentences: int
    characters: int
    kanji: int
    score: int
    skipped: tuple[Rule, ...] = ()

    @property
    def is_japanese(self) -> bool:
        """Whether there was anything Japanese to look at."""
        return self.sentences > 0


def check(text: str, *, words: EasyWords | None = None) -> Report:
    """Look at a text of any length. The score is 100 without findings and halves with each full weight of findings a sentence."""
    table = easy_words() if words is None else words
    found: list[Finding] = []
    count = 0
    text = text.replace("\r\n", "\n")
    for sentence in sentences(text):
        if not _JAPANESE.search(sentence.text):
            continue
        count += 1
        here = [finding for rule in _PLAIN_RULES for finding in rule(sentence)]
        here += [*word_rules.hard_words(sentence, words=table), *word_rules.katakana(sentence, words=table)]
        found += _without_repetition(here)
    found.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
    weight = sum(finding.basis.weight for finding in found)
    return Report(
        findings=tuple(found),
        sentences=count,
        characters=len("".join(text.split())),
        kanji=len(length.KANJI_SIGN.findall(text)),
        score=round(100 * 2 ** -(weight / count)) if count else 0,
        skipped=() if dictionary.is_available() else tuple(sorted(NEED_WORDS)),
    )


def _without_repetition(found: list[Finding]) -> Iterator[Finding]:
    for finding in found:
        stronger = _COVERED_BY.get(finding.rule, set())
        if not any(other.rule in stronger and other.start < finding.end and finding.start < other.end for other in found):
            yield finding
