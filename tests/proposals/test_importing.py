"""Importing files of other systems."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from civic import cli
from civic.accounts.models import User
from civic.audit.models import AuditEntry
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution
from civic.db import session, unit_of_work
from civic.proposals.importing import UnreadableFileError, bytes_to_read, import_file
from civic.proposals.importing import load as loading
from civic.proposals.importing.records import BadLineError, author_name, catalan_or_spanish, first_phrase, moment, plain, titled
from civic.proposals.models import Proposal, ProposalStatus
from tests.factories import make_area, make_process

DATA = Path(__file__).parent.parent / "data"
REAL = Path(__file__).parent.parent.parent.parent / "shared" / "data" / "proposals"
DECIDIM, CONSUL, PUBCOM = DATA / "decidim" / "proposals.jsonl", DATA / "consul" / "proposals.csv", DATA / "pubcom" / "opinions.csv"


def rows(table: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def proposal(source: str, source_id: str) -> tuple[Proposal, Contribution, User]:
    query = (
        select(Proposal, Contribution, User)
        .join(Contribution, Contribution.id == Proposal.id)
        .join(User, User.id == Contribution.author_id)
    )
    found = session.execute(query.where(Contribution.source == source, Contribution.source_id == source_id)).one()
    return found[0], found[1], found[2]


@pytest.mark.usefixtures("database")
def test_json_lines_with_comments_are_taken_over_and_bad_lines_named() -> None:
    area = make_area("Centre")
    report = import_file(DECIDIM, process=make_process())
    assert (report.created, report.existing, report.comments, report.existing_comments) == (3, 1, 4, 0)
    assert [line for line, reason in report.skipped if not reason.startswith("comments.jsonl: ")] == [3, 4, 5, 7, 8, 10, 11]
    assert [line for line, reason in report.skipped if reason.startswith("comments.jsonl: ")] == [5, 6, 7, 8, 9]
    reasons = dict(report.skipped[:7])
    assert reasons[3] == "The line is no JSON."
    assert reasons[4] == "The title is empty."
    assert reasons[5] == "The date '31/02/2016' cannot be read."
    assert reasons[7] == "The column id holds no id."
    assert reasons[8].startswith("Please use at most")

    first, contribution, author = proposal("decidim_barcelona", "1")
    assert first.body == "Volem arbres amb ombra.\n\n- til·lers\n- aurons\n\nGràcies & adéu"
    assert (first.area_id, first.status, first.comment_count) == (area.id, ProposalStatus.ADOPTED, 3)
    assert (contribution.language, contribution.published_at) == ("ca", datetime(2016, 1, 21, 23, tzinfo=UTC))
    assert author.is_imported
    second, contribution, _author = proposal("decidim_barcelona", "2")
    assert (second.status, contribution.language) == (ProposalStatus.NOT_ADOPTED, "es")
    assert "Motos <100 g/km sí." in second.body
    third, _contribution, author = proposal("decidim_barcelona", "6")
    assert third.title.endswith("…")
    assert third.body.startswith("Volem una plaça amb més ombra")
    assert author.display_name == "参加者"


@pytest.mark.usefixtures("database")
def test_stances_threads_and_authors_of_comments() -> None:
    import_file(DECIDIM, process=make_process())
    query = select(Comment.stance, Contribution.root_id, Contribution.author_id).join(Contribution, Contribution.id == Comment.id)
    found = session.execute(query.order_by(Contribution.id)).all()
    assert [row.stance for row in found] == [Stance.FOR, Stance.AGAINST, Stance.NEUTRAL, Stance.NEUTRAL]
    _first, first, writer = proposal("decidim_barcelona", "1")
    second = proposal("decidim_barcelona", "2")[1]
    nobody = proposal("decidim_barcelona", "6")[2]
    assert [row.root_id for row in found] == [first.id, first.id, second.id, first.id]
    assert found[0].author_id == found[2].author_id != writer.id
    assert (found[1].author_id, found[3].author_id) == (writer.id, nobody.id)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("path", [DECIDIM, CONSUL, PUBCOM])
def test_second_run_changes_nothing(path: Path) -> None:
    process = make_process()
    first = import_file(path, process=process)
    tables = (Contribution, Proposal, Comment, User, AuditEntry)
    before = [rows(table) for table in tables]
    again = import_file(path, process=process)
    assert [rows(table) for table in tables] == before
    assert (again.created, again.comments, again.skipped) == (0, 0, first.skipped)
    assert again.existing == first.created + first.existing


@pytest.mark.usefixtures("database")
def test_madrid_csv() -> None:
    report = import_file(CONSUL, process=make_process())
    assert (report.created, report.comments) == (2, 2)
    assert [line for line, _reason in report.skipped] == [4, 5, 6, 4, 5]
    first, _contribution, _author = proposal("decide_madrid", "7")
    assert first.body == 'Agua para todos.\n\nUna fuente en cada parque.\nCon agua fría, "de verdad".'
    moments = session.scalars(select(Contribution.published_at).join(Comment, Comment.id == Contribution.id).order_by(Contribution.id))
    assert moments.first() == datetime(2015, 9, 15, 8, 50, 19, tzinfo=UTC)


@pytest.mark.usefixtures("database")
def test_opinions_become_proposals() -> None:
    report = import_file(PUBCOM, process=make_process())
    assert (report.created, [line for line, _reason in report.skipped]) == (2, [5, 6])
    first, contribution, _author = proposal("yamaguchi_pubcom", "R-1")
    assert (first.title, first.body) == ("図書室を夜も開けてほしい", "図書室を夜も開けてほしい。仕事の後に使いたい。")
    assert contribution.language == "ja"
    assert len(proposal("yamaguchi_pubcom", "R-2")[0].title) <= 40


@pytest.mark.usefixtures("database")
def test_refused_row_leaves_no_trace() -> None:
    import_file(DECIDIM, process=make_process())
    contributions = rows(Contribution)
    assert contributions == rows(Proposal) + rows(Comment) == 7
    authors = session.scalars(select(User.id).where(User.is_imported))
    assert set(authors) == set(session.scalars(select(Contribution.author_id)))


def test_stopped_import_keeps_whole_batches_and_goes_on(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)

    def stop(_read: int) -> None:
        raise KeyboardInterrupt

    with live_app.app_context():
        with unit_of_work():
            process = make_process()
        with pytest.raises(KeyboardInterrupt):
            import_file(DECIDIM, process=process, progress=stop)
        assert (rows(Contribution), rows(Proposal), rows(Comment)) == (2, 2, 0)
        report = import_file(DECIDIM, process=process)
        assert (report.created, report.existing, report.comments) == (1, 3, 4)


@pytest.mark.usefixtures("database")
def test_batch_looks_for_what_is_there_in_one_statement(count_statements: Callable[[], Any]) -> None:
    process = make_process()
    import_file(DECIDIM, process=process)
    with count_statements() as counted:
        import_file(DECIDIM, process=process)
    assert len([statement for statement in counted.statements if "contribution.source" in statement]) <= 3


@pytest.mark.usefixtures("database")
def test_packed_file_with_unpacked_comments_beside(tmp_path: Path) -> None:
    path = tmp_path / "proposals.jsonl.gz"
    path.write_bytes(gzip.compress(DECIDIM.read_bytes()))
    shutil.copy(DECIDIM.with_name("comments.jsonl"), tmp_path)
    read: list[int] = []
    report = import_file(path, process=make_process(), progress=read.append)
    assert (report.created, report.comments, sum(read)) == (3, 4, bytes_to_read(path))


@pytest.mark.usefixtures("database")
def test_damaged_file_keeps_what_could_be_read(tmp_path: Path) -> None:
    lines = [f'{{"id": {i}, "title": "Text {i * 7919}", "summary": "{i * 104729}", "created_at": "22/01/2016"}}' for i in range(5000)]
    packed = gzip.compress("\n".join(lines).encode())
    path = tmp_path / "proposals.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 8])
    report = import_file(path, process=make_process())
    assert report.created > 0
    assert report.skipped[-1][1].startswith("The file is damaged from here on")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "content", [b"", b"name,age\nx,1\n", b"{}\n", b'{"a": 1}\n', "見出し,本文\n".encode("shift_jis"), b"\x1f\x8bbroken"]
)
def test_unknown_file_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "proposals.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        import_file(path, process=make_process())
    assert rows(Proposal) == 0


@pytest.mark.usefixtures("database")
def test_broken_first_line_does_not_hide_the_format(tmp_path: Path) -> None:
    path = tmp_path / "ideas.jsonl"
    path.write_bytes(b"broken\n" + DECIDIM.read_bytes().splitlines()[0] + b'\n{"id": 50, "title": "\xff"}\n')
    report = import_file(path, process=make_process())
    assert (report.created, report.skipped) == (1, [(1, "The line is no JSON."), (3, "The line is not written in UTF-8.")])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<100 g/km y <posar atenció", "<100 g/km y <posar atenció"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("x<!-- y -->z<style>p{}</style>", "xz"),
        ('<a href="javascript:x">aquí</a> &lt;b&gt;', "aquí <b>"),
        ("a\r\n\r\n\r\nb  \n c", "a\n\nb\nc"),
        ("", ""),
    ],
)
def test_html_becomes_text(written: str, read: str) -> None:
    assert plain(written) == read


def test_dates_in_their_forms() -> None:
    zone = ZoneInfo("Europe/Madrid")
    assert moment("17/03/2016 14:25:48", zone=zone) == datetime(2016, 3, 17, 13, 25, 48, tzinfo=UTC)
    assert moment("2015-09-15", "0 days 10:50:19", zone=zone) == datetime(2015, 9, 15, 8, 50, 19, tzinfo=UTC)
    for bad in ("", None, "demà", 7, "01/01/0001", "2999-01-01", "31/02/2016"):
        with pytest.raises(BadLineError):
            moment(bad, zone=zone)


def test_titles_phrases_names_and_languages() -> None:
    with pytest.raises(BadLineError):
        titled("", "x")
    title, body = titled("palabra " * 20 + "fin", "texto")
    assert len(title) <= 120
    assert title.endswith("palabra…")
    assert body.endswith("fin\n\ntexto")
    assert first_phrase("本当に必要か？そう思う。", 40) == "本当に必要か？"
    assert len(first_phrase("あ" * 50, 40)) == 40
    assert author_name("s", "1") == author_name("s", "1") != author_name("s", "2")
    assert (catalan_or_spanish("Volem més arbres als carrers"), catalan_or_spanish("Queremos más árboles en las calles")) == ("ca", "es")


def test_command_prints_counts_and_skipped_lines(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_app", lambda: live_app)
    with live_app.app_context(), unit_of_work():
        number = make_process().id
    run = CliRunner().invoke(cli.main, ["import", "proposals", str(DECIDIM), "--process", str(number)])
    assert run.exit_code == 0
    assert "Proposals: 3 new, 1 already here.\nComments: 4 new, 0 already here." in run.stdout
    assert "line 3: The line is no JSON." in run.stderr
    assert CliRunner().invoke(cli.main, ["import", "proposals", str(DECIDIM), "--process", "999"]).exit_code == 1
    assert CliRunner().invoke(cli.main, ["import", "proposals", str(DATA / "README.md"), "--process", str(number)]).exit_code == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("name", "proposals", "comments", "skipped"),
    [("decide_madrid_2019/proposals.csv", 80, 5571, 62), ("yamaguchi_pubcom_2026/opinions.csv", 382, 0, 0)],
)
def test_real_files(name: str, proposals: int, comments: int, skipped: int) -> None:
    if not (REAL / name).is_file():
        pytest.skip("the real data is not beside the repository")
    report = import_file(REAL / name, process=make_process())
    assert (report.created, report.comments, len(report.skipped)) == (proposals, comments, skipped)


@pytest.mark.usefixtures("database")
def test_real_json_lines(tmp_path: Path) -> None:
    """The first lines only: all 29,052 take a minute."""
    real = REAL / "barcelona_pam_2016"
    if not real.is_dir():
        pytest.skip("the real data is not beside the repository")
    for name, lines in (("proposals.jsonl", 300), ("comments.jsonl", 200)):
        with gzip.open(real / f"{name}.gz", "rt", encoding="utf-8") as file:
            (tmp_path / name).write_text("".join(line for line, _number in zip(file, range(lines), strict=False)), encoding="utf-8")
    report = import_file(tmp_path / "proposals.jsonl", process=make_process())
    assert (report.created, report.comments + len(report.skipped)) == (300, 200)
