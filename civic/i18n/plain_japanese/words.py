"""The table of hard words with easier ones: our own, and a town's beside it.

`words.tsv` has three columns: the word as dictionaries list it, what is easier, and what is easier when する follows. A town puts a file
of the same form into its data folder as `easy-words.tsv`; its rows win, and a row with an empty second column takes a word off the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

OWN = Path(__file__).with_name("words.tsv")
TOWN_FILE = "easy-words.tsv"
_WORD_SIGN = "一-龥々ァ-ヶー"


@dataclass(frozen=True)
class EasyWords:
    """For each hard word the easier one, and the one for the verb."""

    rows: dict[str, tuple[str, str]] = field(default_factory=dict)

    def easier(self, word: str, *, is_verb: bool = False) -> str:
        """What is easier, or nothing when the word is not hard."""
        noun, verb = self.rows.get(word, ("", ""))
        return (verb or noun) if is_verb else noun

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words of two kanji or katakana and more where there is no dictionary to cut the text into words."""
        words = sorted((word for word in self.rows if re.fullmatch(f"[{_WORD_SIGN}]{{2,}}", word)), key=len, reverse=True)
        return re.compile(f"(?<![{_WORD_SIGN}])(?:{'|'.join(words) or '(?!)'})(?![{_WORD_SIGN}])")


def easy_words(folder: Path | None = None) -> EasyWords:
    """Our table, with that of the town in `folder` over it."""
    town = folder / TOWN_FILE if folder is not None else None
    return _read(town, town.stat().st_mtime_ns if town is not None and town.is_file() else 0)


@lru_cache(maxsize=4)
def _read(town: Path | None, changed: int) -> EasyWords:
    rows = dict(_rows(OWN))
    if town is not None and changed:
        rows.update(_rows(town))
    return EasyWords({word: (easy, verb) for word, (easy, verb) in rows.items() if easy})


def _rows(path: Path) -> list[tuple[str, tuple[str, str]]]:
    found = []
    for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
        word, easy, verb, *_rest = (*(cell.strip() for cell in line.split("\t")), "", "")
        if word:
            found.append((word, (easy, verb)))
    return found
