"""The words of municipal life in every language: the shipped file, and how words are found in a text. The town's own words lie over it.

A cell may hold an explanation in brackets: what an engine is made to use is the word before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from civic.i18n.languages import LANGUAGES

FILE = Path(__file__).parent / "glossary.csv"
TAGS = tuple(language.tag for language in LANGUAGES)
COLUMNS = ("term", "reading", *(tag for tag in TAGS if tag != "ja"), "note")
MAX_WORD, MAX_NOTE, MAX_TERMS = 120, 500, 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Spreadsheets in Japanese take the wide signs for the narrow ones."""
_EXPLANATION = re.compile(r"\s*[(（].*$", re.DOTALL)
_CASED = re.compile(r"[A-Za-zÀ-ỹ]")


@dataclass(frozen=True)
class Entry:
    """A Japanese term with its words by language tag; an inactive one is left out everywhere. Empty words are not there."""

    term: str
    reading: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    is_active: bool = True

    def word(self, tag: str) -> str:
        """The term in a language, with its explanation; empty when there is none."""
        return self.term if tag == "ja" else self.words.get(tag, "")


def head(word: str) -> str:
    """The word without an explanation in brackets."""
    return _EXPLANATION.sub("", word).strip()


class UnreadableGlossaryError(ValueError):
    """A CSV file is not a glossary. `line` counts from one."""

    def __init__(self, code: str, *, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


def read_csv(text: str) -> list[Entry]:
    """Entries of a CSV file: a heading line with `term`, language tags, and optionally `reading`, `note` and `active` (0 or 1)."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        heading = [name.strip() for name in next(rows, [])]
        if "term" not in heading or len(set(heading)) != len(heading) or set(heading) - {*COLUMNS, "active"}:
            raise UnreadableGlossaryError("heading", line=1)
        found: dict[str, Entry] = {}
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(heading):
                raise UnreadableGlossaryError("columns", line=rows.line_num)
            entry = _entry({name: _typed(cell) for name, cell in zip(heading, row, strict=True)})
            if not entry.term or len(found) >= MAX_TERMS:
                raise UnreadableGlossaryError("many" if entry.term else "term", line=rows.line_num)
            found[entry.term] = entry
    except csv.Error:
        raise UnreadableGlossaryError("csv", line=rows.line_num) from None
    return list(found.values())


def _typed(cell: str) -> str:
    """The cell as it was before `write_csv` kept it from being a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _entry(cells: Mapping[str, str]) -> Entry:
    words = {tag: cells[tag] for tag in TAGS if tag != "ja" and cells.get(tag)}
    return Entry(cells["term"], cells.get("reading", ""), words, cells.get("note", ""), cells.get("active", "1") != "0")


def write_csv(entries: Iterable[Entry]) -> str:
    """The same form, with a byte-order mark so that spreadsheets read the languages right. Cells cannot start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "active"))
    for entry in entries:
        cells = (entry.term, entry.reading, *(entry.words.get(tag, "") for tag in TAGS if tag != "ja"), entry.note)
        writer.writerow([*(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells), int(entry.is_active)])
    return "\ufeff" + out.getvalue()


@lru_cache(maxsize=1)
def shipped() -> tuple[Entry, ...]:
    """The glossary that comes with the program."""
    return tuple(read_csv(FILE.read_text(encoding="utf-8")))


def merged(own: Iterable[Entry]) -> dict[str, Entry]:
    """The shipped glossary with the town's own entries over it, by term; word by word, so that a correction keeps the other languages."""
    found = {entry.term: entry for entry in shipped()}
    for entry in own:
        below = found.get(entry.term)
        words = dict(below.words) if below else {}
        words.update(entry.words)
        reading = entry.reading or (below.reading if below else "")
        note = entry.note or (below.note if below else "")
        found[entry.term] = Entry(entry.term, reading, words, note, entry.is_active)
    return found


class Glossary:
    """The active entries, ready to be found in texts. `revision` grows with each change."""

    def __init__(self, entries: Iterable[Entry], *, revision: int = 0) -> None:
        self.revision = revision
        self._entries = {entry.term: entry for entry in entries if entry.is_active}
        self._finders: dict[str, tuple[re.Pattern[str], dict[str, Entry]] | None] = {}

    def spans(self, text: str, language: str) -> list[tuple[int, int, Entry]]:
        """Where entries stand in a text of a language, longest first, never overlapping, in order."""
        finder = self._finder(language)
        if finder is None:
            return []
        pattern, entries = finder
        return [(*found.span(), entries[found[0].casefold()]) for found in pattern.finditer(text)]

    def explained(self, texts: Iterable[tuple[str, str]], reader: str) -> list[Entry]:
        """The entries that stand in texts of other languages (text, tag) and have a word in the reader's, each once."""
        found: dict[str, Entry] = {}
        for text, language in texts:
            if language != reader:
                for _begin, _end, entry in self.spans(text, language):
                    if entry.word(reader):
                        found.setdefault(entry.term, entry)
        return list(found.values())

    def _finder(self, language: str) -> tuple[re.Pattern[str], dict[str, Entry]] | None:
        if language not in self._finders:
            entries: dict[str, Entry] = {}
            for entry in self._entries.values():
                word = head(entry.word("ja" if language == "ja-simple" else language))
                if len(word) > 1:
                    entries.setdefault(word.casefold(), entry)
            parts = [self._bounded(word) for word in sorted(entries, key=len, reverse=True)]
            self._finders[language] = (re.compile("|".join(parts), re.IGNORECASE), entries) if parts else None
        return self._finders[language]

    @staticmethod
    def _bounded(word: str) -> str:
        """Words of letters with spaces between them stand alone; others may stand inside a run of characters."""
        return rf"(?<!\w){re.escape(word)}(?!\w)" if _CASED.search(word) else re.escape(word)
