"""Each import contract, broken on purpose in a copy of the house, is reported with the file's module and line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import CIVIC, ROOT
from tests.architecture.test_imports import LINT

BROKEN = [
    ("Imports point downwards", "comments/services.py", "import civic.proposals.models"),
    ("The domain does not know the web", "comments/services.py", "import flask"),
    ("Policies are pure", "comments/policies.py", "import civic.comments.queries"),
    ("Tables know only tables", "comments/models.py", "import civic.comments.queries"),
    ("Facts know no tables", "comments/events.py", "import civic.db"),
    ("Reads do not write", "comments/queries.py", "import civic.comments.services"),
    ("Only the composition root wires views and subscribers", "proposals/services.py", "import civic.proposals.subscribers"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code and its contracts."""
    shutil.copytree(CIVIC, tmp_path / "civic", ignore=shutil.ignore_patterns("__pycache__", "LC_MESSAGES", "static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path) -> str:
    """What the import linter says of a copy."""
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=house, env={**os.environ, "PYTHONPATH": str(house)}, capture_output=True, text=True, check=False
    )
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize(("contract", "file", "line"), BROKEN, ids=[contract for contract, *_rest in BROKEN])
def test_broken_contract_is_reported_with_its_line(house: Path, contract: str, file: str, line: str) -> None:
    path = house / "civic" / file
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as writable:
        writable.write(f"{line}\n")
    said = lint(house)
    module = "civic." + file.removesuffix(".py").replace("/", ".")
    assert said.startswith("1\n")
    assert f"{contract} BROKEN" in said
    assert f"{module} -> {line.removeprefix('import ')} (l.{number})" in said


def test_package_without_a_place_is_reported(house: Path) -> None:
    (house / "civic" / "newcomer").mkdir()
    (house / "civic" / "newcomer" / "__init__.py").write_text('"""A package that nobody placed."""\n', encoding="utf-8")
    said = lint(house)
    assert said.startswith("1\n")
    assert "- civic.newcomer" in said


def test_whole_house_passes(house: Path) -> None:
    assert lint(house).startswith("0\n")
