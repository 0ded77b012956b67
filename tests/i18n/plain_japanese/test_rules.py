"""Each rule on labelled sentences: where it must speak and where it must be silent."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from civic.i18n.plain_japanese.check import check
from civic.i18n.plain_japanese.findings import BASES, Rule

CASES = Path(__file__).with_name("cases.tsv")


def cases() -> list[dict[str, str]]:
    """The labelled sentences."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['rule']}-{case['found']}-{case['text'][:16]}")
def test_rule(case: dict[str, str]) -> None:
    found = [finding for finding in check(case["text"]).findings if finding.rule == case["rule"]]
    assert bool(found) is (case["found"] == "yes"), check(case["text"]).findings
    if case["words"]:
        assert case["words"] in [finding.words for finding in found]
    for finding in found:
        assert case["text"][finding.start : finding.end] == finding.words


def test_cases_are_many_and_of_both_kinds_for_each_rule() -> None:
    kinds = Counter((case["rule"], case["found"]) for case in cases())
    assert len(cases()) >= 80
    assert {rule for rule, _found in kinds} == set(Rule) == set(BASES)
    assert all(kinds[rule, "yes"] >= 2 and kinds[rule, "no"] >= 2 for rule in Rule)


@pytest.mark.parametrize(
    ("text", "rule", "easier"),
    [
        ("紙を提出してください。", Rule.HARD_WORD, "出す"),
        ("紙の提出は来週です。", Rule.HARD_WORD, "出すこと"),
        ("説明会が開催されます。", Rule.PASSIVE, "開催する"),
        ("令和元年です。", Rule.ERA, "2019年"),
        ("平成31年度です。", Rule.ERA, "2019年度"),
        ("Ｒ８．４．１からです。", Rule.ERA, "2026年"),
        ("2026/1/5までです。", Rule.SLASHED_DATE, "2026年1月5日"),
        ("１２：３０に来てください。", Rule.CLOCK_24, "午後0時30分"),
        ("15時半に来てください。", Rule.CLOCK_24, "午後3時30分"),
        ("24時に終わります。", Rule.CLOCK_24, "午前0時"),
        ("住民のコンセンサスがいります。", Rule.KATAKANA, "みんなの考えが同じになること"),
        ("写真はご遠慮ください。", Rule.VAGUE, "〜しないでください"),
    ],
)
def test_rule_suggests_something_easier(text: str, rule: Rule, easier: str) -> None:
    assert [finding.easier for finding in check(text).findings if finding.rule is rule] == [easier]
