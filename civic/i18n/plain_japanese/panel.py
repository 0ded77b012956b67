"""The findings as a page shows them: the heaviest first, the same word once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from civic.i18n.plain_japanese import labels
from civic.i18n.plain_japanese.check import Report, check
from civic.i18n.plain_japanese.findings import Finding
from civic.i18n.plain_japanese.words import easy_words

SHOWN = 30
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of finding with the same words: reason and suggestion, the rule of the guideline in Japanese, and how often it is there."""

    words: str
    reason: str
    easier: str
    basis: str
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that say the same of different words, under what they say."""

    reason: str
    basis: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the macro `ui/plain_japanese.html` draws."""

    is_japanese: bool
    score: int
    label: str
    tone: str
    lines: tuple[Line, ...]
    left_out: int
    skipped: tuple[str, ...]

    @property
    def groups(self) -> list[Group]:
        """The lines by what they say, in the order of the first of each."""
        together: dict[tuple[str, str], list[Line]] = {}
        for line in self.lines:
            together.setdefault((line.reason, line.basis), []).append(line)
        return [Group(reason, basis, tuple(lines)) for (reason, basis), lines in together.items()]


def panel(text: str, *, folder: Path | None = None) -> Panel:
    """Check a text for a page, in the language of the page. `folder` is where the town's own words are."""
    report = check(text, words=easy_words(folder))
    lines = _lines(report)
    return Panel(
        is_japanese=report.is_japanese, score=report.score, label=labels.verdict(report.score), tone=labels.tone(report.score),
        lines=tuple(lines[:SHOWN]), left_out=max(0, len(lines) - SHOWN), skipped=tuple(labels.rule_name(rule) for rule in report.skipped),
    )  # fmt: skip


def _lines(report: Report) -> list[Line]:
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        together.setdefault((finding.rule, finding.words), []).append(finding)
    ranked = sorted(together.values(), key=lambda same: (-same[0].basis.weight, same[0].start))
    return [_line(same[0], more=len(same) - 1) for same in ranked]


def _line(finding: Finding, *, more: int) -> Line:
    words = finding.words if len(finding.words) <= _LONGEST else finding.words[: _LONGEST - 1] + "…"
    basis = f"ステップ{finding.basis.step}　{finding.basis.words}"
    return Line(words, labels.reason(finding), finding.easier, basis, more)
