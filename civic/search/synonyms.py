"""Words that mean the same to a resident who searches. These are shipped; a town changes them and adds its own in the browser."""

from __future__ import annotations

from collections.abc import Iterable

from civic.search.normalise import normalise
from civic.search.tokens import KANJI

Group = tuple[str, ...]

SHIPPED: dict[str, Group] = {
    "reception": ("受付", "受け付け", "受付け", "うけつけ"),
    "moving": ("引越し", "引っ越し", "引越", "引っこし", "ひっこし", "転居"),
    "cancer": ("がん", "癌", "ガン"),
    "application": ("申し込み", "申込み", "申込", "もうしこみ"),
    "procedure": ("手続き", "手続", "てつづき"),
    "rubbish": ("ごみ", "ゴミ", "塵"),
    "handicap": ("障害", "障がい", "障碍", "しょうがい"),
    "child": ("子供", "子ども", "こども"),
    "child-raising": ("子育て", "こそだて", "育児"),
    "nursery": ("保育園", "保育所", "ほいくえん"),
    "after-school": ("学童保育", "学童クラブ", "放課後児童クラブ"),
    "residents-association": ("町内会", "自治会", "町会"),
    "bicycle": ("自転車", "じてんしゃ", "チャリ"),
    "parking": ("駐車場", "パーキング"),
    "bicycle-parking": ("駐輪場", "自転車置き場", "自転車置場"),
    "toilet": ("トイレ", "便所", "お手洗い", "お手洗"),
    "foreigner": ("外国人", "外国籍", "外国籍住民"),
    "my-number": ("マイナンバー", "個人番号"),
    "evacuation": ("避難所", "避難場所", "ひなんじょ"),
    "city-hall": ("市役所", "役所", "市庁舎"),
    "smartphone": ("スマートフォン", "スマホ"),
    "mobile": ("携帯電話", "ケータイ", "携帯"),
    "wifi": ("wi-fi", "wifi", "無線lan", "公衆無線lan"),
    "ai": ("ai", "人工知能"),
    "corona": ("新型コロナウイルス", "新型コロナ", "covid-19", "コロナ"),
    "elder": ("高齢者", "お年寄り", "年寄り", "シニア"),
    "crossing": ("踏切", "踏み切り", "ふみきり"),
    "building": ("建物", "建て物", "たてもの"),
    "answer": ("問い合わせ", "問合せ", "問合わせ", "お問い合わせ"),
    "handling": ("取り扱い", "取扱い", "取扱"),
    "effort": ("取り組み", "取組み", "取組"),
    "saito": ("斎藤", "斉藤", "齋藤", "齊藤"),
    "lunch": ("給食", "きゅうしょく"),
    "mother-child": ("母子手帳", "母子健康手帳"),
    "tax": ("税金", "ぜいきん"),
    "playground": ("遊び場", "遊びば", "あそびば"),
}
"""By key; the key lets a town change or switch off a group and still get later corrections of the others."""


class Synonyms:
    """Groups, found by the compared form of any of their words."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for group in groups:
            forms = list(dict.fromkeys(normalise(word).strip() for word in group))
            for form in forms:
                if form:
                    self._by_word.setdefault(form, []).extend(other for other in forms if other and other != form)

    def of(self, term: str) -> list[str]:
        """Other words for a normalised term, also for a part of it: がん検診 is 癌検診."""
        found = dict.fromkeys(self._by_word.get(term, ()))
        if not found and len(term) > 2:
            for word, others in self._by_word.items():
                if word in term and (len(word) > 1 or KANJI.match(word)) and not word.isascii():
                    found.update(dict.fromkeys(term.replace(word, other) for other in others if not other.isascii()))
        return list(found)[:8]
