"""How much one sentence carries: characters, clauses, things listed, kanji."""

from __future__ import annotations

import re
from collections.abc import Iterator

from civic.i18n.plain_japanese.findings import Finding, Rule
from civic.i18n.plain_japanese.sentences import Sentence, Word

CHARACTERS, CLAUSES, KANJI = 40, 3, 13
KANJI_SIGN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]")
_ADDRESS = re.compile(r"https?://\S+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+")
_DAYS = re.compile(r"[月火水木金土日]曜日?|(?<=[0-9０-９])[年月日時分円]|午[前後]")
_ITEM = r"[一-龥々ァ-ヶーA-Za-z0-9０-９]{1,14}"
_ENUMERATION = re.compile(rf"(?:{_ITEM}[、，,・]){{2,}}{_ITEM}")
_JOINING = {"が", "ので", "のに", "から", "けれど", "けれども", "けど", "し", "と", "ば", "ながら", "つつ", "たら", "なら"}


def long_sentence(sentence: Sentence) -> Iterator[Finding]:
    """More than 40 characters, spaces and addresses not counted."""
    count = len("".join(_ADDRESS.sub("", sentence.text).split()))
    if count > CHARACTERS:
        yield Finding(Rule.LONG_SENTENCE, sentence.start, sentence.end, sentence.text, count=count)


def many_kanji(sentence: Sentence) -> Iterator[Finding]:
    """More than 13 kanji; those of days, times and sums, which people learn first, are not counted."""
    count = len(KANJI_SIGN.findall(_DAYS.sub("", sentence.text)))
    if count > KANJI:
        yield Finding(Rule.MANY_KANJI, sentence.start, sentence.end, sentence.text, count=count)


def many_clauses(sentence: Sentence) -> Iterator[Finding]:
    """Three clauses or more: places where one predicate is joined to the next."""
    count = 1 + sum(_joins(sentence.words, at) for at in range(len(sentence.words) - 1))
    if count >= CLAUSES:
        yield Finding(Rule.MANY_CLAUSES, sentence.start, sentence.end, sentence.text, count=count)


def _joins(words: tuple[Word, ...], at: int) -> bool:
    word, following = words[at], words[at + 1]
    if word.kind == "助詞" and word.sort == "接続助詞":
        if word.surface in {"て", "で"}:
            return following.surface in {"、", "，"}
        return word.surface in _JOINING and following.kind != "助詞"
    is_pause = following.surface in {"、", "，"}
    if word.kind in {"動詞", "助動詞", "形容詞"} and is_pause:
        return word.form.startswith("連用形") or word.form.startswith("仮定形")
    return False


def enumeration(sentence: Sentence) -> Iterator[Finding]:
    """Three things or more in a row."""
    for found in _ENUMERATION.finditer(sentence.text):
        start = sentence.start + found.start()
        count = len(re.split("[、，,・]", found[0]))
        yield Finding(Rule.ENUMERATION, start, start + len(found[0]), found[0], count=count)
