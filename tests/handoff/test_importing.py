"""Answers of a public comment."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from civic.db import session
from civic.handoff.importing import import_answers
from civic.handoff.models import OfficialResponse
from civic.policy import Role
from civic.processes.models import Process
from tests.factories import make_department, make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def opinions(tmp_path: Path) -> Path:
    (tmp_path / "responses.csv").write_text(
        "linked_opinion_numbers,official_text,record_id,response_id\n1 2,検討します。,A1,R1\n3,実施します。,A2,R2\n", encoding="utf-8"
    )
    path = tmp_path / "opinions.csv"
    path.write_text("official_text,record_id,response_id\n賛成,O1,R1\n反対,O2,R1\n質問,O3,R2\n", encoding="utf-8")
    return path


def process_with_opinions(*records: str) -> Process:
    process = make_process(department=make_department())
    for record in records:
        contribution = make_proposal(process=process).contribution
        contribution.source, contribution.source_id = "yamaguchi_pubcom", record
    session.flush()
    return process


def count() -> int:
    return session.scalar(select(func.count()).select_from(OfficialResponse)) or 0


def test_each_opinion_gets_its_answer_once(opinions: Path) -> None:
    make_user(roles=(Role.COORDINATOR,))
    process = process_with_opinions("O1", "O2", "O3")
    report = import_answers(opinions, process=process)
    assert (report.created, report.skipped, count()) == (3, [], 3)
    again = import_answers(opinions, process=process)
    assert (again.created, again.skipped, count()) == (0, [], 3)


def test_without_department_or_coordinator_lines_are_skipped(opinions: Path) -> None:
    report = import_answers(opinions, process=process_with_opinions("O1"))
    assert (report.created, [line for line, _reason in report.skipped]) == (0, [2, 3])
    assert import_answers(opinions, process=make_process()).created == 0


def test_other_files_give_nothing(opinions: Path) -> None:
    process = process_with_opinions("O1")
    assert import_answers(opinions.with_name("ideas.csv"), process=process).skipped == []
    opinions.with_name("responses.csv").unlink()
    assert import_answers(opinions, process=process).skipped == []
