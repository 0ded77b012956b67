"""The findings for `civic check-plain`: as lines for people, as JSON for programs."""

from __future__ import annotations

import json

from civic.i18n.plain_japanese.check import Report
from civic.i18n.plain_japanese.labels import reason, rule_name, verdict


def as_lines(report: Report, text: str, *, name: str) -> str:
    """`file:line:column: rule: "words": reason → easier`, then the score."""
    lines = []
    for finding in report.findings:
        line, column = _place(text, finding.start)
        easier = f" → {finding.easier}" if finding.easier else ""
        lines.append(f"{name}:{line}:{column}: {finding.rule}: 「{finding.words}」 {reason(finding)}{easier} [{finding.basis.words}]")
    if report.skipped:
        lines.append(f"Not looked for (SudachiPy is not installed): {', '.join(rule_name(rule) for rule in report.skipped)}.")
    score = f"{report.score} of 100: {verdict(report.score)}" if report.is_japanese else "There is no Japanese text"
    lines.append(f"{score}. Sentences: {report.sentences}, findings: {len(report.findings)}.")
    return "\n".join(lines)


def as_json(report: Report, text: str) -> str:
    """One object; `start` and `end` count characters from 0, `line` and `column` from 1."""
    findings = []
    for finding in report.findings:
        line, column = _place(text, finding.start)
        findings.append(
            {
                "rule": finding.rule, "start": finding.start, "end": finding.end, "line": line, "column": column, "words": finding.words,
                "reason": reason(finding), "easier": finding.easier, "count": finding.count, "weight": finding.basis.weight,
                "step": finding.basis.step, "basis": finding.basis.words,
            }
        )  # fmt: skip
    summary = {
        "score": report.score, "is_japanese": report.is_japanese, "sentences": report.sentences, "characters": report.characters,
        "kanji": report.kanji, "skipped": list(report.skipped), "findings": findings,
    }  # fmt: skip
    return json.dumps(summary, ensure_ascii=False, indent=2)


def _place(text: str, start: int) -> tuple[int, int]:
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
