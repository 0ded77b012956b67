"""Readings that depend on the words around: 行って, 方, 何, 日, 人 and their like, which an analyser gets wrong most often.

A rule belongs to a surface and says the reading, or None to leave the analyser's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from civic.i18n.furigana.analyser import Word
from civic.i18n.furigana.counters import COUNTERS
from civic.i18n.furigana.counting import with_numbers
from civic.i18n.furigana.numbers import NUMERAL
from civic.i18n.furigana.place import Place

_VEHICLES = {
    "車", "自動車", "バス", "電車", "自転車", "徒歩", "飛行機", "船", "タクシー", "バイク", "皆", "みんな", "家族", "一人", "二人", "歩き",
}  # fmt: skip
_SIDES = {"北", "南", "東", "西", "前", "後ろ", "右", "左", "上", "下", "奥", "そちら", "こちら", "あちら", "手前", "内", "外"}
_WHOLE = {"一日", "1日", "一年", "一晩", "今日", "明日", "今年", "世界", "日本", "家", "夏", "冬"}
"""What 中 (じゅう) takes as a whole."""
_INFLECTED = {"動詞", "形容詞", "助動詞", "連体詞"}
_COMPARING = re.compile(
    "(が|は)?(ずっと|もっと|より|よい|良い|いい|望ま|多い|少な|早|速|安(?!全)|高(?!齢)|便利|重要|適切|楽|好き|助か|分か|使いや|優先)"
)


_WEEKDAYS = {"月": "げつ", "火": "か", "水": "すい", "木": "もく", "金": "きん", "土": "ど", "日": "にち"}


def _is_listed(place: Place) -> bool:
    """Whether the letter of a weekday stands for it: （月）, 火・木, 土曜."""
    edges, others = {"（", "(", "）", ")"}, {*_WEEKDAYS, "祝"}
    before, after = place.before(), place.after()
    if before in edges and after in edges | {"・", "、"}:
        return True
    starts = before in edges | {"", "、", "。", "は", "の", "が", "も", "と", "「"} or before.endswith("週")
    if starts and after == "・" and place.after(2)[:1] in others:
        return True
    return before == "・" and (place.before(2) in others or after in edges)


Rule = Callable[[Place], str | None]
_rules: dict[str, Rule] = {}


def rule(*surfaces: str) -> Callable[[Rule], Rule]:
    """Register a rule for these surfaces."""

    def register(function: Rule) -> Rule:
        for surface in surfaces:
            _rules[surface] = function
        return function

    return register


@rule("行っ")
def _went(place: Place) -> str | None:
    """行う unless there is a direction before it."""
    before = place.before()
    if before in {"へ", "まで", "て", "持っ", "連れ", "って"} or (before == "に" and place.near(-2).kind == "動詞"):
        return "いっ"
    if place.has_before("を", within=6):
        return "おこなっ"
    if before == "で":
        return "いっ" if place.before(2) in _VEHICLES else "おこなっ"
    if before == "に":
        target = place.near(-2)
        is_manner = target.surface.endswith(("的", "定期", "個別", "別", "毎", "共", "前", "後", "中", "試し")) or target.kind == "形状詞"
        if is_manner or (target.sort in {"助数詞", "助数詞可能"} and place.rest(2)[1:2] not in {"き", "く", "来"}):
            return "おこなっ"
        return "いっ" if target.kind in {"名詞", "動詞", "接尾辞"} else "おこなっ"
    if place.near(-1).kind == "副詞" or before in {"は", "も", "が"}:
        return "おこなっ"
    return None


@rule("開い", "開か", "開く", "開き", "開け")
def _open(place: Place) -> str | None:
    """A door opens (あく); somebody opens a meeting (ひらく)."""
    ending = place.word.surface[1:]
    if ending == "け":
        return "あけ"
    if place.has_before("を", within=5) or (ending == "か" and place.after() in {"れ", "れる"}):
        return "ひら" + ending
    is_standing = ending == "い" and place.after() == "て" and place.after(2) in {"い", "いる", "おり"}
    return "あ" + ending if is_standing or (ending == "か" and place.after() == "ない") else None


@rule("箱")
def _box(place: Place) -> str | None:
    return "はこ" if place.near(-1).kind not in {"名詞", "接頭辞"} else None


@rule("年")
def _year(place: Place) -> str | None:
    return "ねん" if place.after() == "に" and (place.near(2).sort in {"数詞", "助数詞"} or NUMERAL.match(place.after(2))) else None


@rule("度")
def _times(place: Place) -> str | None:
    is_alone = place.before() in {"の", "る", "た", "この", "その"} and place.after() in {"に", "、", "は"}
    return "たび" if is_alone else None


@rule("火", "水", "木", "金", "土")
def _weekday_or_thing(place: Place) -> str | None:
    if _is_listed(place):
        return _WEEKDAYS[place.word.surface]
    is_alone = place.near(-1).kind != "名詞" and place.near(1).kind == "助詞"
    return {"土": "つち", "木": "き", "火": "ひ", "水": "みず"}.get(place.word.surface) if is_alone else None


@rule("米")
def _rice(place: Place) -> str | None:
    return "こめ" if place.near(-1).kind != "名詞" and place.near(1).kind not in {"名詞", "接尾辞"} else None


@rule("雨水")
def _rain(place: Place) -> str | None:
    return "うすい" if place.near(1).kind == "名詞" else "あまみず"


@rule("口")
def _opening(place: Place) -> str | None:
    word = place.near(-1)
    if word.kind == "名詞" and word.sort not in {"数詞", "助数詞"}:
        return "ぐち"
    return "くち" if place.near(1).kind == "助詞" else None


@rule("数")
def _amount(place: Place) -> str | None:
    return "かず" if place.near(-1).kind not in {"名詞", "接頭辞"} and place.near(1).kind == "助詞" else None


@rule("人気")
def _popular_or_deserted(place: Place) -> str | None:
    return "ひとけ" if place.after() in {"が", "の", "も"} and place.after(2) in {"ない", "なく", "なかっ", "無い", "無く"} else None


@rule("降り", "降る", "降っ", "降ら", "降れ")
def _fall(place: Place) -> str | None:
    """Rain and snow fall (ふる); people get off (おりる)."""
    ending = place.word.surface[1:]
    if ending in {"る", "っ"} or any(place.has_before(what, within=5) for what in ("雨", "雪", "大雨", "大雪", "小雨", "雷雨")):
        return "ふ" + ending
    return "お" + ending


@rule("言う")
def _say(_place: Place) -> str | None:
    return "いう"


@rule("通り")
def _way(place: Place) -> str | None:
    return "どおり" if place.near(-1).kind in {"名詞", "接尾辞"} else "とおり"


@rule("他")
def _other(place: Place) -> str | None:
    return "ほか" if place.after() in {"の", "に", "は", "で", "、"} else None


@rule("何")
def _what(place: Place) -> str | None:
    after, kind = place.after(), place.near(1).kind
    if after in {"で", "の", "と", "だ", "です", "でも", "なら", "でしょう", "だろう"} or kind == "接尾辞":
        return "なん"
    if after in COUNTERS or after in {"か月", "人", "曜日"}:
        return "なん"
    if after[:1] in set("をがもかよえ、？?」") or after in {"に", "より", "へ", "から"} or not after:
        return "なに"
    return None


@rule("方")
def _side_or_person(place: Place) -> str | None:
    word, after = place.near(-1), place.after()
    before = word.surface
    if word.kind == "動詞" and before[-1:] in set("いきしちにみりえけせてねめれじぎびげべ") and before != word.lemma:
        return "かた"
    if before not in {"の", "た", "だ", "る", "い", "な", "その", "この", "あの"} and word.kind not in _INFLECTED:
        return None
    if _COMPARING.match(place.rest()) and not (after == "が" and place.rest(2)[1:] in {"多い", "少ない"}):
        return "ほう"
    if before == "の" and place.before(2) in _SIDES | {"車"}:
        return "ほう"
    return "かた"


@rule("方々")
def _people(_place: Place) -> str | None:
    return "かたがた"


@rule("頃")
def _about(place: Place) -> str | None:
    word = place.near(-1)
    is_time = word.surface in {"年", "月", "日", "時", "分", "世紀", "代", "半", "今", "昼", "朝", "夕方", "先"} or word.sort == "数詞"
    return "ごろ" if is_time else "ころ"


@rule("様")
def _honour(place: Place) -> str | None:
    return "さま" if place.near(-1).kind in {"名詞", "接尾辞"} and place.after() not in {"に", "な", "だ"} else None


@rule("日")
def _day(place: Place) -> str | None:
    if _is_listed(place):
        return "にち"
    word = place.near(-1)
    if word.kind == "名詞" and word.sort != "数詞" and len(word.surface) >= 2:
        return "び"
    if word.surface in {"その", "この", "あの", "同じ", "ある", "の", "る", "た", "い", "な", "ない", ""} or word.kind in _INFLECTED:
        return "ひ"
    return None


@rule("間")
def _between(place: Place) -> str | None:
    if place.after() == "に" and place.after(2).startswith("合"):
        return "ま"
    if place.before() in {"の", "た", "いる", "る", "その", "この", "ない"} or place.near(-1).kind in {"動詞", "助動詞"}:
        return "あいだ"
    return None


@rule("上")
def _above(place: Place) -> str | None:
    word = place.near(-1)
    if word.kind in {"動詞", "助動詞"} or word.surface in {"の", "る", "た"}:
        return "うえ"
    return None


@rule("後")
def _later(place: Place) -> str | None:
    word = place.near(-1)
    if word.surface in {"た", "の", "だ", "その"} or not word.surface:
        return "あと" if word.surface != "その" else "ご"
    return None


@rule("中")
def _within(place: Place) -> str | None:
    word = place.near(-1)
    if word.surface in {"の", "た", "る", "その", "この"}:
        return "なか"
    return "じゅう" if word.surface in _WHOLE else None


@rule("市")
def _city_or_market(place: Place) -> str | None:
    return "いち" if place.after() in {"が", "の"} and place.after(2)[:1] == "立" else None


@rule("一行")
def _line_or_party(place: Place) -> str | None:
    return "いっこう" if place.near(-1).kind == "名詞" else "いちぎょう"


@rule("臭い")
def _smell(place: Place) -> str | None:
    is_thing = place.before() in {"な", "の", "た"} or place.after() in {"が", "を", "の", "で"}
    return "におい" if is_thing else None


@rule("月")
def _month(place: Place) -> str | None:
    if _is_listed(place):
        return "げつ"
    return "がつ" if place.near(-1).sort == "数詞" else None


@rule("私")
def _me(_place: Place) -> str | None:
    return "わたし"


@rule("明後日")
def _day_after(_place: Place) -> str | None:
    return "あさって"


@rule("明日")
def _tomorrow(_place: Place) -> str | None:
    return "あした"


@rule("家")
def _house(place: Place) -> str | None:
    return "いえ" if place.near(-1).kind not in {"名詞", "接頭辞"} else None


_FIXED = {
    "皆様": "みなさま", "皆": "みな", "今日": "きょう", "昨日": "きのう", "良い": "よい", "良く": "よく", "一人暮らし": "ひとりぐらし",
    "等": "とう", "一回": "いっかい", "日本": "にほん", "その後": "そのご", "餃子": "ぎょうざ",
    "曜日": "ようび", "何時": "なんじ", "上手": "じょうず",
}  # fmt: skip
"""Words of which one reading is by far the most usual."""


def apply_rules(words: list[Word]) -> list[Word]:
    """The words with numbers joined to their counters, and readings corrected by context."""
    words = with_numbers(words)
    for at, word in enumerate(words):
        if word.is_settled:
            continue
        found = _rules.get(word.surface)
        said = found(Place(words, at)) if found is not None else _FIXED.get(word.surface)
        if said:
            word.reading = said
    return words
