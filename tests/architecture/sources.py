"""The code and templates of the house as files and trees, for the tests that read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent.parent
CIVIC = ROOT / "civic"


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    """Every module of `civic` with its tree."""
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(CIVIC.rglob("*.py"))]


@cache
def templates() -> list[tuple[Path, str]]:
    """Every template with its source."""
    return [(path, path.read_text(encoding="utf-8")) for path in sorted(CIVIC.rglob("templates/**/*")) if path.is_file()]


@cache
def environment() -> Environment:
    """A Jinja environment that can only read templates."""
    return Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])


def tree(source: str) -> nodes.Template:
    """The tree of a template."""
    return environment().parse(source)


def place(path: Path, line: int) -> str:
    """`file:line`, as editors understand it."""
    return f"{path.relative_to(ROOT)}:{line}"


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Every call of one of `names`, plain or as the last part of a dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in names:
                yield node


def imported(module: ast.Module) -> Iterator[tuple[str, int]]:
    """The full name of everything a module imports (`from a.b import c` is `a.b.c`), with its line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield f"{node.module}.{name.name}", node.lineno


def assert_none(found: list[str]) -> None:
    """Fail with one line for each finding."""
    assert not found, "\n" + "\n".join(found)


def module_name(path: Path) -> str:
    """`civic/proposals/views.py` is `civic.proposals.views`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
