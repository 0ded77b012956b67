"""Reading CSV and JSON lines, plain or compressed, one row after the other. What cannot be read is a row with its reason."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from civic.proposals.importing.records import BadLineError

Line = tuple[int, dict[str, Any] | BadLineError]
MAX_LINE = 1_000_000
_BROKEN = re.compile("[\ud800-\udfff]")
_NOT_UTF8 = "The line is not written in UTF-8."


class UnreadableFileError(Exception):
    """The file as a whole cannot be imported; the message says why and what helps."""


class Lines:
    """The rows of a file with the number of the line on which each begins. `columns` are known before the first row is read."""

    def __init__(self, path: Path) -> None:
        self._raw: IO[bytes] = path.open("rb")
        self.size = path.stat().st_size
        try:
            packed = self._raw.read(2) == b"\x1f\x8b"
            self._raw.seek(0)
            stream = cast(IO[bytes], gzip.GzipFile(fileobj=self._raw)) if packed else self._raw
            self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
            first = self._text.readline(MAX_LINE)
            self._rest: Iterator[Line]
            if first.lstrip().startswith("{"):
                self.columns, self._rest = _keys(first), self._json_rows(first)
            else:
                self.columns, self._rest = self._csv_rows(first)
        except (OSError, EOFError, zlib.error) as error:
            self.close()
            raise UnreadableFileError(f"{path.name} is damaged: {error}.") from error
        except UnreadableFileError:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    @property
    def position(self) -> int:
        """How many bytes of the file have been read."""
        return self.size if self._raw.closed else self._raw.tell()

    def __iter__(self) -> Iterator[Line]:
        return self._until_damaged(self._rest)

    def _until_damaged(self, rows: Iterator[Line]) -> Iterator[Line]:
        line = 1
        try:
            for line, row in rows:
                broken = not isinstance(row, BadLineError) and any(isinstance(v, str) and _BROKEN.search(v) for v in row.values())
                yield line, BadLineError(_NOT_UTF8) if broken else row
        except (OSError, EOFError, zlib.error) as error:
            yield line + 1, BadLineError(f"The file is damaged from here on: {error}.")
        finally:
            self.close()

    def _json_rows(self, first: str) -> Iterator[Line]:
        line, text = 1, first
        while text:
            if len(text) == MAX_LINE and not text.endswith("\n"):
                self._skip_rest_of_line()
                yield line, BadLineError(f"The line is longer than {MAX_LINE:,} characters.")
            elif text.strip():
                yield line, _object(text)
            text = self._text.readline(MAX_LINE)
            line += 1

    def _skip_rest_of_line(self) -> None:
        while (more := self._text.readline(MAX_LINE)) and not more.endswith("\n"):
            pass

    def _csv_rows(self, first: str) -> tuple[frozenset[str], Iterator[Line]]:
        if _BROKEN.search(first):
            raise UnreadableFileError("The file is not written in UTF-8. Save it as “CSV UTF-8” and try again.")
        header = next(csv.reader([first]), [])
        return frozenset(header), self._csv_after(header)

    def _csv_after(self, header: list[str]) -> Iterator[Line]:
        reader, begin = csv.reader(self._text), 2
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
    """The keys of the first line; none when it cannot be read."""
    found = _object(text)
    return frozenset() if isinstance(found, BadLineError) else frozenset(found)
