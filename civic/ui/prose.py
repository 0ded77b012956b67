"""From what a person typed to safe markup. The only module of the house that makes markup.

A small Markdown (CommonMark without raw HTML, images and automatic links: linkifying is quadratic in markdown-it, 45 KB took 9.6 s),
then an allow-list sanitiser behind it. A text with no Markdown character takes a short path that gives the same result.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup, escape

MAXIMUM_MARKDOWN = 10_000
"""Longer texts are shown as plain paragraphs: the parser's worst case (a text of brackets) grows faster than its length."""
TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h4", "hr"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_NEEDS_MARKDOWN = re.compile(r"[*_`\[\]<>#~=\\&]|^[ \t]*(?:[-+]|\d+[.)])|^(?: {4}| {0,3}\t)|  $", re.MULTILINE)
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")


def _demote_headings(state: StateCore) -> None:
    """Headings of a contribution stand below those of the page."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h4"


_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": 20})
_markdown.enable("strikethrough").disable(["image", "html_block", "html_inline"])
_markdown.core.ruler.push("demote_headings", _demote_headings)


@lru_cache(maxsize=2048)
def prose(text: str) -> Markup:
    """Safe markup of a person's text: paragraphs, emphasis, lists, quotations, links that pass no reputation on."""
    if len(text) > MAXIMUM_MARKDOWN or not _NEEDS_MARKDOWN.search(text):
        return _paragraphs(text)
    cleaned = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener noreferrer",
    )
    return Markup(cleaned)


def _paragraphs(text: str) -> Markup:
    parts = (part.strip("\n") for part in _BLANK.split(text.strip()))
    line_break = Markup("<br>\n")
    return Markup("\n").join(
        Markup("<p>{}</p>").format(line_break.join(escape(line.strip()) for line in part.split("\n"))) for part in parts if part
    ) + Markup("\n")


def init_app(app: Flask) -> None:
    """Install the filter `prose`."""
    app.jinja_env.filters["prose"] = prose
