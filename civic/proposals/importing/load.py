"""Importing a file of proposals, and the comments beside it, into a process.

Every `BATCH` rows are one transaction, so that the town's pages can write in between; inside, each row is taken over whole or leaves no
trace: its service sees to that, and where its author is made too, a savepoint around both. An import that was interrupted goes on where
it stopped when it is run again. Totals of the source (votes, likes) are not taken over: a support here is a person's signature.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import select

from civic.accounts.models import User
from civic.accounts.services import create_imported_author
from civic.comments.services import create_imported_comment
from civic.contributions.models import Contribution
from civic.db import savepoint, session, unit_of_work, utcnow
from civic.i18n.text import in_language
from civic.policy import ConflictError, RefusedError
from civic.processes.models import Process
from civic.proposals.importing.formats import FORMATS, Format, Row, recognise
from civic.proposals.importing.lines import Line, Lines, UnreadableFileError
from civic.proposals.importing.records import BadLineError, CommentRecord, ProposalRecord, author_name
from civic.proposals.services import create_imported
from civic.town.queries import active_areas, active_categories

BATCH = 200
Record = TypeVar("Record", ProposalRecord, CommentRecord)


@dataclass
class ImportReport:
    """What became of the lines: made, found here already, or left out (number and reason; lines of the comments name their file)."""

    created: int = 0
    existing: int = 0
    comments: int = 0
    existing_comments: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)


def import_file(path: Path, *, process: Process, progress: Callable[[int], None] | None = None) -> ImportReport:
    """Import what is new; an operator does this, so no person's rights are asked.

    `progress` hears after each batch how many more bytes were read, of the `bytes_to_read` in all. `UnreadableFileError` when the file is
    in no known format. Commits.
    """
    with Lines(path) as lines:
        chosen = recognise(lines.columns)
        if chosen is None:
            names = ", ".join(known.name for known in FORMATS)
            raise UnreadableFileError(f"{path.name} is in none of the known formats ({names}).")
        authors = _Authors(chosen.source)
        proposals = _Proposals(process, chosen, authors)
        beside = _comments_beside(path) if chosen.comment is not None else None
        with in_language("en"):
            if beside is None:
                proposals.take_all(lines, progress)
            else:
                with Lines(beside) as comment_lines:
                    if not chosen.comment_columns <= comment_lines.columns:
                        raise UnreadableFileError(f"{beside.name} beside {path.name} holds no comments in the format {chosen.name}.")
                    proposals.take_all(lines, progress)
                    comments = _Comments(chosen, authors)
                    comments.take_all(comment_lines, progress)
                    return _report(proposals, comments, beside.name)
    return _report(proposals)


def _report(proposals: _Proposals, comments: _Comments | None = None, name: str = "") -> ImportReport:
    report = ImportReport(created=proposals.created, existing=proposals.existing, skipped=sorted(proposals.skipped))
    if comments is not None:
        report.comments, report.existing_comments = comments.created, comments.existing
        report.skipped += [(line, f"{name}: {reason}") for line, reason in sorted(comments.skipped)]
    return report


def bytes_to_read(path: Path) -> int:
    """The size of the file and of the comments beside it."""
    beside = _comments_beside(path)
    return path.stat().st_size + (beside.stat().st_size if beside is not None else 0)


def _comments_beside(path: Path) -> Path | None:
    """The same name with `comments` in place of `proposals`, packed or not."""
    name = path.name.replace("proposals", "comments")
    if name == path.name:
        return None
    plain = name.removesuffix(".gz")
    return next((found for found in (path.with_name(one) for one in (name, plain, f"{plain}.gz")) if found.is_file()), None)


class _Authors:
    """The accounts behind the texts of a source, each looked for once. A commit lets go of the objects: `load` holds those of a batch."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._ids: dict[str, int] = {}
        self._held: dict[str, User] = {}

    def load(self, keys: Iterable[str]) -> None:
        """Hold the known ones among `keys`. One statement."""
        wanted = {self._ids[key]: key for key in keys if key in self._ids}
        self._held = {wanted[user.id]: user for user in session.scalars(select(User).where(User.id.in_(wanted)))} if wanted else {}

    def held(self, key: str) -> User | None:
        """The account of an author, if it is known and loaded."""
        return self._held.get(key)

    def create(self, key: str) -> User:
        """The account of an author who was not met before; an empty key is everybody whom the source does not name."""
        return create_imported_author(source_key=f"{self._source}:{key}", display_name=author_name(self._source, key), language="ja")

    def keep(self, key: str, author: User) -> None:
        """Remember an account once the row that made it is in: a refused row takes its account back."""
        self._ids[key], self._held[key] = author.id, author


class _Part(ABC, Generic[Record]):
    """The rows of one file, on their way in."""

    def __init__(self, source: str, read: Callable[[Row], Record], authors: _Authors) -> None:
        self._source, self._authors = source, authors
        self._read: Callable[[Row], Record] = read
        self.created = self.existing = 0
        self.skipped: list[tuple[int, str]] = []

    def take_all(self, lines: Lines, progress: Callable[[int], None] | None) -> None:
        """All rows, a batch at a time."""
        rows, told = iter(lines), 0
        while batch := list(islice(rows, BATCH)):
            with unit_of_work():
                self._take(batch)
            if progress is not None:
                progress(lines.position - told)
                told = lines.position

    def _take(self, batch: list[Line]) -> None:
        records: list[tuple[int, Record]] = []
        for line, row in batch:
            try:
                records.append((line, self._read(_readable(row))))
            except BadLineError as error:
                self.skipped.append((line, str(error)))
        here = _ids_of(self._source, [record.source_id for _line, record in records])
        new = [(line, record) for line, record in records if record.source_id not in here]
        self.existing += len(records) - len(new)
        if new:
            self._authors.load({record.author_key for _line, record in new})
            self._prepare([record for _line, record in new])
        for line, record in new:
            self._one(line, record)

    def _one(self, line: int, record: Record) -> None:
        author = self._authors.held(record.author_key)
        try:
            if author is None:
                with savepoint():
                    author = self._authors.create(record.author_key)
                    self._make(record, author)
            else:
                self._make(record, author)
        except ConflictError:
            self.existing += 1
        except RefusedError as error:
            self.skipped.append((line, error.reason))
        except BadLineError as error:
            self.skipped.append((line, str(error)))
        else:
            self._authors.keep(record.author_key, author)
            self.created += 1

    def _prepare(self, records: list[Record]) -> None:
        """Read at once what the rows of a batch need."""

    @abstractmethod
    def _make(self, record: Record, author: User) -> None:
        """Create one, through its service."""


class _Proposals(_Part[ProposalRecord]):
    def __init__(self, process: Process, chosen: Format, authors: _Authors) -> None:
        super().__init__(chosen.source, chosen.proposal, authors)
        self._process, self._now = process, utcnow()
        self._areas = {name.casefold(): area.id for area in active_areas() for name in area.names.values()}
        self._categories = {name.casefold(): category.id for category in active_categories() for name in category.names.values()}

    def _make(self, record: ProposalRecord, author: User) -> None:
        create_imported(
            self._process, author=author, title=record.title, problem="", body=record.body, language=record.language,
            published_at=record.published_at or self._now, source=self._source, source_id=record.source_id,
            area_id=self._areas.get(record.area.casefold()), category_id=self._categories.get(record.category.casefold()),
            status=record.status, decision_reason=record.decision_reason,
        )  # fmt: skip


class _Comments(_Part[CommentRecord]):
    def __init__(self, chosen: Format, authors: _Authors) -> None:
        super().__init__(chosen.comment_source, chosen.read_comment, authors)
        self._proposal_source = chosen.source
        self._subjects: dict[str, Contribution] = {}

    def _prepare(self, records: list[CommentRecord]) -> None:
        wanted = {record.proposal_source_id for record in records}
        query = select(Contribution).where(Contribution.source == self._proposal_source, Contribution.source_id.in_(wanted))
        self._subjects = {str(found.source_id): found for found in session.scalars(query)}

    def _make(self, record: CommentRecord, author: User) -> None:
        subject = self._subjects.get(record.proposal_source_id)
        if subject is None:
            raise BadLineError(f"The proposal {record.proposal_source_id} that it belongs to was not imported.")
        create_imported_comment(
            subject, author=author, body=record.body, stance=record.stance, language=record.language,
            published_at=record.published_at, source=self._source, source_id=record.source_id,
        )  # fmt: skip


def _readable(row: Row | BadLineError) -> Row:
    if isinstance(row, BadLineError):
        raise row
    return row


def _ids_of(source: str, source_ids: list[str]) -> set[str]:
    """Which of the ids of a source are here already. One statement."""
    query = select(Contribution.source_id).where(Contribution.source == source, Contribution.source_id.in_(source_ids))
    return {str(found) for found in session.scalars(query)}
