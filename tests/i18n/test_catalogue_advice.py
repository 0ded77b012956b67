"""Advice about the catalogues."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from civic.i18n.catalogue_advice import advise, buttons, cells, glossary

pytestmark = pytest.mark.static
TERMS = {
    "neighborhood association": {"term": "町内会", "vi": "hội khu phố", "fil": "samahan ng magkakapitbahay", "ja-simple": "近所の 人の 会"}
}


def advice(language_id: str, sentence: str, said: str) -> list[str]:
    catalogue = Catalog(locale=language_id)
    catalogue.add(sentence, said)
    return list(advise(language_id, catalogue, TERMS))


def test_cells_count_wide_characters_twice_and_marks_not() -> None:
    assert (cells("Save"), cells("保存"), cells("नेपाली"), cells("é")) == (4, 4, 3, 1)


def test_buttons_are_found_in_the_templates() -> None:
    assert {"Save", "Support this proposal"} <= buttons()


def test_a_long_button_is_told_and_a_long_sentence_is_not() -> None:
    long = "Guardar todo lo que acaba de escribir aquí"
    assert advice("es", "Save", long) == [f"es: a button of {cells(long)} cells: {long}"]
    assert advice("es", "Saved.", long) == []


def test_a_glossary_term_said_otherwise_is_told() -> None:
    sentence = "Ask your neighborhood association."
    assert advice("vi", sentence, "Hãy hỏi hội khu phố của bạn.") == []
    assert advice("vi", sentence, "Hãy hỏi tổ dân phố.") == [
        "vi: 'neighborhood association' is 'hội khu phố' in the glossary: Hãy hỏi tổ dân phố."
    ]
    assert advice("ja@easy", sentence, "近所の人の会に 聞いて ください。") == []
    assert advice("ja", sentence, "自治会に聞いてください。") != []


def test_the_shipped_glossary_is_read() -> None:
    assert glossary()["collaboration"]["term"] == "協働"
