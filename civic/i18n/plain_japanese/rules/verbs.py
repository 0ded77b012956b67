"""Passive, causative, honorific and humble forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from civic.i18n.plain_japanese.findings import Finding, Rule
from civic.i18n.plain_japanese.sentences import Sentence, Word

_HONORIFICS = (
    (r"お願い(?:申し上げ|いた|致)(?:します|ます|しました|ました)", "お願いします"),
    (r"(?:くださ|下さ)いますよう(?:に)?", "〜してください"),
    (r"ご覧(?:ください|下さい|になって|になる|になり|いただ[きけ]ます?)", "見る"),
    (r"(?:お|ご)(?![みは])(?:[ぁ-ん]{0,2}[一-龥々]{1,4}[ぁ-ゑん]{0,2})(?:にな(?:る|り|っ|れ)|くださ(?:い|る|り)|下さい|いただ[きけいく]|頂[きけいく]|いたし|致し|申し上げ|願い)"
     r"(?:ます|ました|ません)?", ""),
    (r"[てで](?:いただ|頂)(?:[きけいくこ])(?:ます|ました|ません|たい)?", "〜てもらう"),
    (r"(?:いただ|頂)(?:[きけいくこ])(?:ます|ました|ません|たい)?", "もらう"),
    (r"賜(?:り|る|っ)(?:ます|ました)?", "もらう"),
    (r"(?<!ありがとう)(?<!おはよう)ござい(?:ます|ました|ません)", "あります・です"),
    (r"[てで]お(?:り|られ)(?:ます|ません|ました)?", "〜ています"),
    (r"(?<![てで])おられ(?:ます|る|た)", "います"),
    (r"いらっしゃ(?:る|い|っ|ら)(?:ます|ました|ません)?", "いる・来る・行く"),
    (r"おっしゃ(?:る|い|っ|ら)(?:ます|ました)?", "言う"),
    (r"申し上げ(?:ます|ました|る)?", "言う"),
    (r"(?:致|いた)し(?:ます|ました|ません|かねます|たく)", "します"),
    (r"伺(?:い|う|っ|わ)(?:ます|ました)?", "聞く・行く"),
    (r"参り(?:ます|ました|ません)", "行く・来る"),
    (r"(?:て|で)まいり(?:ます|ました)", "〜ます"),
    (r"存じ(?:ます|ません|上げ)", "知っている・思う"),
    (r"拝(?:見|借|受|聴|読)", "見る・借りる・もらう"),
    (r"召し上が(?:る|り|っ)(?:ます)?", "食べる・飲む"),
    (r"差し上げ(?:ます|ました|る)", "あげる"),
    (r"承(?:り|る|っ)(?:ます|ました)?", "聞く・受ける"),
    (r"なさ(?:る|い|っ|れ)(?:ます|ました)?", "する"),
    (r"くださ(?:る|り|っ)(?:ます|ました|た)?", "〜してくれる"),
)  # fmt: skip
_HONORIFIC = tuple((re.compile(pattern), easier) for pattern, easier in _HONORIFICS)
_NOT_CAUSATIVE = {"知る", "済む", "合う"}
"""知らせる, 済ませる and 合わせる are verbs of their own, learnt early."""
_NO_HONORIFIC = re.compile(r"(?:お|ご)(?:知らせ|願い|休み|金)(?:ください)?$")
_PLAIN_WITH_PREFIX = {
    "金", "茶", "湯", "菓子", "弁当", "祭り", "祭", "盆", "正月", "年寄り", "母", "父", "兄", "姉", "店", "寺", "知らせ", "礼",
    "米", "酒", "風呂", "皿", "客", "飯", "城", "宮", "腹", "手洗い", "互い", "前", "昼", "願い", "手伝い",
}  # fmt: skip


def honorific(sentence: Sentence) -> Iterator[Finding]:
    """尊敬語 and 謙譲語; ください alone is polite and fine."""
    taken: list[tuple[int, int]] = []
    for pattern, easier in _HONORIFIC:
        for found in pattern.finditer(sentence.text):
            start, end = found.span()
            if _NO_HONORIFIC.fullmatch(found[0]) or any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            yield Finding(Rule.HONORIFIC, sentence.start + start, sentence.start + end, found[0], easier)


def honorific_prefix(sentence: Sentence) -> Iterator[Finding]:
    """お and ご before a word that is understood without them."""
    for word, following in zip(sentence.words, sentence.words[1:], strict=False):
        is_prefix = word.kind == "接頭辞" and word.surface in {"お", "ご", "御"}
        if is_prefix and following.surface not in _PLAIN_WITH_PREFIX and following.kind in {"名詞", "動詞", "形状詞", "形容詞"}:
            yield Finding(Rule.HONORIFIC_PREFIX, word.start, following.end, word.surface + following.surface, following.surface)


def passive(sentence: Sentence) -> Iterator[Finding]:
    """れる and られる after a verb. They may also mean that one can: then ことができます is clearer too."""
    for at, word in enumerate(sentence.words):
        if at and word.kind == "助動詞" and word.lemma in {"れる", "られる"} and sentence.words[at - 1].kind == "動詞":
            yield _with_verb(Rule.PASSIVE, sentence.words, at)


def causative(sentence: Sentence) -> Iterator[Finding]:
    """せる and させる after a verb. させていただく is a humble form and is found as one."""
    for at, word in enumerate(sentence.words):
        if not (at and word.kind == "助動詞" and word.lemma in {"せる", "させる"} and sentence.words[at - 1].kind == "動詞"):
            continue
        if sentence.words[at - 1].lemma in _NOT_CAUSATIVE:
            continue
        if not any(later.normal == "頂く" for later in sentence.words[at + 1 : at + 3]):
            yield _with_verb(Rule.CAUSATIVE, sentence.words, at)


def _with_verb(rule: Rule, words: tuple[Word, ...], at: int) -> Finding:
    first, easier = at - 1, ""
    if words[first].normal == "為る" and first and words[first - 1].kind == "名詞":
        first -= 1
        easier = f"{words[first].surface}する" if rule is Rule.PASSIVE else ""
    elif rule is Rule.PASSIVE:
        easier = words[first].lemma
    last = words[at]
    said = "".join(word.surface for word in words[first : at + 1])
    return Finding(rule, words[first].start, last.end, said, easier)
