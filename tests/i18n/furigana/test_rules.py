"""Single readings that matter, with the okurigana where it belongs."""

from __future__ import annotations

import pytest

from civic.i18n import dictionary
from civic.i18n.furigana.align import align
from civic.i18n.furigana.numbers import read_number, value
from civic.i18n.furigana.reading import kana, parts
from civic.i18n.furigana.readings import Readings, given_in

pytestmark = pytest.mark.skipif(not dictionary.is_available(), reason="the analyser is not installed")


def shown(text: str, readings: Readings | None = None) -> str:
    """A text with its readings in brackets: 食(た)べる."""
    return "".join(f"{letters}({reading})" if reading else letters for letters, reading in parts(text, *([readings] if readings else [])))


@pytest.mark.parametrize(
    ("surface", "reading", "expected"),
    [
        ("食べる", "たべる", (("食", "た"), ("べる", ""))),
        ("取り組み", "とりくみ", (("取", "と"), ("り", ""), ("組", "く"), ("み", ""))),
        ("子育て", "こそだて", (("子育", "こそだ"), ("て", ""))),
        ("お知らせ", "おしらせ", (("お", ""), ("知", "し"), ("らせ", ""))),
        ("大人", "おとな", (("大人", "おとな"),)),
        ("ゴミ箱", "ごみばこ", (("ゴミ", ""), ("箱", "ばこ"))),
        ("ひらがな", "ひらがな", (("ひらがな", ""),)),
        ("カタカナ", "かたかな", (("カタカナ", ""),)),
        ("漢字", "", (("漢字", ""),)),
    ],
)
def test_reading_stands_above_the_kanji_only(surface: str, reading: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert align(surface, reading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来月の1日から", "来月(らいげつ)の1日(ついたち)から"),
        ("1日に3回", "1日(にち)に3回(かい)"),
        ("20日と24日と11日", "20日(はつか)と24日(にじゅうよっか)と11日(にち)"),
        ("三人と四人と2人", "三人(さんにん)と四人(よにん)と2人(ふたり)"),
        ("1本、2本、3本", "1本(ぽん)、2本(ほん)、3本(ぼん)"),
        ("5分と10分と三分の一", "5分(ふん)と10分(ぷん)と三分(さんぶん)の一(いち)"),
        ("九月の七時", "九月(くがつ)の七時(しちじ)"),
        ("2万円", "2万(まん)円(えん)"),
        ("第3日曜日（日）", "第(だい)3日曜日(にちようび)（日(にち)）"),
        ("月・水・金", "月(げつ)・水(すい)・金(きん)"),
        ("五つ", "五(いつ)つ"),
    ],
)
def test_numbers_and_counters(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市役所へ行って", "市役所(しやくしょ)へ行(い)って"),
        ("調査を行った", "調査(ちょうさ)を行(おこな)った"),
        ("見に行った", "見(み)に行(い)った"),
        ("お持ちの方", "お持(も)ちの方(かた)"),
        ("この方がよい", "この方(ほう)がよい"),
        ("何を決める", "何(なに)を決(き)める"),
        ("何でも", "何(なん)でも"),
        ("外国の人", "外国(がいこく)の人(ひと)"),
        ("窓が開いている", "窓(まど)が開(あ)いている"),
        ("会議を開いている", "会議(かいぎ)を開(ひら)いている"),
        ("雨が降ります", "雨(あめ)が降(ふ)ります"),
        ("バスを降ります", "バスを降(お)ります"),
    ],
)
def test_words_that_depend_on_their_neighbours(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_reading_that_the_author_gives_wins_here_and_further_on() -> None:
    assert shown("白井市（しらいし）は白井市です") == "白井市(しらいし)（しらいし）は白井市(しらいし)です"


@pytest.mark.parametrize("text", ["会場（みなと）", "予算（なし）", "公園(ひろい)", "(しろ)", "（）", "市（"])
def test_remark_in_brackets_is_no_reading(text: str) -> None:
    assert not list(given_in(text))


def test_towns_list_wins_over_the_dictionary_but_not_inside_other_words() -> None:
    readings = Readings({"復": "ふく", "武西": "むざい", "大町": "おおまち"}, "1")
    assert shown("武西地区の最大町", readings).startswith("武西(むざい)")
    assert kana("最大町民税", readings) == "さいだいちょうみんぜい"
    assert "ふく" in kana("復地区の道", readings)
    assert kana("復旧の道", readings).startswith("ふっきゅう")


def test_a_person_of_the_same_name_is_not_the_place() -> None:
    readings = Readings({"白井": "しろい", "多納": "たのう"}, "1", places=frozenset({"白井"}))
    assert kana("白井の駅", readings).startswith("しろい")
    assert kana("白井さん", readings).startswith("しらい")
    assert kana("多納さん", readings).startswith("たのう")


@pytest.mark.parametrize(
    ("numeral", "number", "said"),
    [
        ("三百", 300, "さんびゃく"),
        ("八千六百", 8600, "はっせんろっぴゃく"),
        ("二〇二五", 2025, "にせんにじゅうご"),
        ("1,200万", 12_000_000, "せんにひゃくまん"),
        ("一兆", 10**12, "いっちょう"),
        ("十", 10, "じゅう"),
        ("０", 0, "ぜろ"),
    ],
)
def test_numbers_are_said(numeral: str, number: int, said: str) -> None:
    assert value(numeral) == number
    assert read_number(number) == said


@pytest.mark.parametrize("numeral", ["数", "何", "9" * 40, "1.5"])
def test_uncertain_numbers_are_not_said(numeral: str) -> None:
    assert value(numeral) is None


@pytest.mark.parametrize(
    "text", ["", "字", "🎏", "\ud800漢字", "漢" * 50_000, "1" * 5000, "、" * 3000, "ヶ", "々", "〆切", "\u3000 \u200b漢"]
)
def test_odd_texts_come_out_whole(text: str) -> None:
    assert "".join(letters for letters, _reading in parts(text)) == text
