"""Which language a text gets when it is written, and when its writer is asked."""

from __future__ import annotations

import pytest

from civic.contributions.written_language import CHOICES, language_of


@pytest.mark.parametrize(
    ("text", "writer", "tag"),
    [
        ("駅前にベンチを置いてください", "vi", "ja"),
        ("駅前にベンチを置いてください", "ja-simple", "ja"),
        ("Xin hãy lắp thêm đèn đường", "ja", "vi"),
        ("希望公園裡多一些長椅", "zh-Hant", "zh-Hant"),
        ("Gostaria de mais ônibus à noite", "ja", "pt-BR"),
        ("👍", "ne", "ne"),
        ("", "ja-simple", "ja"),
        ("Bonjour, je voudrais un parc pour les enfants", "en", "en"),
        ("駅前にベンチを", "ca", "ja"),
        ("+1", "ca", "ca"),
    ],
)
def test_language_of_text(text: str, writer: str, tag: str) -> None:
    assert language_of(text, writer=writer).tag == tag


def test_language_of_clear_text_asks_nobody() -> None:
    assert language_of("Xin hãy lắp thêm đèn đường", writer="ja").choices == ()


def test_language_of_doubtful_text_asks_with_few_buttons() -> None:
    asked = [language.tag for language in language_of("toi dong y", writer="ja").choices]
    assert asked[:2] == ["vi", "ja"]
    assert len(asked) <= CHOICES


def test_language_of_doubtful_text_in_the_writers_own_language_asks_nobody() -> None:
    assert language_of("toi dong y", writer="vi").choices == ()
