"""What people type becomes safe markup, and looks as they meant it."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.ui.prose import MAXIMUM_MARKDOWN, TAGS, prose

HOSTILE = [
    "<script>alert(1)</script>",
    "<svg onload=alert('XSS')>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil/track.gif)",
    "<a href='javascript:1'>x</a>",
    "[a](<javascript:alert(1)>)",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "`<b>`",
    "<details open ontoggle=alert(1)>",
    "[x](//evil.example/a)",
    "<form action=//evil><input>",
    "[x]: javascript:alert(1)\n[x]",
    'http://a.example/"onmouseover=alert(1)',
    "&#106;avascript:alert(1)",
    "[x](&#106;avascript:alert(1))",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '[x](http://a "onmouseover=alert(1) x=")',
    "<javascript:alert(1)>",
    "```<script>\nalert(1)\n```",
    "plain & <b>",
]


class _Watch(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in {"href", "title", "rel", "start"}:
                self.found.append(name)
            scheme = re.sub(r"[\s\x00-\x20]", "", value or "").lower().partition(":")[0]
            if name == "href" and scheme in {"javascript", "data", "vbscript"}:
                self.found.append(value or "")


def watch(markup: str) -> list[str]:
    """What in the markup is not on the list of the harmless."""
    watcher = _Watch()
    watcher.feed(markup)
    watcher.close()
    return watcher.found


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_of_hostile_text_holds_nothing_active(text: str) -> None:
    assert watch(prose(text)) == []


@given(st.text(alphabet="<>\"'&[]()!`*_#:-/\\= \n\tabjsx1.\u202eあ", max_size=80))
def test_prose_of_any_text_holds_nothing_active(text: str) -> None:
    assert watch(prose(text)) == []


def test_prose_of_plain_text_makes_paragraphs_and_lines() -> None:
    assert prose("一行目\n二行目\n\n次の段落") == "<p>一行目<br>\n二行目</p>\n<p>次の段落</p>\n"


@given(st.text(alphabet="aあ \n.,!", max_size=40))
def test_prose_short_way_equals_long_way(text: str) -> None:
    """A text without Markdown reads the same whichever way it took; the appended emphasis forces the long one."""

    def words(markup: str) -> list[str]:
        return re.sub(r"<br ?/?>\s*", "\n", markup).replace("</p>", "\n\n").replace("<p>", "").split()

    assert words(prose(text)) == words(prose(f"{text}\n\n**z**"))[:-1]


def test_prose_knows_markdown_and_demotes_headings() -> None:
    assert prose("# 見出し\n\n**太字** [道](https://city.example.jp/)") == (
        '<h4>見出し</h4>\n<p><strong>太字</strong> <a href="https://city.example.jp/" rel="nofollow ugc noopener noreferrer">道</a></p>\n'
    )


def test_prose_of_very_long_text_stays_plain() -> None:
    assert prose("*a*" + "b" * MAXIMUM_MARKDOWN).startswith("<p>*a*b")


@pytest.mark.parametrize(
    "text", ["[" * 10_000, ">" * 9_000 + "a", "*a " * 3_000, "[a](" * 2_500, "`" * 9_999 + "x", "- " * 5_000, "<" * 10_000]
)
def test_prose_of_expensive_text_stays_cheap(text: str) -> None:
    began = time.process_time()
    prose(text)
    assert time.process_time() - began < 1.5
