"""Advice about the catalogues: `python -m civic.i18n.catalogue_advice` prints what a translator may want to look at again.

Unlike the gate it refuses nothing: a long word on a button may be the right one, and a term may be said by a pronoun.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog

from civic.i18n.languages import BY_ID
from civic.i18n.merge import SHIPPED, read_catalogue
from civic.i18n.text import CATALOGUES

PACKAGE = CATALOGUES.parent.parent
GLOSSARY = PACKAGE / "translations" / "glossary.csv"
BUTTON = re.compile(r"""button\(_\("((?:[^"\\]|\\.)+)"\)""")
WIDEST = 36
"""Cells (a Latin letter is one, a Chinese character two) that a button of a 320-pixel screen takes on one line at the normal size."""


def cells(text: str) -> int:
    """How wide a text is: wide characters count two, marks that sit on others none."""
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text if unicodedata.category(character)[0] != "M"
    )


@lru_cache(maxsize=1)
def buttons() -> frozenset[str]:
    """The sentences that stand on buttons, as the templates say."""
    return frozenset(label for path in PACKAGE.rglob("*.html") for label in BUTTON.findall(path.read_text(encoding="utf-8")))


def glossary(path: Path = GLOSSARY) -> dict[str, Mapping[str, str]]:
    """The municipal terms: what each English term is in the other languages, by tag."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["en"]: row for row in csv.DictReader(file) if row["en"]}


def advise(language_id: str, catalogue: Catalog, terms: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Each piece of advice as one line."""
    tag = BY_ID[language_id].tag
    for message in catalogue:
        if not message.id:
            continue
        sentence = message.id[0] if isinstance(message.id, (tuple, list)) else str(message.id)
        said = message.string if isinstance(message.string, str) else " ".join(message.string or ())
        if sentence in buttons() and cells(said) > max(WIDEST, cells(sentence)):
            yield f"{language_id}: a button of {cells(said)} cells: {said}"
        for english, row in terms.items():
            wanted = row.get("term" if tag == "ja" else tag, "")
            if wanted and _has(english, sentence) and not _said(wanted, said):
                yield f"{language_id}: {english!r} is {wanted!r} in the glossary: {said}"


def _has(term: str, sentence: str) -> bool:
    return re.search(rf"\b{re.escape(term)}s?\b", sentence, re.IGNORECASE) is not None


def _said(term: str, text: str) -> bool:
    """One of the glossary's ways to say it stands in the text; endings are left open, and spaces between phrases do not count."""
    joined = text.casefold().replace(" ", "")
    ways = [way.strip() for way in re.split(r"[（(／/、)）]", term)]
    return any(way.casefold().replace(" ", "")[: max(3, len(way) - 2)] in joined for way in ways if way)


def main() -> None:
    """Print all advice."""
    terms = glossary()
    for language_id in SHIPPED:
        for found in advise(language_id, read_catalogue(language_id), terms):
            sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
