"""Hard words, hard kanji, chains of nouns, katakana."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from civic.i18n.kanji import grade
from civic.i18n.plain_japanese.findings import Finding, Rule
from civic.i18n.plain_japanese.rules.length import KANJI_SIGN
from civic.i18n.plain_japanese.sentences import Sentence, Word
from civic.i18n.plain_japanese.words import EasyWords

PRIMARY_SCHOOL, CHAIN = 6, 6
_JOINED = 4
_KANJI_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]+")
_KATAKANA = re.compile(r"(?<![ァ-ヶーｦ-ﾟ])[ァ-ヶー]{3,}(?:・[ァ-ヶー]{2,})*(?![ァ-ヶー])")
_EXPLAINED = re.compile(r"[〈《<＜]|[（(](?=[^）)]*(?:こと|もの|ところ|人|ひと|する|[一-龥、]))")
_READ = re.compile(r"[（(〈《][ぁ-ん・\s　]+[）)〉》]")
_NEEDS_OBJECT = {"行う", "図る", "設ける", "定める", "要する", "呈する"}
_KNOWN_KATAKANA = frozenset(Path(__file__).parent.with_name("katakana.txt").read_text(encoding="utf-8").split())
"""Katakana words that beginners meet."""


def hard_words(sentence: Sentence, *, words: EasyWords) -> Iterator[Finding]:
    """Words of the table, the longest first; not those that are explained in brackets right after."""
    found = _by_words(sentence, words) if sentence.words else _by_letters(sentence, words)
    for finding in found:
        following = sentence.text[finding.end - sentence.start :]
        if not _EXPLAINED.match(following):
            yield finding


def _by_words(sentence: Sentence, table: EasyWords) -> Iterator[Finding]:
    at = 0
    while at < len(sentence.words):
        length, easier = _longest(sentence.words, at, table)
        if length:
            first, last = sentence.words[at], sentence.words[at + length - 1]
            said = sentence.text[first.start - sentence.start : last.end - sentence.start]
            yield _hard(said, first.start, easier)
        at += length or 1


def _longest(words: tuple[Word, ...], at: int, table: EasyWords) -> tuple[int, str]:
    for length in range(min(_JOINED, len(words) - at), 0, -1):
        part = words[at : at + length]
        said = "".join(word.surface for word in part[:-1])
        is_verb = at + length < len(words) and words[at + length].normal in {"為る", "致す"}
        for last in (part[-1].surface, part[-1].lemma):
            easier = table.easier(said + last, is_verb=is_verb)
            if easier and _fits(words, at, said + last):
                return length, easier
    return 0, ""


def _fits(words: tuple[Word, ...], at: int, said: str) -> bool:
    if said in _NEEDS_OBJECT:
        return at > 0 and words[at - 1].surface in {"を", "も", "は"}
    if len(said) == 1:
        return words[at].sort != "固有名詞" and not (at and words[at - 1].surface.isdigit())
    return words[at].sort != "固有名詞"


def _by_letters(sentence: Sentence, table: EasyWords) -> Iterator[Finding]:
    for found in table.pattern.finditer(sentence.text):
        is_verb = bool(re.match(r"する|し(?:ま|て|た|な)|さ(?:れ|せ)", sentence.text[found.end() :]))
        yield _hard(found[0], sentence.start + found.start(), table.easier(found[0], is_verb=is_verb))


def _hard(said: str, start: int, easier: str) -> Finding:
    rule = Rule.KATAKANA if _KATAKANA.fullmatch(said) else Rule.HARD_WORD
    return Finding(rule, start, start + len(said), said, easier)


def hard_kanji(sentence: Sentence) -> Iterator[Finding]:
    """Words with kanji that primary school does not teach, without their reading in brackets; not names."""
    if sentence.words:
        places = [(word.start, word.surface) for word in sentence.words if word.sort != "固有名詞" and word.kind != "記号"]
    else:
        places = [(sentence.start + run.start(), run[0]) for run in _KANJI_RUN.finditer(sentence.text)]
    for start, said in places:
        hard = [sign for sign in said if KANJI_SIGN.match(sign) and sign != "々" and grade(sign) > PRIMARY_SCHOOL]
        if hard and not _READ.match(sentence.text[start - sentence.start + len(said) :]):
            yield Finding(Rule.HARD_KANJI, start, start + len(said), said, count=len(hard))


def noun_chain(sentence: Sentence) -> Iterator[Finding]:
    """Nouns in a row without a particle, six kanji or more; not names."""
    if not sentence.words:
        for run in _KANJI_RUN.finditer(sentence.text):
            if len(run[0]) > CHAIN:
                start = sentence.start + run.start()
                yield Finding(Rule.NOUN_CHAIN, start, start + len(run[0]), run[0], count=len(run[0]))
        return
    for part in _chains(sentence.words):
        said = "".join(word.surface for word in part)
        count = len(KANJI_SIGN.findall(said))
        is_name = any(word.sort == "固有名詞" for word in part)
        if count >= CHAIN and not is_name:
            yield Finding(Rule.NOUN_CHAIN, part[0].start, part[-1].end, said, count=count)


def _chains(words: tuple[Word, ...]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in words:
        if word.kind in {"名詞", "接尾辞", "接頭辞"} and KANJI_SIGN.search(word.surface) and word.sort != "数詞":
            part.append(word)
            continue
        if part:
            yield part
        part = []
    if part:
        yield part


def katakana(sentence: Sentence, *, words: EasyWords) -> Iterator[Finding]:
    """Katakana words that beginners do not meet. Those of the table are found with their easier word by `hard_words`."""
    names = {word.surface for word in sentence.words if word.sort == "固有名詞"}
    for found in _KATAKANA.finditer(sentence.text):
        is_known = found[0] in _KNOWN_KATAKANA or found[0] in names or words.easier(found[0])
        if not is_known and not _EXPLAINED.match(sentence.text[found.end() :]):
            start = sentence.start + found.start()
            yield Finding(Rule.KATAKANA, start, start + len(found[0]), found[0])
