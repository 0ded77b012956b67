"""Proposals and comments of other systems, from invented samples with good and bad lines."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from civic.accounts.models import User
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution
from civic.db import session
from civic.handoff.importing import import_answers
from civic.policy import Role
from civic.processes.models import Process
from civic.proposals.importing import ImportReport, UnreadableFileError, bytes_to_read, import_file
from civic.proposals.importing.lines import MAX_LINE
from civic.proposals.importing.records import BadLineError, author_name, catalan_or_spanish, cut, moment, plain, titled
from civic.proposals.models import Proposal, ProposalStatus
from tests.factories import make_area, make_category, make_department, make_process, make_user

DATA = Path(__file__).parent.parent / "data"
BARCELONA = DATA / "decidim_barcelona" / "proposals.jsonl.gz"
MADRID = DATA / "decide_madrid" / "proposals.csv"
YAMAGUCHI = DATA / "yamaguchi_pubcom" / "opinions.csv"
SPAIN = ZoneInfo("Europe/Madrid")
BARCELONA_SKIPPED = [
    (4, "The line is no JSON."),
    (5, "The title is empty."),
    (6, "The date '31/02/2016' cannot be read."),
    (9, "The column id holds no id."),
    (7, "Please use at most 20000 characters. You have written 20001."),
    (8, "This text contains invisible control characters. Please type it again or paste it as plain text."),
    (5, "comments.jsonl.gz: The alignment is not 1, 0 or -1."),
    (6, "comments.jsonl.gz: The column body is empty."),
    (4, "comments.jsonl.gz: The proposal 5 that it belongs to was not imported."),
]


@pytest.fixture
def process(database: None) -> Process:
    return make_process(department=make_department())


def proposals() -> dict[str | None, Proposal]:
    rows = session.execute(select(Contribution.source_id, Proposal).join(Proposal, Proposal.id == Contribution.id).order_by(Proposal.id))
    return {row.source_id: row.Proposal for row in rows}


def totals() -> tuple[int, int, int]:
    return tuple(session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Proposal, Comment, User))  # type: ignore[return-value]  # three kinds


def outcome(report: ImportReport) -> tuple[int, int, int, int]:
    """Proposals made and found, comments made and found."""
    return report.created, report.existing, report.comments, report.existing_comments


def test_barcelona_good_lines_are_made_and_bad_ones_reported(process: Process) -> None:
    area, category = make_area("Centre"), make_category("Parcs")
    report = import_file(BARCELONA, process=process)
    assert outcome(report) == (4, 1, 4, 0)
    assert report.skipped == BARCELONA_SKIPPED
    made = proposals()
    assert list(made) == ["1", "2", "3", "8"]
    assert made["1"].body == "Falten arbres.\nAmb bancs & ombra.\n\n- tilers\n- oms"
    assert (made["1"].area_id, made["1"].category_id) == (area.id, category.id)
    assert (made["1"].status, made["2"].status, made["3"].status) == (
        ProposalStatus.ADOPTED,
        ProposalStatus.NOT_ADOPTED,
        ProposalStatus.PUBLISHED,
    )
    assert "<100 coches" in made["2"].body
    assert len(made["3"].title) <= 120
    assert made["3"].title.endswith("…")
    assert made["3"].body.startswith("Ampliar molt")
    assert made["3"].body.endswith("la plaça\n\nCal més espai.")


def test_barcelona_comments_keep_stance_date_language_and_lose_their_thread(process: Process) -> None:
    import_file(BARCELONA, process=process)
    made = proposals()
    rows = session.execute(
        select(Comment.stance, Contribution.language, Contribution.published_at, Contribution.root_id, User.display_name)
        .join(Contribution, Contribution.id == Comment.id)
        .join(User, User.id == Contribution.author_id)
        .order_by(Comment.id)
    ).all()
    assert [tuple(row) for row in rows] == [
        (Stance.FOR, "ca", datetime(2016, 3, 17, 13, 25, 48, tzinfo=UTC), made["1"].id, author_name("decidim_barcelona", "bbbb2222")),
        (Stance.NEUTRAL, "ca", datetime(2016, 3, 17, 14, 0, tzinfo=UTC), made["1"].id, author_name("decidim_barcelona", "aaaa1111")),
        (Stance.AGAINST, "es", datetime(2016, 3, 18, 8, 0, tzinfo=UTC), made["2"].id, author_name("decidim_barcelona", "eeee5555")),
        (Stance.NEUTRAL, "ca", datetime(2016, 3, 18, 8, 0, tzinfo=UTC), made["8"].id, author_name("decidim_barcelona", "ffff6666")),
    ]
    session.expire_all()
    assert {source: (one.comment_count, one.support_count) for source, one in made.items()} == {
        "1": (2, 0),
        "2": (1, 0),
        "3": (0, 0),
        "8": (1, 0),
    }


def test_import_twice_changes_nothing(process: Process) -> None:
    import_file(BARCELONA, process=process)
    before = totals()
    again = import_file(BARCELONA, process=process)
    assert (outcome(again), again.skipped) == ((0, 5, 0, 4), BARCELONA_SKIPPED)
    assert totals() == before


def test_refused_line_leaves_no_author_behind_and_never_lends_its_number(process: Process, tmp_path: Path) -> None:
    rows = [
        {"id": 1, "title": "x", "summary": "a" * 20_001, "created_at": "22/01/2016", "status": "", "author": "refused"},
        {"id": 2, "title": "y", "summary": "b", "created_at": "22/01/2016", "status": "", "author": "another"},
        {"id": 3, "title": "z", "summary": "c", "created_at": "22/01/2016", "status": "", "author": "refused"},
    ]
    path = tmp_path / "proposals.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    import_file(path, process=process)
    names = session.execute(
        select(Contribution.source_id, User.display_name).join(User, User.id == Contribution.author_id).order_by(Contribution.id)
    ).all()
    written = [("2", "another"), ("3", "refused")]
    assert [tuple(row) for row in names] == [(number, author_name("decidim_barcelona", key)) for number, key in written]


def test_madrid_rows_over_several_lines_are_counted_by_their_first(process: Process) -> None:
    report = import_file(MADRID, process=process)
    assert outcome(report) == (3, 0, 2, 0)
    assert report.skipped == [
        (5, "The title is empty."),
        (6, "The row has 6 columns instead of 13."),
        (7, "The date is missing."),
        (5, "comments.csv: The date '2015-09-15 once menos cuarto' cannot be read."),
        (4, "comments.csv: The proposal 99 that it belongs to was not imported."),
    ]
    made = proposals()
    assert made["7"].body == "Faltan bancos.\n\nPrimero, cerca de los columpios.\nDespués, junto al río."
    assert (made["12"].title, made["12"].body) == ("Aceras anchas", "Para las sillas de ruedas.")


def test_yamaguchi_opinions_get_a_title_and_their_answers(process: Process) -> None:
    make_user(roles=(Role.COORDINATOR,))
    report = import_file(YAMAGUCHI, process=process)
    assert outcome(report) == (3, 0, 0, 0)
    assert report.skipped == [(4, "The column official_text is empty.")]
    made = proposals()
    assert made["O1"].title == "バスの本数を増やしてほしい"
    assert made["O2"].title == "通学に片道2時間かかる生徒がいるので、学校をまとめるときは…"
    assert made["O2"].body.endswith("先に決めてほしい。")
    assert import_answers(YAMAGUCHI, process=process).created == 3


def test_progress_adds_up_to_the_whole(process: Process) -> None:
    told: list[int] = []
    import_file(BARCELONA, process=process, progress=told.append)
    assert sum(told) == bytes_to_read(BARCELONA) > 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name,age\nx,3\n", "is in none of the known formats (decidim-barcelona, decide-madrid, yamaguchi-pubcom)"),
        (b"", "is in none of the known formats"),
        ("題名,本文\n".encode("cp932"), "The file is not written in UTF-8. Save it as “CSV UTF-8” and try again."),
        (b"\x1f\x8bnot really packed", "is damaged"),
        (b"[1, 2]\n", "is in none of the known formats"),
    ],
)
def test_unusable_file_is_refused_as_a_whole(process: Process, tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "proposals.csv"
    path.write_bytes(content)
    before = totals()
    with pytest.raises(UnreadableFileError) as caught:
        import_file(path, process=process)
    assert reason in str(caught.value)
    assert totals() == before


def test_comments_in_another_format_are_refused_before_anything_is_made(process: Process, tmp_path: Path) -> None:
    path = tmp_path / "proposals.csv"
    path.write_bytes(MADRID.read_bytes())
    (tmp_path / "comments.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"comments\.csv beside proposals\.csv holds no comments in the format decide-madrid"):
        import_file(path, process=process)
    assert totals()[0] == 0


def test_broken_lines_do_not_stop_those_after_them(process: Process, tmp_path: Path) -> None:
    good = json.dumps({"id": 1, "title": "Bo", "summary": "x", "created_at": "22/01/2016", "status": "", "author": "a"}).encode()
    later = good.replace(b'"id": 1', b'"id": 2')
    path = tmp_path / "proposals.jsonl"
    path.write_bytes(b"\n".join([good, b'{"title": "\xff"}', b"[1]", b"", b"{" * 5000, b"{" + b" " * (MAX_LINE + 10) + b"}", later]))
    report = import_file(path, process=process)
    assert (report.created, report.skipped) == (
        2,
        [
            (2, "The line is not written in UTF-8."),
            (3, "The line is no JSON object."),
            (5, "The line is no JSON."),
            (6, "The line is longer than 1,000,000 characters."),
        ],
    )


def test_file_cut_off_in_the_middle_gives_what_came_before(process: Process, tmp_path: Path) -> None:
    row = {"title": "Bo", "created_at": "22/01/2016", "status": "", "author": "a"}
    lines = [json.dumps({"id": n, "summary": str(hash((n, "x"))), **row}) for n in range(3000)]
    packed = gzip.compress("\n".join(lines).encode())
    path = tmp_path / "proposals.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    report = import_file(path, process=process)
    assert 0 < report.created < 3000
    assert report.skipped[-1][1].startswith("The file is damaged from here on")


@pytest.mark.static
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Un</p><p>Dos &lt;3</p>", "Un\n\nDos <3"),
        ("a <script>alert(1)</script>b<!-- c -->d", "a bd"),
        ('<a href="javascript:x">enlace</a>', "enlace"),
        ("<posar atenció als joves, i res més", "<posar atenció als joves, i res més"),
        ("emissions <100g/km i >3", "emissions <100g/km i >3"),
        ("<posar atenció> sí", "<posar atenció> sí"),
        ("a\r\n\r\n\r\n\r\nb\t\nc", "a\n\nb\nc"),
        (None, ""),
    ],
)
def test_plain_keeps_the_text_and_drops_the_markup(written: str | None, read: str) -> None:
    assert plain(written) == read


@pytest.mark.static
@pytest.mark.parametrize(
    "written", ["22/01/2016 09:30:00", "2016-01-22T09:30:00", "2016-01-22 09:30", "2016/01/22 09:30:00", "2016-01-22T08:30:00Z"]
)
def test_moment_reads_several_forms(written: str) -> None:
    assert moment(written, zone=SPAIN) == datetime(2016, 1, 22, 8, 30, tzinfo=UTC)


@pytest.mark.static
def test_moment_reads_days_and_durations_and_refuses_the_impossible() -> None:
    assert moment("2026年1月5日", zone=ZoneInfo("Asia/Tokyo")) == datetime(2026, 1, 4, 15, tzinfo=UTC)
    assert moment("2015-09-15", "0 days 10:50:19", zone=SPAIN) == datetime(2015, 9, 15, 8, 50, 19, tzinfo=UTC)
    for written in ("", None, "yesterday", "30/02/2016", "2999-01-01", "1815-06-18"):
        with pytest.raises(BadLineError):
            moment(written, zone=SPAIN)


@pytest.mark.static
def test_titles_are_cut_at_a_phrase_or_a_word() -> None:
    assert titled("Curt", "x") == ("Curt", "x")
    assert cut("あ" * 20 + "、" + "い" * 30, 40) == "あ" * 20 + "…"
    assert cut("い" * 50, 40) == "い" * 39 + "…"
    assert cut("una frase bastant llarga", 15) == "una frase…"
    with pytest.raises(BadLineError):
        titled("", "x")


@pytest.mark.static
@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Volem més arbres als carrers i a les places", "ca"),
        ("Queremos más árboles en las calles y en las plazas", "es"),
        ("L'escola del barri", "ca"),
        ("La educación es muy importante para los niños", "es"),
        ("OK", "ca"),
    ],
)
def test_catalan_and_spanish_are_told_apart(text: str, tag: str) -> None:
    assert catalan_or_spanish(text) == tag
