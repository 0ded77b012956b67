"""Numbers in a text, joined with their counters: 1日 is ついたち, 3本 さんぼん, 四十人 よんじゅうにん.

Above Arabic numerals stand no readings, only above the counter behind them (3 本(ぼん)), unless number and counter are one word
(1日, 2人). A number in kanji is read whole.
"""

from __future__ import annotations

import re

from civic.i18n.furigana.analyser import Word
from civic.i18n.furigana.counters import COUNTERS, DAYS, PEOPLE, TAILS, THINGS, counted, counter_in
from civic.i18n.furigana.numbers import ARABIC, NUMERAL, read_number, read_sizes, value
from civic.i18n.furigana.place import Place

_SPAN = re.compile(
    "に(つき|[0-9０-９一二三四五六七八九十何数])|あたり|当たり|当り|中|平均|おき|ずつ|[0-9０-９一二三四五六七八九]|乗車|限り|単位|目|で|も|だけ"
    "|か[^らけ]|がかり"
)
_MONTHS = {"月", "今月", "来月", "毎月", "翌月", "先月"}


def with_numbers(words: list[Word]) -> list[Word]:
    """The words with each number and its counter read together."""
    words = _joined(words)
    out: list[Word] = []
    at = 0
    while at < len(words):
        if _is_numeral(words[at]):
            made, used = _number(Place(words, at))
            out.extend(made)
            at += used
        else:
            out.append(words[at])
            at += 1
    return out


def _is_numeral(word: Word) -> bool:
    return word.sort == "数詞" and not word.is_settled and NUMERAL.fullmatch(word.surface) is not None


def _joined(words: list[Word]) -> list[Word]:
    """Parts of one number as one word."""
    out: list[Word] = []
    for word in words:
        if word.surface == "十分" and out and _is_numeral(out[-1]):
            out[-1] = _numeral(out[-1].surface + "十", out[-1].reading + "じゅう")
            out.append(_counter("分", "ふん"))
        elif out and _is_numeral(word) and _is_numeral(out[-1]):
            out[-1] = _numeral(out[-1].surface + word.surface, out[-1].reading + word.reading)
        else:
            out.append(word)
    return out


def _numeral(surface: str, reading: str) -> Word:
    return Word(surface, reading, "", "名詞", "数詞")


def _counter(surface: str, reading: str) -> Word:
    return Word(surface, reading, "", "名詞", "助数詞")


def _number(place: Place) -> tuple[list[Word], int]:
    """A number with its counter as words, and how many words they were."""
    numeral, follower = place.word.surface, place.near(1)
    counter = "" if follower.is_settled else counter_in(follower.surface)
    number = value(numeral)
    if not counter:
        return _alone(place, number), 1
    rest = follower.surface[len(counter) :]
    tail = [Word(rest, TAILS[rest])] if rest else []
    return [*_with_counter(place, number, counter), *tail], 2


def _with_counter(place: Place, number: int | None, counter: str) -> list[Word]:
    numeral = place.word.surface
    is_arabic = ARABIC.fullmatch(numeral) is not None
    if number is None and ARABIC.match(numeral):
        return [*_mixed(numeral), _counter(counter, COUNTERS[counter][1])]
    if number is None:
        return [_numeral(numeral, _uncertain(place)), _counter(counter, COUNTERS[counter][1])]
    if counter == "分" and place.after(2) == "の" and NUMERAL.match(place.after(3)):
        said, sound = read_number(number), "ぶん"
    else:
        fused = _fused(place, number, counter)
        if fused:
            return [_counter(numeral + counter, fused)]
        said, sound = counted(number, read_number(number), counter)
    if is_arabic:
        return [_numeral(numeral, numeral), _counter(counter, sound)]
    if ARABIC.match(numeral):
        return [*_mixed(numeral), _counter(counter, sound)]
    return [_counter(numeral + counter, said + sound)]


def _alone(place: Place, number: int | None) -> list[Word]:
    numeral = place.word.surface
    if ARABIC.match(numeral):
        return _mixed(numeral)
    if number is None:
        return [place.word]
    if place.after() == "つ" and number in THINGS:
        return [_numeral(numeral, THINGS[number])]
    return [_numeral(numeral, read_number(number))]


def _mixed(numeral: str) -> list[Word]:
    """2万, 3千5百: Arabic numerals are left bare, the words for sizes between them are read."""
    out: list[Word] = []
    for run in re.findall(r"[0-9０-９,，.．]+|[^0-9０-９,，.．]+", numeral):
        out.append(_numeral(run, run if ARABIC.fullmatch(run) else read_sizes(run, out[-1].surface)))
    return out


def _uncertain(place: Place) -> str:
    numeral = place.word.surface
    return {"数": "すう", "何": "なん"}.get(numeral, numeral if ARABIC.fullmatch(numeral) else place.word.reading)


def _fused(place: Place, number: int, counter: str) -> str:
    """Numbers that are one word with their counter: 1日, 20日, 2人."""
    ending = TAILS.get(counter[1:], "")
    if counter in {"人", "人目", "人分"} and number in PEOPLE:
        return PEOPLE[number] + ending
    if counter not in {"日", "日間", "日目", "日分"} or number not in DAYS:
        return ""
    if number == 1 and (counter != "日" or _is_span(place)):
        return "" if ARABIC.fullmatch(place.word.surface) else "いちにち" + ending
    return DAYS[number] + ending


def _is_span(place: Place) -> bool:
    """Whether 1日 is a length of time and no date: 1日に3回."""
    if place.before() in _MONTHS or (place.before() == "の" and place.before(2).endswith("月")):
        return False
    return place.before() in {"約", "丸", "もう", "まる"} or _SPAN.match(place.rest()[1:]) is not None
