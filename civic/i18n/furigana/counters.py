"""Counters: what follows a number, how it is read, and how number and counter change each other (さんぼん, ろっぽん, よにん)."""

from __future__ import annotations

import re

_TABLE = """
: 枚=まい 名=めい 台=だい 度=ど 番=ばん 番目=ばんめ 番地=ばんち 号=ごう 号棟=ごうとう 号車=ごうしゃ 号線=ごうせん 面=めん 割=わり
: 円=えん 年=ねん 年間=ねんかん 年生=ねんせい 年度=ねんど 年目=ねんめ 年分=ねんぶん 倍=ばい 部=ぶ 里=り 畳=じょう 便=びん 分野=ぶんや
: 問=もん 両=りょう 列=れつ 段=だん 段階=だんかい 代=だい 膳=ぜん 合=ごう 輪=りん 位=い 重=じゅう 次=じ 条=じょう 院=いん 園=えん
: 日=にち 日間=にちかん 日目=にちめ 日分=にちぶん 人=にん 人目=にんめ 人分=にんぶん 人前=にんまえ 時=じ 時半=じはん 時間=じかん 月=がつ
: 町=ちょう 村=そん 市町村=しちょうそん 町内=ちょうない 地区=ちく 団体=だんたい 組=くみ 口=くち 株=かぶ 駅=えき 門=もん 万=まん
: 議席=ぎせき 名様=めいさま 枚目=まいめ 台目=だいめ
k: 回=かい 回目=かいめ 階=かい 階建=かいだ 個=こ 箇所=かしょ か所=かしょ カ所=かしょ ヶ所=かしょ ヵ所=かしょ ケ所=かしょ 軒=けん 校=こう
k: か月=かげつ ヶ月=かげつ カ月=かげつ ヵ月=かげつ ケ月=かげつ 箇月=かげつ か月間=かげつかん ヶ月間=かげつかん カ月間=かげつかん
k: か国=かこく ヶ国=かこく カ国=かこく か国語=かこくご カ国語=かこくご か年=かねん ヶ年=かねん カ年=かねん カ条=かじょう 件=けん 戸=こ
k: 課=か 区=く 区画=くかく 巻=かん 曲=きょく 機=き 基=き 期=き 級=きゅう
s: 歳=さい 才=さい 歳児=さいじ 冊=さつ 世帯=せたい 世代=せだい 世紀=せいき 席=せき 隻=せき 社=しゃ 種=しゅ 種類=しゅるい 章=しょう 節=せつ
s: 週=しゅう 週間=しゅうかん 周=しゅう 周年=しゅうねん 食=しょく 施設=しせつ
t: 通=つう 点=てん 頭=とう 体=たい 棟=とう 等=とう 店=てん 店舗=てんぽ 着=ちゃく 丁=ちょう 丁目=ちょうめ
h: 本=ほん 本目=ほんめ 匹=ひき 杯=はい 票=ひょう 泊=はく 発=はつ 歩=ほ 分=ふん 分間=ふんかん 編=へん 拍=はく 俵=ひょう
h: 箱=はこ 筆=ひつ 品=ひん 班=はん
"""
"""The sound that a counter begins with as far as it matters (k, s, t, h), counters and their readings."""
COUNTERS: dict[str, tuple[str, str]] = {
    counter: (line.split(":")[0], reading) for line in _TABLE.strip().splitlines() for counter, reading in re.findall(r"(\S+)=(\S+)", line)
}
TAILS = {
    "間": "かん", "目": "め", "分": "ぶん", "様": "さま", "頃": "ごろ", "ごろ": "ごろ", "半": "はん", "以上": "いじょう", "末": "まつ",
    "号": "ごう", "中": "ちゅう", "後": "ご", "前": "まえ", "以内": "いない", "程度": "ていど",
}  # fmt: skip
"""What may stand behind a counter in the same word."""
DAYS = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか", 10: "とおか",
    14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
PEOPLE = {1: "ひとり", 2: "ふたり"}
THINGS = {1: "ひと", 2: "ふた", 3: "みっ", 4: "よっ", 5: "いつ", 6: "むっ", 7: "なな", 8: "やっ", 9: "ここの"}
_NATIVE = dict.fromkeys(("組", "株", "口", "箱"), {1: "ひと", 2: "ふた"})
_DOUBLING = {"k": {1, 6, 8, 10, 100}, "s": {1, 8, 10}, "t": {1, 8, 10}, "h": {1, 6, 8, 10, 100}, "": set()}
"""After which ends of a number its last sound becomes っ, by the first sound of the counter."""
_P_AFTER_THREE = {"分", "分間", "泊", "発", "歩", "編", "拍"}
_P_AFTER_FOUR = {"分", "分間"}
_PLAIN = {"箱", "筆", "品", "班"}
_VOICED = {"階": "がい", "軒": "げん", "本": "ぼん", "本目": "ぼんめ", "匹": "びき", "杯": "ばい", "票": "びょう", "俵": "びょう"}
"""After three (さんぼん); those with h also after thousand and ten thousand."""
_P = str.maketrans("はひふへほ", "ぱぴぷぺぽ")
_FOUR = {counter: "よ" for counter in COUNTERS if counter[0] in "人年円時"} | {"月": "し"}
_SEVEN = dict.fromkeys(("時", "時半", "月", "時間"), "しち")
_NINE = dict.fromkeys(("時", "時半", "月", "時間"), "く")
_SPECIAL = {4: ("よん", _FOUR), 7: ("なな", _SEVEN), 9: ("きゅう", _NINE)}


def counter_in(surface: str) -> str:
    """The counter that a word is, or begins with when a known tail follows; empty when there is none."""
    for length in range(min(4, len(surface)), 0, -1):
        if surface[:length] in COUNTERS and (length == len(surface) or surface[length:] in TAILS):
            return surface[:length]
    return ""


def _end(number: int) -> int:
    """The part of a number that touches the counter: 1 to 9, 10, 100, 1000 or 10000."""
    for size in (10, 100, 1000, 10_000):
        if number % size:
            return number % size if size == 10 else size // 10
    return 10_000


def counted(number: int, said: str, counter: str) -> tuple[str, str]:
    """The readings of a number and of the counter after it; `said` is the number alone."""
    if number in _NATIVE.get(counter, {}):
        return _NATIVE[counter][number], COUNTERS[counter][1]
    end = _end(number)
    return _number_before(said, end, counter), counter_after(end, counter)


def counter_after(end: int, counter: str) -> str:
    """The counter's reading after this end of a number."""
    sound, reading = COUNTERS[counter]
    if counter in _VOICED and (end == 3 or (sound == "h" and end in {1000, 10_000})):
        return _VOICED[counter]
    if sound != "h" or counter in _PLAIN:
        return reading
    turns = end in _DOUBLING["h"] or (end == 4 and counter in _P_AFTER_FOUR) or (end in {3, 1000, 10_000} and counter in _P_AFTER_THREE)
    return reading[0].translate(_P) + reading[1:] if turns else reading


def _number_before(said: str, end: int, counter: str) -> str:
    """The number's reading before this counter."""
    usual, special = _SPECIAL.get(end, ("", {}))
    if counter in special:
        return said.removesuffix(usual) + special[counter]
    is_short = end in _DOUBLING[COUNTERS[counter][0]] and counter not in _PLAIN
    return said[:-1] + "っ" if is_short else said
