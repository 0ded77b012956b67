"""Reading CSV and JSON lines, plain or compressed, one row after the other. What cannot be read is a row with its reason."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from civic.proposals.importing.records import BadLineError

Line = tuple[int, dict[str, Any] | BadLineError]
MAX_LINE, HEAD = 1_000_000, 10
_BROKEN = re.compile("[\ud800-\udfff]")
_NOT_UTF8 = "The line is not written in UTF-8."


class UnreadableFileError(Exception):
    """The file as a whole cannot be imported; the message says why and what helps."""


class Lines:
    """The rows of a file with the number of the line on which each begins. `columns` are known before the first row is read."""

    def __init__(self, path: Path) -> None:
        self._raw: IO[bytes] = path.open("rb")
        self._size = path.stat().st_size
        try:
            packed = self._raw.read(2) == b"\x1f\x8b"
            self._raw.seek(0)
            stream = cast(IO[bytes], gzip.GzipFile(fileobj=self._raw)) if packed else self._raw
            self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
            self._head = [line for line in (self._text.readline(MAX_LINE) for _ in range(HEAD)) if line]
            rows: Iterator[Line]
            if any(line.lstrip().startswith("{") for line in self._head):
                self.columns, rows = frozenset(key for line in self._head for key in _keys(line)), self._json_rows()
            else:
                self.columns, rows = self._csv_rows()
            self._rows = self._until_damaged(rows)
        except (OSError, EOFError, zlib.error) as error:
            self._raw.close()
            raise UnreadableFileError(f"{path.name} is damaged: {error}.") from error
        except UnreadableFileError:
            self._raw.close()
            raise

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._raw.close()

    @property
    def position(self) -> int:
        """How many bytes of the file have been read."""
        return self._size if self._raw.closed else self._raw.tell()

    def __iter__(self) -> Iterator[Line]:
        return self._rows

    def _until_damaged(self, rows: Iterator[Line]) -> Iterator[Line]:
        line = 0
        try:
            for line, row in rows:
                broken = not isinstance(row, BadLineError) and any(isinstance(v, str) and _BROKEN.search(v) for v in row.values())
                yield line, BadLineError(_NOT_UTF8) if broken else row
        except (OSError, EOFError, zlib.error) as error:
            yield line + 1, BadLineError(f"The file is damaged from here on: {error}.")

    def _readline(self) -> str:
        return self._head.pop(0) if self._head else self._text.readline(MAX_LINE)

    def _json_rows(self) -> Iterator[Line]:
        line = 0
        while text := self._readline():
            line += 1
            if len(text) == MAX_LINE and not text.endswith("\n"):
                while (more := self._readline()) and not more.endswith("\n"):
                    pass
                yield line, BadLineError(f"The line is longer than {MAX_LINE:,} characters.")
            elif text.strip():
                yield line, _object(text)

    def _csv_rows(self) -> tuple[frozenset[str], Iterator[Line]]:
        first = self._readline()
        if _BROKEN.search(first):
            raise UnreadableFileError("The file is not written in UTF-8. Save it as “CSV UTF-8” and try again.")
        header = next(csv.reader([first]), [])
        return frozenset(header), self._csv_after(header)

    def _csv_after(self, header: list[str]) -> Iterator[Line]:
        reader, begin = csv.reader(chain(self._head, self._text)), 2
        while True:
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield begin, BadLineError(f"The row cannot be read ({error}): is a quotation mark missing?")
            else:
                if len(values) == len(header):
                    yield begin, dict(zip(header, values, strict=True))
                elif values:
                    yield begin, BadLineError(f"The row has {len(values)} columns instead of {len(header)}.")
            begin = reader.line_num + 2


def _object(text: str) -> dict[str, Any] | BadLineError:
    if _BROKEN.search(text):
        return BadLineError(_NOT_UTF8)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return BadLineError("The line is no JSON.")
    return found if isinstance(found, dict) else BadLineError("The line is no JSON object.")


def _keys(text: str) -> frozenset[str]:
    """The keys of a line; none when it cannot be read."""
    found = _object(text)
    return frozenset() if isinstance(found, BadLineError) else frozenset(found)
