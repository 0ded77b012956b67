"""Take over the answers of a public comment: `responses.csv` beside an `opinions.csv` of the Yamaguchi format.

Each answer there stands for a group of opinions; here each opinion's proposal gets it, so that nobody has to search for theirs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from civic.accounts.queries import staff_with
from civic.contributions.models import Contribution
from civic.db import session, unit_of_work
from civic.handoff.models import ResponseDecision
from civic.handoff.services import create_imported_response
from civic.i18n.text import _
from civic.policy import RefusedError, Role
from civic.processes.models import Process
from civic.proposals.models import Proposal

PROPOSAL_SOURCE, ANSWER_SOURCE = "yamaguchi_pubcom", "yamaguchi_pubcom_answer"
_NEEDED = frozenset({"official_text", "response_id", "record_id"})


@dataclass
class AnswersReport:
    """What happened: how many answers were made, and which lines of `responses.csv` were left out, with the reason."""

    created: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)


def import_answers(path: Path, *, process: Process) -> AnswersReport:
    """Import the answers that belong to the opinions at `path`; nothing happens for other files. Running it again adds what is new."""
    report = AnswersReport()
    answers_path = path.with_name("responses.csv")
    if path.name != "opinions.csv" or not answers_path.is_file():
        return report
    opinions = _opinions_by_answer(path)
    with unit_of_work():
        operator_id, problem = _operator(process)
        known = set(session.scalars(select(Contribution.source_id).where(Contribution.source == ANSWER_SOURCE)))
        proposals = _proposals(process)
        for line, row in _rows(answers_path):
            if problem or operator_id is None or process.department_id is None:
                report.skipped.append((line, problem))
                continue
            for opinion_id in opinions.get(row["response_id"], []):
                source_id = f"{row['record_id']}:{opinion_id}"
                proposal = proposals.get(opinion_id)
                if source_id in known or proposal is None:
                    continue
                try:
                    create_imported_response(
                        proposal, operator_id=operator_id, department_id=process.department_id, decision=ResponseDecision.WILL_STUDY,
                        body=row["official_text"], language="ja", source=ANSWER_SOURCE, source_id=source_id,
                    )  # fmt: skip
                    report.created += 1
                except RefusedError as error:
                    report.skipped.append((line, error.reason))
    return report


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their line in the file; none when the file has other columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if set(reader.fieldnames or ()) >= _NEEDED:
            for row in reader:
                yield reader.line_num, row


def _opinions_by_answer(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _line, row in _rows(path):
        found.setdefault(row["response_id"], []).append(row["record_id"])
    return found


def _proposals(process: Process) -> dict[str, Proposal]:
    """The imported proposals of the process by the record they came from."""
    rows = session.scalars(
        select(Proposal)
        .join(Contribution, Contribution.id == Proposal.id)
        .where(Contribution.process_id == process.id, Contribution.source == PROPOSAL_SOURCE)
        .options(joinedload(Proposal.contribution))
    )
    return {proposal.contribution.source_id or "": proposal for proposal in rows}


def _operator(process: Process) -> tuple[int | None, str]:
    """In whose name the answers are handed over: who made the process, else the first coordinator; or why nobody can."""
    if process.department_id is None:
        return None, _("The process has no department that could have answered.")
    if process.created_by_id is not None:
        return process.created_by_id, ""
    coordinators = staff_with(Role.COORDINATOR)
    if not coordinators:
        return None, _("There is no coordinator in whose name the answers could be handed over.")
    return coordinators[0].id, ""
