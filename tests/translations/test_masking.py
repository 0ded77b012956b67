"""What must not leave the house is found; what only looks like it is not."""

from __future__ import annotations

import time

import pytest

from civic.translations.masking import is_card_number, is_my_number, personal_spans

FOUND = [
    ("電話は03-1234-5678です", "03-1234-5678"),
    ("携帯 090 1234 5678 まで", "090 1234 5678"),
    ("０９０－１２３４－５６７８", "０９０－１２３４－５６７８"),
    ("Gọi (03)1234-5678 nhé", "(03)1234-5678"),
    ("Call +81-3-1234-5678 please", "+81-3-1234-5678"),
    ("0120-123-456 へ", "0120-123-456"),
    ("09012345678に", "09012345678"),
    ("連絡は taro.yamada+x@example.co.jp へ", "taro.yamada+x@example.co.jp"),
    ("〒270-1492 です", "〒270-1492"),
    ("千葉県白井市復1123番地に住む", "千葉県白井市復1123番地"),
    ("東京都新宿区西新宿2-8-1です", "東京都新宿区西新宿2-8-1"),
    ("青葉市中央1丁目2番3号の家", "青葉市中央1丁目2番3号"),
    ("番号は1234 5678 9018です", "1234 5678 9018"),
    ("番号は１２３４５６７８９０１８です", "１２３４５６７８９０１８"),
    ("カード 4242 4242 4242 4242 で", "4242 4242 4242 4242"),
]
NOT_FOUND = [
    "2026年11月25日 10:00-12:00",
    "予算は12345678円",
    "1,000,000円を3か年で",
    "第3回 100-200人",
    "国道16号から市役所まで10分",
    "中央公園の2つの入口",
    "令和7年度の3-4歳児",
    "2024-2025年度",
    "人口は62441人、65歳以上は27.5%",
    "2025/11/25",
    "https://example.jp/03-1234-5678/0901234",
    "1234 5678 9012",
    "協働のまちづくり",
    "",
    "🙂" * 50,
]


@pytest.mark.parametrize(("text", "part"), FOUND)
def test_personal_data_is_found(text: str, part: str) -> None:
    assert [text[begin:end] for begin, end in personal_spans(text)] == [part]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert [text[begin:end] for begin, end in personal_spans(text)] == []


def test_several_kinds_in_one_text_do_not_overlap() -> None:
    text = "山田 090-1234-5678 a@example.jp 〒270-1492 千葉県白井市復1123番地 1234 5678 9018"
    spans = personal_spans(text)
    assert len(spans) == 5
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))


def test_check_digits() -> None:
    assert is_my_number("123456789018")
    assert not any(is_my_number(f"12345678901{digit}") for digit in range(10) if digit != 8)
    assert not is_my_number("12345")
    assert is_card_number("4242424242424242")
    assert not is_card_number("4242424242424243")


@pytest.mark.parametrize(
    "text", ["0" * 50_000, "1-" * 25_000, "a@" * 25_000, "市" * 20_000, "千葉県" * 10_000, "(" * 50_000, "0 " * 25_000]
)
def test_long_and_odd_texts_end_soon(text: str) -> None:
    started = time.process_time()
    personal_spans(text)
    assert time.process_time() - started < 2.0
