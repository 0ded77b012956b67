"""The search on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from civic.cli import main
from civic.db import unit_of_work
from civic.search import services
from tests.databases import application, fresh_database
from tests.factories import make_proposal, make_town

WORDS = "駅前の噴水"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A town with one proposal, for commands that open it themselves."""
    with fresh_database(tmp_path, server="") as address, application(tmp_path, address) as app, app.app_context():
        with unit_of_work():
            make_town()
            services.refresh("proposal", [make_proposal(WORDS, problem="", body="水がほしい").id])
        for name in [name for name in os.environ if name.startswith("CIVIC_")]:
            monkeypatch.delenv(name)
        for name, value in (("MODE", "test"), ("DATA_DIR", str(tmp_path)), ("DATABASE_URL", address), ("LOG_LEVEL", "ERROR")):
            monkeypatch.setenv(f"CIVIC_{name}", value)


def run(*words: str) -> Result:
    """What a command says."""
    return CliRunner().invoke(main, ["search", *words], catch_exceptions=False)


@pytest.mark.usefixtures("town")
def test_search_words_with_and_without_the_name_of_the_command() -> None:
    for words in (("噴水",), ("for", "噴水"), ("噴水", "-道")):
        said = run(*words)
        assert said.exit_code == 0, said.output
        assert "駅前の[噴水]" in said.output
        assert said.output.endswith("1 found.\n")
    assert "0 found." in run("-噴水", "水").output


@pytest.mark.usefixtures("town")
def test_search_as_json_in_one_language() -> None:
    said = json.loads(run("噴水", "--json", "--lang", "ja").output)
    assert [hit["title"] for hit in said["hits"]] == [WORDS]
    assert (said["total"], said["is_bounded"], said["instead"]) == (1, False, None)
    assert json.loads(run("噴水", "--json", "--lang", "en").output)["total"] == 0


@pytest.mark.usefixtures("town")
def test_rebuild_and_status() -> None:
    assert "waiting" in run("status").output
    assert run("rebuild").exit_code == 0
    lines = dict(line.rsplit(None, 1) for line in run("status").output.splitlines())
    assert (lines["proposal"], lines["waiting"]) == ("1", "0")
    assert "駅前の[噴水]" in run("ふんすい").output


def test_search_without_words_explains_itself() -> None:
    assert "Usage" in run().output


def test_without_a_database_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CIVIC_")]:
        monkeypatch.delenv(name)
    for name, value in (("MODE", "test"), ("DATA_DIR", str(tmp_path)), ("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")):
        monkeypatch.setenv(f"CIVIC_{name}", value)
    for arguments in (["search", "公園"], ["search", "status"], ["search", "rebuild"]):
        result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, "civic migrate" in result.output) == (1, True)
    text = tmp_path / "text.txt"
    text.write_text("本件につきましては検討を行う予定としております。", encoding="utf-8")
    assert "まわりくどい言い方です" in CliRunner().invoke(main, ["check-plain", str(text), "--lang", "ja"]).output
