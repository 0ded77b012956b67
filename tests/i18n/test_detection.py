"""The language of a text: figures over the labelled sample, and every kind of bad input."""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from pathlib import Path

import pytest

from civic.i18n.detection import READ, SHIPPED, detect

SAMPLE = Path(__file__).with_name("detection_sample.tsv")
LONG = 20


def rows() -> list[dict[str, str]]:
    """The labelled texts."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def misses(*, is_long: bool, prior: str | None, half: str = "") -> tuple[list[tuple[str, str, str | None]], int]:
    """The texts whose language was guessed wrong, and how many texts there were."""
    texts = [row for row in rows() if (len(row["text"]) >= LONG) is is_long and half in ("", row["half"])]
    found = [(row["text"], row["language"], detect(row["text"], prior=prior).language) for row in texts]
    return [entry for entry in found if entry[1] != entry[2]], len(texts)


def table() -> str:
    """Right guesses in per cent for each language, as docs/languages.md shows them; the writer's language is taken to be Japanese."""
    counts: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in rows():
        hit = detect(row["text"], prior="ja").language == row["language"]
        length = "long" if len(row["text"]) >= LONG else "short"
        for key in (row["language"], "all"):
            counts[key][length].append(hit)
            counts[key][f"{length} {row['half']}"].append(hit)
    columns = ("long", "short", "long blind", "short blind")
    lines = ["| language | texts | " + " | ".join(columns) + " |", "|---" * 6 + "|"]
    for key in (*SHIPPED, "all"):
        cells = [f"{100 * sum(counts[key][column]) / len(counts[key][column]):.1f}" for column in columns]
        lines.append(f"| {key} | {len(counts[key]['long']) + len(counts[key]['short'])} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@pytest.mark.parametrize("prior", ["ja", "en", "vi", None])
@pytest.mark.parametrize("half", ["", "blind"])
def test_detect_long_texts(prior: str | None, half: str) -> None:
    wrong, total = misses(is_long=True, prior=prior, half=half)
    assert len(wrong) <= 0.03 * total, wrong


@pytest.mark.parametrize("prior", ["ja", "en", "vi", None])
@pytest.mark.parametrize("half", ["", "blind"])
def test_detect_short_texts(prior: str | None, half: str) -> None:
    wrong, total = misses(is_long=False, prior=prior, half=half)
    assert len(wrong) <= 0.10 * total, wrong


def test_sample_is_large_enough() -> None:
    for language in SHIPPED:
        lengths = [len(row["text"]) for row in rows() if row["language"] == language]
        assert sum(length >= LONG for length in lengths) >= 25, language
        assert sum(length < LONG for length in lengths) >= 15, language
    texts = [row["text"] for row in rows()]
    assert len(texts) == len({(row["language"], row["text"]) for row in rows()})
    assert {row["half"] for row in rows()} == {"tuned", "blind"}


def test_detect_sure_is_seldom_wrong() -> None:
    found = [(row, detect(row["text"], prior="ja")) for row in rows()]
    sure = [(row, detection) for row, detection in found if detection.sure]
    assert len(sure) >= 0.9 * len(found)
    assert sum(detection.language != row["language"] for row, detection in sure) <= 0.01 * len(sure)


@pytest.mark.parametrize(
    ("text", "prior", "language"),
    [
        ("公園", "ja", "ja"),
        ("公園", "easy", "ja"),
        ("公園", "zh-hant", "zh-hant"),
        ("公园", "ja", "zh-hans"),
        ("公共交通", "zh-hans", "zh-hans"),
        ("公共交通", "vi", "ja"),
        ("駅前駐輪場増設要望", "zh-hans", "ja"),
        ("防災訓練", "zh-hant", "zh-hant"),
        ("国際交流会館図書室夜間利用希望", "en", "ja"),
        ("希望公園裡多一些長椅", "ja", "zh-hant"),
    ],
)
def test_detect_han_only(text: str, prior: str, language: str) -> None:
    assert detect(text, prior=prior).language == language


@pytest.mark.parametrize(
    ("text", "prior", "language"),
    [
        ("Watashitachi no machi ni toshokan ga hoshii desu", "en", "ja"),
        ("Motto kouen wo tsukutte kudasai, onegaishimasu", "ja", "ja"),
        ("Mero gaun ma bus chhaina, malai garho chha", "ja", "ne"),
        ("Hamro school ko bato ma batti chahincha", "ne", "ne"),
        ("Uri dongne gongwon i joayo, gamsahamnida", "ko", "ko"),
    ],
)
def test_detect_romanised(text: str, prior: str, language: str) -> None:
    found = detect(text, prior=prior)
    assert (found.language, found.is_romanised) == (language, True)


def test_detect_vietnamese_without_marks() -> None:
    assert detect("toi rat dong y, xin them den duong gan truong hoc", prior="vi").language == "vi"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("公園に free wifi がほしいです", "ja"),
        ("Please build a 公園 near the station for our children", "en"),
        ("我想在公园里办「カラオケ」大会，请大家参加", "zh-hans"),
        ("저는 LGBT 단체의 행사를 응원합니다", "ko"),
        ("Mr. Nguyễn wants a park in this area for kids", "en"),
        ("ผมอยากได้ free wifi ที่ห้องสมุด", "th"),
        ("See https://example.jp/%E5%85%AC%E5%9C%92/abc この案に賛成です", "ja"),
    ],
)
def test_detect_mixed(text: str, language: str) -> None:
    assert detect(text, prior="ja").language == language


def test_detect_half_and_half_asks_unless_the_writer_is_known() -> None:
    text = "この案に賛成します I agree with this proposal very much"
    assert detect(text, prior="vi").is_mixed
    assert not detect(text, prior="vi").sure


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "😀👍",
        "123",
        "+1",
        "！？",
        "\ud800",
        "\udfff\ud800",
        "\x00\x01",
        "\u202e",
        "https://example.jp/",
        "̀̀̀",
        "﷽",
        "🇯🇵",
        "ー",
    ],
)
@pytest.mark.parametrize("prior", ["ja", "zh-hans", None])
def test_detect_nothing_to_judge(text: str, prior: str | None) -> None:
    found = detect(text, prior=prior)
    assert not found.sure
    assert found.language is None


@pytest.mark.parametrize("character", ["a", "あ", "公", "한", "ก", "က", "क", "đ", "я", "ا", "é"])
def test_detect_one_character(character: str) -> None:
    assert detect(character, prior="ja").language in (*SHIPPED, None)


@pytest.mark.parametrize("text", ["Bonjour, je voudrais un parc pour les enfants", "Хочу парк для детей", "نريد حديقة للأطفال",
                                  "पार्क में और बेंच चाहिए, यहाँ बहुत गर्मी है", "Ich wünsche mir mehr Bänke im Park"])  # fmt: skip
def test_detect_language_not_shipped(text: str) -> None:
    found = detect(text, prior="ja")
    assert (found.language, found.sure) == (None, False)


def test_detect_surrogates_inside_a_text() -> None:
    assert detect("公園に\ud83dベンチがほしい\udc00です", prior="en").language == "ja"


@pytest.mark.parametrize(
    "piece",
    ["公園にベンチがほしいです。", "希望公园", "More benches please. ", "đèn đường ", "\ud800a", "ー", "a" * 50, "((((", "@", "http://"],
)
def test_detect_fifty_thousand_characters(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    started = time.process_time()
    detect(text, prior="ja")
    assert time.process_time() - started < 0.25
    assert len(text) > READ


def test_detect_easy_japanese_reader_who_writes_japanese() -> None:
    found = detect("こうえんに ベンチが ほしいです", prior="easy")
    assert (found.language, found.sure) == ("ja", True)
