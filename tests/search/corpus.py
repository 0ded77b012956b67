"""Texts made of sentences, and queries whose right answers are known by a rule that has nothing to do with the search: a pattern."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tests.search.sentences import PLACES, SENTENCES, SHARES


@dataclass(frozen=True)
class Text:
    """One text: `title` is empty for a comment. `days` is its age, `supports` its support."""

    number: int
    language: str
    title: str
    body: str
    days: int
    supports: int

    @property
    def whole(self) -> str:
        """Title and body."""
        return f"{self.title}\n{self.body}"


def make_texts(amount: int, *, seed: int = 7) -> Iterator[Text]:
    """The same texts for the same numbers: two to six sentences of one language; a third are proposals with a title."""
    chance = random.Random(seed)
    languages = [language for language, share in SHARES.items() for _each in range(share)]
    for number in range(1, amount + 1):
        language = chance.choice(languages)
        chosen = chance.sample(SENTENCES[language], min(chance.randint(2, 6), len(SENTENCES[language])))
        said = [sentence.format(n=chance.randint(2, 9999), p=chance.choice(PLACES)) for sentence in chosen]
        title = said.pop(0).rstrip("。.") if chance.random() < 1 / 3 else ""
        joint = "" if language in {"ja", "zh-Hans", "zh-Hant"} else " "
        yield Text(number, language, title, joint.join(said), chance.randint(0, 3000), int(chance.paretovariate(1)) - 1)


@dataclass(frozen=True)
class Asked:
    """A query, the pattern of the texts that it should find, and of those that it must not find (else all others)."""

    typed: str
    pattern: str
    group: str
    also: tuple[str, ...] = ()
    without: str = ""
    language: str = ""

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [re.compile(one, re.IGNORECASE) for one in (self.pattern, *self.also)]

    def is_answered_by(self, text: Text) -> bool:
        """Whether the text has all patterns and not the unwanted one, and is in the language if one is named."""
        if self.language and text.language != self.language:
            return False
        whole = text.whole
        return all(one.search(whole) for one in self._patterns) and not (self.without and re.search(self.without, whole, re.IGNORECASE))


def _words(*words: str) -> str:
    return rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"


def _asked(group: str, *pairs: tuple[str, str], language: str = "") -> list[Asked]:
    return [Asked(typed, pattern, group, language=language) for typed, pattern in pairs]


QUERIES: tuple[Asked, ...] = (
    *_asked(
        "one kanji",
        ("税", "税"),
        ("駅", "駅"),
        ("川", "川"),
        ("犬", "犬"),
        ("猫", "猫"),
        ("雪", "雪"),
        ("花", "花"),
        ("水", "水"),
        ("本", "本"),
    ),
    *_asked(
        "two kanji",
        ("予算", "予算"),
        ("公園", "公園"),
        ("防災", "防災"),
        ("条例", "条例"),
        ("議会", "議会"),
        ("住民", "住民"),
        ("給食", "給食"),
        ("農業", "農業"),
        ("手話", "手話"),
        ("花火", "花火"),
        ("除雪", "除雪"),
        ("通訳", "通訳"),
    ),
    *_asked(
        "words in words", ("京都", "(?<!東)京都"), ("市政", "(?<!都)市政"), ("区民", "(?<!地)区民"), ("町会", "(?<!市)町会|町内会|自治会")
    ),
    *_asked(
        "longer Japanese",
        ("防災訓練", "防災訓練"),
        ("住民票", "住民票"),
        ("待機児童", "待機児童"),
        ("やさしい日本語", "やさしい日本語"),
        ("固定資産税", "固定資産税"),
        ("横断歩道", "横断歩道"),
        ("子ども食堂", "子ども食堂"),
        ("通学路", "通学路"),
    ),
    *_asked(
        "spellings",
        ("子供", "子供|子ども|こども"),
        ("子ども", "子供|子ども|こども"),
        ("こども", "子供|子ども|こども"),
        ("受付", "受付|受け付け|うけつけ"),
        ("うけつけ", "受付|受け付け|うけつけ"),
        ("引越し", "引越し|引っ越し|ひっこし"),
        ("ひっこし", "引越し|引っ越し|ひっこし"),
        ("癌検診", "癌検診|がん検診"),
        ("がん検診", "癌検診|がん検診"),
        ("コミュニティーセンター", "コミュニティー?センター"),
        ("ｺﾐｭﾆﾃｨｾﾝﾀｰ", "コミュニティー?センター"),
        ("ユニバーサルデザイン", "ユニバーサル・?デザイン"),
        ("コンピュータ", "コンピューター?"),
        ("サーバ", "サーバー"),
        ("line", "(?<!\\w)(?:LINE|ＬＩＮＥ)(?![a-z])"),
        ("図書館", "図書館|圖書館"),
        ("沢田", "沢田|澤田"),
        ("渡辺", "渡辺|渡邊"),
        ("高崎", "高崎|髙﨑"),
        ("霞が関", "霞[がヶ]関"),
        ("三ヶ月", "三[かヶ]月"),
        ("令和六年", "令和六年|令和6年|2024年"),
        ("令和6年", "令和六年|令和6年|2024年"),
        ("12月", "12月|十二月"),
        ("取り組み", "取り組み|取組"),
        ("打合せ", "打合せ|打ち合わせ"),
        ("自転車置き場", "自転車置き場|駐輪場"),
        ("障害", "障害|障がい"),
        ("ごみ", "ごみ|ゴミ"),
        ("保育園", "保育園|保育所"),
    ),
    *_asked(
        "kana for kanji",
        ("よさん", "予算"),
        ("こうえん", "公園|講演"),
        ("ぼうさいくんれん", "防災訓練"),
        ("じょうれい", "条例"),
        ("ひなんじょ", "避難所|避難場所"),
        ("としょかん", "図書館|圖書館"),
        ("ほいくえん", "保育園|保育所"),
        language="ja",
    ),
    *_asked(
        "scripts with spaces",
        ("park", "(?<!\\w)park"),
        ("parks", "(?<!\\w)parks?(?!\\w)"),
        ("library", "(?<!\\w)library"),
        ("bus", _words("bus")),
        ("cafe", _words("cafe", "café")),
        ("covid-19", "covid-19"),
        ("thư viện", "(?=.*thư)(?=.*viện)"),
        ("cầu", _words("cầu", "cau")),
        ("câu", _words("câu", "cau")),
        ("cau", _words("cầu", "câu", "cau")),
        ("ngân sách", "ngân sách"),
        ("ngan sach", "ngân sách"),
        ("orçamento", "or[çc]amento"),
        ("orcamento", "or[çc]amento"),
        ("parque", "(?<!\\w)parque"),
        ("niños", _words("niños")),
        ("anggaran", "anggaran"),
        ("badyet", "badyet"),
        ("पार्क", "पार्क"),
        ("बजेट", "बजेट"),
        ("अस्पताल", "अस्पताल"),
    ),
    *_asked(
        "scripts without spaces",
        ("公园", "公园"),
        ("预算", "预算"),
        ("避难所", "避难所"),
        ("路燈", "路[燈灯]"),
        ("공원", "공원"),
        ("예산", "예산"),
        ("도서관", "도서관"),
        ("외국인", "외국인"),
        ("สวนสาธารณะ", "สวนสาธารณะ"),
        ("งบประมาณ", "งบประมาณ"),
        ("ขยะ", "ขยะ"),
        ("ပန်းခြံ", "ပန်းခြံ"),
        ("ဘတ်ဂျက်", "ဘတ်ဂျက်"),
        ("បណ្ណាល័យ", "បណ្ណាល័យ"),
    ),
    Asked("公園 ベンチ", "公園", "several words", ("ベンチ",)),
    Asked("bus stop", _words("bus"), "several words", ("(?<!\\w)stop",)),
    Asked('"bus stop"', "bus stop", "several words"),
    Asked("公園 -ベンチ", "公園", "several words", (), "ベンチ"),
    Asked("budget*", "(?<!\\w)budget", "several words"),
    Asked("bus -hospital", _words("bus"), "several words", (), "hospital"),
    Asked('"予算案"', "予算案", "several words"),
    Asked("子どもの居場所", "子供|子ども|こども", "several words", ("居場所",)),
)

MENDED: tuple[tuple[str, str], ...] = (
    ("コミニュティセンター", "コミュニティー?センター"),
    ("playgound", "playground"),
    ("libary", "library"),
    ("hospitl", "hospital"),
    ("orcamnto", "or[çc]amento"),
    ("防災訓錬", "防災訓練"),
    ("待機自動", "待機児童"),
    ("条令", "条例"),
    ("ユニバサルデザイン", "ユニバーサル・?デザイン"),
    ("bibliotca", "biblioteca"),
    ("perpustakan", "perpustakaan"),
    ("ぼうさいくんれ", "防災訓練"),
    ("コンビュータ", "コンピューター?"),
)
"""Slips, with the pattern of the texts that were meant."""
