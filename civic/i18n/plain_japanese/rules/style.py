"""Ways of saying: double negation, vague and roundabout words, endings, sounds and moods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from civic.i18n.plain_japanese.findings import Finding, Rule
from civic.i18n.plain_japanese.sentences import Sentence

_NO = r"(?:ない|ありません|ないです|なく|いかない|いきません|なりません)"
_DOUBLE_NEGATION = re.compile(
    rf"(?:ない|ず|ぬ)(?:わけ|こと|もの|ところ)(?:では|には|に|は|も|が|じゃ)*{_NO}|ないとは(?:言え|いえ|言い|いい|限ら|限り|かぎら|かぎり)(?:ない|ません)"
    rf"|ざるを(?:得|え)(?:ない|ません)|なくは{_NO}|なくも{_NO}|なければ[^。、]{{0,12}}(?:できません|できない|ません(?!か)|ることはない)(?<!なりません)(?<!いけません)"
    r"|(?:以外|ほか)(?:に|で|は|には|では)+[^。、]{0,12}(?:できません|できない|ません|ない)"
)
_VAGUE = tuple(
    (row.split("\t")[0], row.split("\t")[1])
    for row in Path(__file__).parent.with_name("vague.tsv").read_text(encoding="utf-8").splitlines()[1:]
)
_ROUNDABOUTS = (
    (r"(?:する)?ことが可能(?:です|である|となります|になります)?", "できます"),
    (r"(?:する)?ことができるようになります", "できます"),
    (r"(?:もの|こと)と(?:します|する|いたします|なります)", "します"),
    (r"[一-龥々]{2}を(?:行|おこな)(?:う|い|っ|わ|え)(?:ます|ません|ました)?", "〜する"),
    (r"[一-龥々]{2}を図(?:る|り|っ)(?:ます|ました)?", "〜する"),
    (r"に(?:つきまして|関しまして)は?", "は"),
    (r"に(?:おきまして|おいて)は?", "で"),
    (r"に際し(?:て|まして)?は?", "〜する時"),
    (r"に基づ(?:き|いて)", "によって"),
    (r"にて(?!い)", "で"),
    (r"の上(?:で)?、", "〜してから、"),
    (r"(?:せ|し)られ(?:たい|たく)", "してください"),
    (r"(?:のほど|の程)(?=[よ宜お])", ""),
    (r"といった(?:こと|もの)", "など"),
    (r"しか(?:ね|る)べく", ""),
)  # fmt: skip
_ROUNDABOUT = tuple((re.compile(pattern), easier) for pattern, easier in _ROUNDABOUTS)
_POLITE = re.compile(
    r"(?:です|ます|ません|でした|ました|ませんでした|ください|下さい|ましょう|でしょう|なさい|ありがとう)(?:か|ね|よ|が)?[」』）)】\s]*[。！？!?]+$"
)
_LAST_BRACKET = re.compile(r"[（(][^（）()]*[）)](?=[。！？]+$)")
_STOP = re.compile(r"[。！？]+[」』）)]*$")
_SOUND = re.compile(r"([ぁ-んァ-ヶー]{2})\1")
_NO_SOUND = {
    "いろいろ", "それぞれ", "ときどき", "だんだん", "まだまだ", "ますます", "そろそろ", "たまたま", "もともと", "いちいち",
    "なかなか", "わざわざ", "たびたび", "しばしば", "ひとりひとり", "ところどころ", "ほどほど", "まあまあ", "もしもし", "いよいよ",
    "おのおの", "ながなが", "あれこれ", "われわれ", "いついつ", "どこどこ", "だれだれ",
}  # fmt: skip


def double_negation(sentence: Sentence) -> Iterator[Finding]:
    """Two negations that make a yes. なければなりません is taught early and is fine."""
    for found in _DOUBLE_NEGATION.finditer(sentence.text):
        yield _found(Rule.DOUBLE_NEGATION, sentence, found)


def vague(sentence: Sentence) -> Iterator[Finding]:
    """Words that leave open what, when or how much."""
    for words, easier in _VAGUE:
        start = sentence.text.find(words)
        while start >= 0:
            yield Finding(Rule.VAGUE, sentence.start + start, sentence.start + start + len(words), words, easier)
            start = sentence.text.find(words, start + 1)


def roundabout(sentence: Sentence) -> Iterator[Finding]:
    """A long way of saying a short thing."""
    for pattern, easier in _ROUNDABOUT:
        for found in pattern.finditer(sentence.text):
            yield _found(Rule.ROUNDABOUT, sentence, found, easier)


def ending(sentence: Sentence) -> Iterator[Finding]:
    """A sentence with a full stop that does not end in です or ます; headings and list items have none."""
    said = _LAST_BRACKET.sub("", sentence.text)
    if _STOP.search(said) and not _POLITE.search(said):
        words = sentence.text[-8:]
        yield Finding(Rule.ENDING, sentence.end - len(words), sentence.end, words)


def onomatopoeia(sentence: Sentence) -> Iterator[Finding]:
    """ずきずき, ばたばた: clear only to those who grew up with them."""
    for word in sentence.words:
        if word.kind in {"副詞", "名詞", "形状詞"} and _SOUND.fullmatch(word.surface) and word.surface not in _NO_SOUND:
            yield Finding(Rule.ONOMATOPOEIA, word.start, word.end, word.surface)


def _found(rule: Rule, sentence: Sentence, found: re.Match[str], easier: str = "") -> Finding:
    return Finding(rule, sentence.start + found.start(), sentence.start + found.end(), found[0], easier)
