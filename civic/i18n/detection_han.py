"""Chinese or Japanese, and which Chinese: for text in Han characters without (much) kana.

The evidence is in the national character sets that Python itself carries: a character that is not in JIS X 0208 is Chinese, one that is
in neither GB 2312 nor Big5 is Japanese (働 込 図), one in GB 2312 but not in Big5 is simplified. Old forms that Japan no longer writes
(會 經 圖) speak for traditional Chinese. What is left (公園, 防災) reads the same in several languages: the writer's decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from civic.i18n.kanji import JOYO

_CHINESE_WORDS = {
    "的": 0.5, "是": 0.6, "了": 0.4, "在": 0.3, "不": 0.3, "有": 0.2, "我": 0.8, "你": 1.5, "您": 1.5, "他": 0.3, "她": 1.5, "很": 1.5,
    "也": 0.8, "都": 0.2, "和": 0.1, "就": 0.5, "要": 0.2, "想": 0.3, "更": 0.3, "能": 0.2, "可以": 1.0, "希望能": 1.0, "小孩": 1.0,
    "孩子": 1.5, "什": 1.0, "老人": 0.4, "多一": 0.6, "附近": 0.3, "晚上": 1.0, "太": 0.2, "地": 0.0, "一下": 0.6, "我家": 0.8,
    "垃圾": 1.5, "社区": 0.8, "小区": 1.0, "支持": 0.3, "赞": 0.6, "讚": 0.6, "外国人": 0.0, "路灯": 1.2, "公交": 1.2, "沒": 1.0, "那": 0.6,
    "此": 0.4, "但": 0.4, "把": 0.5, "被": 0.2, "又": 0.3, "再": 0.2, "呢": 1.5, "吧": 1.5, "只": 0.4, "去": 0.2, "看": 0.2, "找": 1.0,
    "走": 0.2, "停車": 0.5, "建議": 1.0, "加油": 1.0, "同意": 0.4, "非常": 0.2, "到": 0.3, "住在": 0.8, "每天": 1.0, "安全的": 0.8,
    "已": 0.8, "於": 0.5, "與": 1.0, "与": 0.3, "快点": 1.2, "快點": 1.2, "修好": 0.6, "一点": 0.4, "一點": 0.6, "多种": 0.4, "多種": 0.2,
}  # fmt: skip
_CHINESE_TURNS = re.compile(r"太.{1,3}了|[请請]\S|不[会會能想要]|[没沒]有|[这這那]个?|多[种種装裝]|吗[？?]|嗎[？?]")
_JAPANESE_WORDS = (
    "市役所", "役所", "役場", "町内会", "自治会", "町会", "駐輪", "回覧", "掲示", "募集", "要望", "希望者", "賛成", "反対", "賛同",
    "大賛成", "図書館", "保育園", "幼稚園", "子育", "喫煙", "禁煙", "自転車", "歩道", "増設", "設置希望", "整備", "検討", "拡充",
    "対策", "夜間照明", "防犯灯", "街灯", "交番", "家賃", "無料化", "有料化", "料金", "住民票", "受付", "手続", "予約", "窓口",
    "英語表記", "日本語", "多言語", "公民館", "体育館", "粗大", "分別", "通学路", "横断歩道", "小学校", "中学校", "給食", "商店街",
    "空家", "空地", "市民", "町民", "区民", "期待", "必要性", "至急", "早急", "是非", "大変", "迷惑", "騒音", "段差", "渋滞", "猛暑",
    "避難所", "防災訓練", "高齢", "障害", "支援", "相談", "充実", "改善", "要改善", "当然", "異議", "同感", "結構", "中止",
)  # fmt: skip


def _in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(8192)
def _weights(character: str) -> tuple[float, float, float]:
    """What one character says for Japanese, simplified and traditional Chinese."""
    japan, mainland, taiwan = _in(character, "shift_jis"), _in(character, "gb2312"), _in(character, "big5")
    if not (japan or mainland or taiwan):
        return 0.0, 0.0, 0.0
    is_old_form = taiwan and not mainland and character not in JOYO
    is_rare_in_japan = mainland and taiwan and character not in JOYO
    japanese = -1.5 if not japan else -1.0 if is_old_form else -0.4 if is_rare_in_japan else 0.0
    return japanese, 0.0 if mainland else -1.0, 0.0 if taiwan else -1.0


def scores(text: str) -> dict[str, float]:
    """How well the Han characters fit each language; only differences between them mean something."""
    japanese = simplified = traditional = 0.0
    for character in text:
        if "\u3400" <= character <= "\u9fff":
            j, s, t = _weights(character)
            japanese, simplified, traditional = japanese + j, simplified + s, traditional + t
    chinese = sum(weight * text.count(word) for word, weight in _CHINESE_WORDS.items())
    chinese += len(_CHINESE_TURNS.findall(text))
    japanese += sum(0.7 * text.count(word) for word in _JAPANESE_WORDS)
    return {"ja": japanese, "zh-hans": simplified + chinese, "zh-hant": traditional + chinese}
