"""Templates hold structure: every word comes from the catalogues, no style, script or ready-made markup stands in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import nodes

from tests.architecture.sources import assert_none, environment, place, templates, tree

pytestmark = pytest.mark.static

SPOKEN = {"title", "alt", "aria-label", "placeholder", "aria-description", "aria-roledescription", "label", "summary"}
WORD = re.compile(r"(?<![-\x00])\b[^\W\d_]{2,}")
SENTENCE = re.compile(r"^(?:[A-Z][a-z]+(?: |[.?!:…]|$)|.*[^\x00-\x7f]{2,})")
GETTEXT = {"_", "gettext", "ngettext", "pgettext"}
NOT_WORDS = {"civic", "svg"}


def without_expressions(source: str) -> str:
    """The plain text of a template; each expression, statement or comment is one NUL and keeps its line breaks."""
    parts = []
    for _line, kind, value in environment().lex(source):
        parts.append(value if kind == "data" else "\n" * value.count("\n") + ("\x00" if kind.endswith("_begin") else ""))
    return re.sub(r"(</?[a-z]*)\x00", r"\1x", "".join(parts))


class Reader(HTMLParser):
    """Notes visible words, inline style and script. Words in an element that names its language itself (`lang="en"`) are left alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.found: list[str] = []
        self.silent: list[str] = [""]

    def note(self, what: str) -> None:
        self.found.append(f"{place(self.path, self.getpos()[0])} {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.note(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.note(f"inline {name}=")
            if (value or "").strip().lower().startswith(("javascript:", "data:")):
                self.note(f"{name}={value}")
            if name in SPOKEN and words(value or ""):
                self.note(f"{name}={value!r} is not translated")
        if tag in {"script", "style"} or (tag != "html" and WORD.search(dict(attrs).get("lang") or "")):
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, text: str) -> None:
        if not self.silent[-1] and words(text):
            self.note(f"{text.strip()!r} is not translated")


def words(text: str) -> bool:
    """Whether a reader would see words."""
    return any(word not in NOT_WORDS for word in WORD.findall(text))


def test_templates_hold_no_words_style_or_script() -> None:
    found: list[str] = []
    for path, source in templates():
        if path.suffix == ".html":
            reader = Reader(path)
            reader.feed(without_expressions(source))
            reader.close()
            found += reader.found
    assert_none(found)


def translated(node: nodes.Node) -> set[int]:
    """The constants inside calls of gettext, by identity."""
    return {
        id(constant)
        for call in node.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for constant in call.find_all(nodes.Const)
    }


def test_words_in_expressions_go_through_gettext() -> None:
    found = []
    for path, source in templates():
        parsed = tree(source)
        known = translated(parsed)
        for constant in parsed.find_all(nodes.Const):
            if isinstance(constant.value, str) and id(constant) not in known and SENTENCE.match(constant.value):
                found.append(f"{place(path, constant.lineno)} {constant.value!r}")
    assert_none(found)


def test_templates_make_no_markup() -> None:
    found = []
    for path, source in templates():
        parsed = tree(source)
        found += [f"{place(path, one.lineno)} |{one.name}" for one in parsed.find_all(nodes.Filter) if one.name in {"safe", "forceescape"}]
        found += [f"{place(path, one.lineno)} autoescape" for one in parsed.find_all(nodes.ScopedEvalContextModifier)]
        found += [
            f"{place(path, one.lineno)} Markup"
            for one in parsed.find_all(nodes.Name)
            if one.name in {"Markup", "request", "config", "session"} and one.ctx == "load" and one.name == "Markup"
        ]
    assert_none(found)


def test_template_imports_are_used() -> None:
    found = []
    for path, source in templates():
        parsed = tree(source)
        used = {name.name for name in parsed.find_all(nodes.Name) if name.ctx == "load"}
        for one in parsed.find_all(nodes.FromImport):
            names = [name if isinstance(name, str) else name[1] for name in one.names]
            found += [f"{place(path, one.lineno)} {name} is imported and not used" for name in names if name not in used]
    assert_none(found)


def test_templates_do_not_ask_the_configuration() -> None:
    """What a template shows is passed to it; the configuration holds secrets."""
    found = [
        f"{place(path, name.lineno)} {name.name}"
        for path, source in templates()
        for name in tree(source).find_all(nodes.Name)
        if name.name in {"config", "session"} and name.ctx == "load"
    ]
    assert_none(found)


def test_partials_of_one_macro_a_file_begin_with_it() -> None:
    """`ui/button.html` defines `button`; what is private to it begins with an underscore."""
    found = []
    for path, source in templates():
        names = [macro.name for macro in tree(source).find_all(nodes.Macro) if not macro.name.startswith("_")]
        if path.parent.name == "ui" and names and not path.stem.startswith("_") and path.stem not in names:
            found.append(f"{place(path, 1)} defines {', '.join(names)}, not {path.stem}")
    assert_none(found)
