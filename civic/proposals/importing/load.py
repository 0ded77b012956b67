"""Importing a file of proposals, and the comments beside it, into a process.

The caller's transaction ends it: a program that dies half way leaves nothing behind. Inside, each row is a savepoint of its own, so that
a refused one leaves no trace, in batches of `BATCH` whose rows are let go of together. Totals of the source (votes, likes) are not taken
over: a support here is a person's signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import select

from civic.accounts.models import User
from civic.accounts.services import create_imported_author
from civic.comments.services import create_imported_comment
from civic.contributions.models import Contribution
from civic.db import savepoint, session, utcnow
from civic.i18n.text import in_language
from civic.policy import ConflictError, RefusedError
from civic.processes.models import Process
from civic.proposals.importing.formats import BY_NAME, FORMATS, Format, Row, recognise
from civic.proposals.importing.lines import Line, Lines, UnreadableFileError
from civic.proposals.importing.records import BadLineError
from civic.proposals.services import create_imported
from civic.town.queries import active_areas, active_categories

BATCH = 200
Progress = Callable[[int, int], None]
"""Called after each batch with the bytes read so far and the bytes of all files."""


@dataclass
class Counts:
    """What became of the rows of a file: made, found here already, or left out (line of the file, reason)."""

    created: int = 0
    existing: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class ImportReport(Counts):
    """The proposals of a file; `comments` are those of the file beside it."""

    format: str = ""
    comments: Counts = field(default_factory=Counts)


def import_file(path: Path, *, process: Process, progress: Progress | None = None, format_name: str | None = None) -> ImportReport:
    """Import what is new. `UnreadableFileError` when nothing of the file can be used. Needs the operator's say-so and no person's."""
    lines = Lines(path)
    chosen = _format(lines, path, format_name)
    comment_lines = _comments_beside(path, chosen)
    files = [lines, *([comment_lines] if comment_lines is not None else [])]
    size = sum(file.size for file in files)

    def tell() -> None:
        if progress is not None:
            progress(sum(file.position for file in files), size)

    report = ImportReport(format=chosen.name)
    work = _Import(process, chosen)
    try:
        with in_language("en"):
            _run(lines, work.proposal, report, tell)
            if comment_lines is not None:
                _run(comment_lines, work.comment, report.comments, tell)
    finally:
        for file in files:
            file.close()
    tell()
    return report


def _format(lines: Lines, path: Path, name: str | None) -> Format:
    names = ", ".join(known.name for known in FORMATS)
    chosen = recognise(lines.columns) if name is None else BY_NAME.get(name)
    problem = ""
    if chosen is None:
        problem = f"{path.name} is in none of the known formats ({names})." if name is None else f"The formats are {names}, not {name}."
    elif missing := chosen.columns - lines.columns:
        problem = f"{path.name} lacks columns of the format {chosen.name}: {', '.join(sorted(missing))}."
    if chosen is None or problem:
        lines.close()
        raise UnreadableFileError(problem)
    return chosen


def _comments_beside(path: Path, chosen: Format) -> Lines | None:
    """The file with the comments: the same name with `comments` in place of `proposals`."""
    beside = path.with_name(path.name.replace("proposals", "comments"))
    if chosen.comment is None or beside == path or not beside.is_file():
        return None
    lines = Lines(beside)
    if chosen.comment_columns <= lines.columns:
        return lines
    lines.close()
    raise UnreadableFileError(f"{beside.name} beside {path.name} is not a file of comments in the format {chosen.name}.")


def _run(lines: Lines, take: Callable[[Row], bool], counts: Counts, tell: Callable[[], None]) -> None:
    rows: Iterator[Line] = iter(lines)
    while batch := list(islice(rows, BATCH)):
        with savepoint():
            for line, row in batch:
                _one(line, row, take, counts)
        tell()


def _one(line: int, row: Row | BadLineError, take: Callable[[Row], bool], counts: Counts) -> None:
    try:
        if isinstance(row, BadLineError):
            raise row
        with savepoint():
            is_new = take(row)
    except ConflictError:
        counts.existing += 1
    except RefusedError as error:
        counts.skipped.append((line, error.reason))
    except BadLineError as error:
        counts.skipped.append((line, str(error)))
    else:
        counts.created += is_new
        counts.existing += not is_new


class _Import:
    """What is remembered during one import: what is here already, and whose texts were read."""

    def __init__(self, process: Process, chosen: Format) -> None:
        self._process, self._format = process, chosen
        self._now = utcnow()
        self._proposals = _ids_of(chosen.source)
        self._comments = _ids_of(chosen.comment_source)
        self._authors: dict[str, int] = {}
        self._areas = {name.casefold(): area.id for area in active_areas() for name in area.names.values()}
        self._categories = {name.casefold(): category.id for category in active_categories() for name in category.names.values()}

    def _author(self, key: str, name: str, language: str) -> User:
        """The account of an author. It is remembered once its row is in: a refused row takes back an account that it made."""
        known = self._authors.get(key)
        author = session.get(User, known) if known is not None else None
        if author is not None:
            return author
        return create_imported_author(source_key=f"{self._format.source}:{key}", display_name=name, language=language)

    def proposal(self, row: Row) -> bool:
        """Make the proposal of a row; false when it is here already."""
        record = self._format.proposal(row)
        if record.source_id in self._proposals:
            return False
        author = self._author(record.author_key, record.author_name, record.author_language)
        made = create_imported(
            self._process, author=author,
            title=record.title, problem="", body=record.body, language=record.language, published_at=record.published_at or self._now,
            source=self._format.source, source_id=record.source_id, area_id=self._areas.get(record.area.casefold()),
            category_id=self._categories.get(record.category.casefold()), status=record.status, decision_reason=record.decision_reason,
        )  # fmt: skip
        self._proposals[record.source_id], self._authors[record.author_key] = made.id, author.id
        return True

    def comment(self, row: Row) -> bool:
        """Make the comment of a row; false when it is here already."""
        if self._format.comment is None:
            raise BadLineError("This format has no comments.")
        record = self._format.comment(row)
        if record.source_id in self._comments:
            return False
        known = self._proposals.get(record.proposal_source_id)
        subject = session.get(Contribution, known) if known is not None else None
        if subject is None:
            raise BadLineError(f"The proposal {record.proposal_source_id} that it belongs to was not imported.")
        author = self._author(record.author_key, record.author_name, record.author_language)
        made = create_imported_comment(
            subject, author=author, body=record.body, stance=record.stance, language=record.language,
            published_at=record.published_at, source=self._format.comment_source, source_id=record.source_id,
        )  # fmt: skip
        self._comments[record.source_id], self._authors[record.author_key] = made.id, author.id
        return True


def _ids_of(source: str) -> dict[str, int]:
    rows = session.execute(select(Contribution.source_id, Contribution.id).where(Contribution.source == source))
    return {str(source_id): number for source_id, number in rows}
