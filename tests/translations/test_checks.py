"""A translation that does not say what the original said is noticed."""

from __future__ import annotations

import time

import pytest

from civic.translations.checks import findings, has_word, numbers_agree

JA = "市役所の前の公園にベンチを置いてください。お年寄りが座れます。"
VI = "Xin hãy đặt ghế ở công viên trước tòa thị chính để người già có thể ngồi nghỉ."


def check(source: str, translation: str, **more: object) -> list[str]:
    """Findings from Japanese into Vietnamese."""
    given = {"source_language": "ja", "target_language": "vi"} | more
    return findings(source, translation, **given)  # type: ignore[arg-type]  # languages and words


def test_good_translation_has_no_findings() -> None:
    assert check(JA, VI) == []


@pytest.mark.parametrize(
    ("translation", "code"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        (JA, "language"),
        ("Please put benches in the park in front of the city hall so that the elderly can sit down.", "language"),
        ("시청 앞 공원에 벤치를 놓아 주세요. 어르신들이 앉을 수 있습니다.", "language"),
        (VI + " Xem https://evil.example/", "urls"),
        (VI + " 500 ghế", "numbers"),
        (f"<script>alert(1)</script>{VI}", "markup"),
        (VI * 20, "length"),
    ],
)
def test_faults_are_found(translation: str, code: str) -> None:
    assert code in check(JA, translation)


def test_lost_glossary_word_is_found() -> None:
    assert check(JA, VI, words=[("市役所", "tòa thị chính")]) == []
    assert check(JA, VI, words=[("市役所", "ủy ban")]) == ["glossary:市役所"]


def test_lost_address_is_found() -> None:
    assert "urls" in check(JA + " https://example.jp/a", VI)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("予算は3万円", "The budget is 30,000 yen"),
        ("1億2000万円", "100000000 20000000"),
        ("令和7年度に", "in fiscal 2025"),
        ("12,500人", "12.500 người"),
        ("５月１５日", "15 tháng 5"),
        ("2つのベンチ", "two benches"),
        ("३०० मानिस", "300 people"),
        ("၅၀၀ ကျပ်", "500"),
        ("3万人", "3만 명"),
    ],
)
def test_numbers_in_other_clothes_agree(source: str, translation: str) -> None:
    assert numbers_agree(source, translation)


@pytest.mark.parametrize(("source", "translation"), [("300円", "3000 yen"), ("2026年", "in 2025"), ("50人と60人", "50 people")])
def test_other_numbers_do_not_agree(source: str, translation: str) -> None:
    assert not numbers_agree(source, translation)


def test_easy_japanese_is_japanese() -> None:
    easy = "市役所の 前の 公園に ベンチを 置いて ください。お年寄りが 座れます。"
    assert findings(JA, easy, source_language="ja", target_language="ja-simple") == []
    assert "language" in findings(VI, VI, source_language="vi", target_language="ja-simple")


def test_short_answers_are_not_judged_by_language() -> None:
    assert check("賛成です", "Tán thành") == []


@pytest.mark.parametrize(
    ("text", "word", "stands"),
    [
        ("ang samahan ng magkakapitbahay", "Samahan ng magkakapitbahay", True),
        ("de la asociación de vecinos", "asociación de vecinos", True),
        ("las asociaciones de vecinos", "asociación de vecinos", True),
        ("neighborhood associations met", "neighborhood association", True),
        ("the club", "neighborhood association", False),
        ("टोल समितिको बैठक", "टोल समिति", True),
        ("町内会", "自治会", False),
    ],
)
def test_words_may_carry_endings(text: str, word: str, stands: bool) -> None:
    assert has_word(text, word) is stands


ODD = [
    "<" * 50_000, "1" * 50_000, "1万" * 20_000, "，".join(["1"] * 20_000), "\ud800 broken", "🙂" * 1000, "https://" * 6000, "令和" * 20_000,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_end_soon(text: str) -> None:
    started = time.process_time()
    assert isinstance(findings(text, text + "!", source_language="en", target_language="vi"), list)
    assert time.process_time() - started < 2.0
