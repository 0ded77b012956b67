"""Imports point one way, and only the composition root wires what reacts and what is shown."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import CIVIC, ROOT, assert_none, imported, module_name, modules, place

pytestmark = pytest.mark.static

WIRED = ("views", "subscribers")
LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_import_contracts_hold() -> None:
    done = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_composition_root_wires_views_and_subscribers() -> None:
    """A feature's own further view modules may share its blueprint."""
    found = []
    for path, module in modules():
        if path == CIVIC / "app.py":
            continue
        for name, line in imported(module):
            parts = name.split(".")
            if len(parts) > 2 and parts[0] == "civic" and parts[2] in WIRED and module_name(path).split(".")[:2] != parts[:2]:
                found.append(f"{place(path, line)} imports {name}")
    assert_none(found)


def test_every_package_says_what_it_is() -> None:
    """`__init__.py` holds one sentence and no code; the top package adds its version, a package inside a feature may re-export."""
    found = []
    for path, module in modules():
        if path.name == "__init__.py":
            is_inner = len(path.relative_to(CIVIC).parts) > 2
            code = [node for node in module.body[1:] if not (is_inner and isinstance(node, (ast.ImportFrom, ast.Assign)))]
            if not ast.get_docstring(module) or (code and path.parent != CIVIC):
                found.append(place(path, 1))
    assert_none(found)


def test_views_ask_and_services_never_end_a_transaction() -> None:
    found = []
    for path, module in modules():
        room = path.stem
        for name, line in imported(module):
            if room.endswith("views") and name.startswith("sqlalchemy"):
                found.append(f"{place(path, line)} a view imports {name}: reads belong into queries.py")
        source = path.read_text(encoding="utf-8").splitlines()
        if room in {"services", "queries", "policies", "subscribers"} and "outbox" not in path.parts:
            found += [f"{place(path, n)} commits" for n, text in enumerate(source, 1) if ".commit(" in text or "unit_of_work(" in text]
    assert_none(found)


def test_every_feature_has_a_mirror_among_the_tests() -> None:
    """A feature with services has tests of its services' acts or its pages."""
    features = {path.parent.name for path, _ in modules() if path.name == "services.py"}
    tested = {path.name for path in Path(ROOT / "tests").iterdir() if path.is_dir() and any(path.glob("test_*.py"))}
    assert_none(sorted(features - tested))
