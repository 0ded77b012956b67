"""The list of readings as CSV: two columns, term and reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from civic.town.models import TownReading

HEAD = ("term", "reading", "source")
_HEADS = {HEAD[0], "言葉", "用語", "語", "単語", "名称", "地名"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[TownReading]) -> str:
    """The list for a spreadsheet; the mark at its beginning makes it open as Unicode."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        writer.writerow((_harmless(row.term), row.reading, row.source))
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def from_csv(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, term and reading of each line with something in it; the head line, if there is one, is passed over."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() in _HEADS):
            continue
        yield number, cells[0].removeprefix("'"), cells[1] if len(cells) > 1 else ""
