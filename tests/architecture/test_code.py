"""Rules about code that a person would have to remember."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import CIVIC, ROOT, assert_none, calls, modules, place

pytestmark = pytest.mark.static

FUNCTION_LINES, FILE_LINES = 60, 600
SAYS_WORDS = ("flash", "Verdict", "ConflictError", "GoneError", "TooManyError", "InvalidTextError", "ValidationError", "RefusedError")
MAKES_MARKUP = CIVIC / "ui" / "prose.py"
NOQA = re.compile(r"#\s*noqa(?!:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)* - \S)")
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[a-z, -]+\]\s+# \S)")


def test_functions_and_files_stay_small() -> None:
    found = []
    for path, module in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            found.append(f"{place(path, 1)} has {lines} lines")
        for node in ast.walk(module):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    found.append(f"{place(path, node.lineno)} {node.name} has {length} lines")
    assert_none(found)


def test_markup_is_made_in_one_place() -> None:
    found = [
        place(path, call.lineno)
        for path, module in modules()
        if path != MAKES_MARKUP
        for call in calls(module, "Markup", "HTMLString", "from_string", "render_template_string")
    ]
    assert_none(found)


def test_lazy_text_takes_no_values() -> None:
    """A LazyString with values passed as markup once (flask-babel#121); values also belong to the moment of showing."""
    found = [place(path, call.lineno) for path, module in modules() for call in calls(module, "lazy", "lazy_gettext") if call.keywords]
    assert_none(found)


def test_words_for_people_go_through_gettext() -> None:
    found = []
    for path, module in modules():
        for call in calls(module, *SAYS_WORDS):
            first = call.args[0] if call.args else None
            if isinstance(first, ast.JoinedStr) or (isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value):
                found.append(place(path, call.lineno))
    assert_none(found)


def test_sentences_are_written_out_where_they_are_said() -> None:
    """`_(name)` cannot be collected; only WTForms' own messages come by name."""
    found = []
    for path, module in modules():
        if path in (CIVIC / "ui" / "forms.py", CIVIC / "i18n" / "text.py"):
            continue
        for call in calls(module, "_", "lazy", "ngettext", "pgettext"):
            if call.args and not isinstance(call.args[0], ast.Constant):
                found.append(place(path, call.lineno))
    assert_none(found)


def test_sql_is_never_put_together_from_text() -> None:
    found = []
    for path, module in modules():
        for call in calls(module, "text", "exec_driver_sql", "literal_column"):
            if (
                call.args
                and isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))
                and path.name in {"queries.py", "services.py", "views.py"}
            ):
                found.append(place(path, call.lineno))
    assert_none(found)


def test_every_exception_from_a_rule_has_its_reason() -> None:
    found = []
    for folder in (CIVIC, ROOT / "bench"):
        for path in sorted(folder.rglob("*.py")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if "re.compile(" not in line and (NOQA.search(line) or TYPE_IGNORE.search(line)):
                    found.append(f"{place(path, number)} {line.strip()}")
    assert_none(found)


def test_translations_call_the_house_and_not_the_library() -> None:
    found = []
    for path, module in modules():
        if path.parent == CIVIC / "i18n" or path == CIVIC / "ui" / "frame.py":
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("flask_babel"):
                found.append(place(path, node.lineno))
    assert_none(found)
