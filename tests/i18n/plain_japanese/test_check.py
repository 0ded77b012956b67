"""The whole check: score, bad input, the town's own words, a server without the dictionary, the command."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from civic.cli import main
from civic.i18n import dictionary
from civic.i18n.languages import BY_SLUG
from civic.i18n.plain_japanese.check import EASY, FAIR, check
from civic.i18n.plain_japanese.findings import NEED_WORDS, Rule
from civic.i18n.plain_japanese.labels import reason, rule_name, verdict
from civic.i18n.plain_japanese.panel import panel
from civic.i18n.plain_japanese.words import OWN, TOWN_FILE, easy_words
from civic.i18n.text import in_language

EASY_TEXT = """市は、公園に新しいベンチを二つ置きます。
2027年4月から、使うことができます。
聞きたいことがある人は、公園の係に電話をしてください。
電話は月曜日から金曜日まで、午前9時から午後5時までです。"""
HARD_TEXT = """本市では、令和8年度より、市民の皆様のご意見を踏まえ、公共施設等総合管理計画の見直しを実施することといたしました。
つきましては、下記の期間において意見公募を行いますので、ご意見をお寄せいただきますようお願い申し上げます。
期間：4/1〜4/30　受付時間：9:00～17:00"""


def test_score_tells_easy_from_hard() -> None:
    easy, hard = check(EASY_TEXT), check(HARD_TEXT)
    assert easy.score >= EASY
    assert hard.score < FAIR / 2
    assert (easy.sentences, hard.sentences) == (4, 3)
    assert check("公園にベンチを置きます。").score == 100


def test_score_gets_better_when_one_thing_is_mended() -> None:
    worse = "書類を提出してください。4/1までです。"
    assert check(worse).score < check(worse.replace("4/1", "4月1日")).score < check("書類を出してください。4月1日までです。").score


def test_findings_are_in_the_order_of_the_text_and_at_their_place() -> None:
    report = check(HARD_TEXT)
    assert [finding.start for finding in report.findings] == sorted(finding.start for finding in report.findings)
    assert all(HARD_TEXT[finding.start : finding.end] == finding.words for finding in report.findings)


@pytest.mark.parametrize("text", ["", "\n\n", "。。。", "😀", "Only English here. Nothing to check.", "Xin chào", "\ud800", "12345"])
def test_check_without_japanese(text: str) -> None:
    report = check(text)
    assert (report.is_japanese, report.findings, report.score) == (False, (), 0)


@pytest.mark.parametrize(
    "text", ["公園に\ud83dベンチを置きます。", "公園\x00です。", "「" * 300, "（" * 300, "、" * 300 + "です。", "ー" * 300, "あ\u202eい"]
)
def test_check_of_odd_text_never_fails(text: str) -> None:
    check(text)
    panel(text)


@pytest.mark.parametrize("piece", ["市民の皆様のご意見を踏まえ、", "あ", "「", "1/", "令和", "漢字。", "ア・", "なければ"])
def test_check_of_fifty_thousand_characters_ends(piece: str) -> None:
    started = time.process_time()
    check(piece * (50_000 // len(piece)))
    assert time.process_time() - started < 8


def test_check_without_the_dictionary_says_what_it_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "is_available", lambda: False)
    report = check("説明会が開催されます。紙を提出してください。令和8年4/1〜です。住民のコンセンサス。")
    assert set(report.skipped) == NEED_WORDS
    found = {finding.rule for finding in report.findings}
    assert {Rule.HARD_WORD, Rule.ERA, Rule.SLASHED_DATE, Rule.KATAKANA} <= found
    assert not found & NEED_WORDS
    assert all(rule_name(rule) != rule.value for rule in report.skipped)


def test_own_table_is_large_and_clean() -> None:
    lines = OWN.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    words = [row[0] for row in rows]
    assert len(rows) >= 250
    assert len(set(words)) == len(words)
    assert all(len(row) == 3 and row[0] and row[1] and row[0] != row[1] for row in rows)


def test_town_adds_changes_and_removes_words(tmp_path: Path) -> None:
    (tmp_path / TOWN_FILE).write_text(
        "word\teasy\tverb\nふれあい号\t市の小さいバス\t\n提出\t\t\n記入\t名前を書くこと\t名前を書く\n", encoding="utf-8"
    )
    words = easy_words(tmp_path)
    assert (words.easier("ふれあい号"), words.easier("提出"), words.easier("記入", is_verb=True)) == ("市の小さいバス", "", "名前を書く")
    assert easy_words().easier("提出", is_verb=True) == "出す"
    assert not [finding for finding in check("紙を提出してください。", words=words).findings if finding.rule is Rule.HARD_WORD]


@pytest.mark.usefixtures("database")
def test_every_finding_has_a_reason_and_a_basis() -> None:
    seen = set()
    for text in (
        HARD_TEXT,
        "行かざるを得ない。なるべく薬を飲ませてください。頭がずきずきして、痛くて、寝ます。財布、時計、傘。靴だ。スキームです。",
    ):
        for finding in check(text).findings:
            seen.add(finding.rule)
            with in_language(BY_SLUG["ja"].id):
                assert reason(finding)
            assert finding.basis.words
            assert finding.basis.step in (1, 2)
    assert len(seen) >= 18
    assert len({verdict(score) for score in (100, 70, 10)}) == 3


def test_panel_shows_the_heaviest_first_and_the_same_once() -> None:
    shown = panel("紙を提出してください。提出は4月です。提出は来週です。できないわけではありません。")
    assert shown.lines[0].words == "ないわけではありません"
    assert [(line.words, line.more) for line in shown.lines if line.words == "提出"] == [("提出", 2)]


def test_panel_says_a_reason_once() -> None:
    groups = panel("紙を提出して、記入してください。できないわけではありません。").groups
    assert [len(group.lines) for group in groups] == [1, 2]
    assert {line.words for line in groups[1].lines} == {"提出", "記入"}


def test_command_prints_places_and_ends_with_one_below_the_minimum(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(HARD_TEXT, encoding="utf-8")
    run = CliRunner().invoke(main, ["check-plain", str(file)])
    assert run.exit_code == 1
    assert f"{file}:3:4: slashed_date: 「4/1」" in run.output
    assert CliRunner().invoke(main, ["check-plain", "--minimum", "0", str(file)]).exit_code == 0
    assert CliRunner().invoke(main, ["check-plain", str(tmp_path / "none.txt")]).exit_code == 2


def test_command_reads_standard_input_and_prints_json() -> None:
    run = CliRunner().invoke(main, ["check-plain", "--json", "-"], input=EASY_TEXT)
    found = json.loads(run.output)
    assert run.exit_code == 0
    assert found["score"] == check(EASY_TEXT).score
    assert {"rule", "start", "end", "line", "column", "words", "reason", "easier", "basis", "step"} <= set(
        json.loads(CliRunner().invoke(main, ["check-plain", "--json", "-"], input=HARD_TEXT).output)["findings"][0]
    )
