"""The templates' `url_for` keeps what it made, and mixes nothing up."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from civic.i18n.languages import BY_SLUG


def made(app: Flask, endpoint: str, *, path: str = "/", **values: Any) -> str:
    """What a template gets."""
    script = path.rstrip("/")
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": script}):
        return str(app.jinja_env.globals["url_for"](endpoint, **values))  # type: ignore[operator]


@pytest.mark.parametrize("values", [{"kind": ["proposal", "comment"]}, {"kind": {"a"}}])
def test_lists_are_arguments_too(app: Flask, values: dict[str, Any]) -> None:
    assert "kind=" in made(app, "search.index", **values)


def test_values_that_are_equal_but_not_the_same_are_kept_apart(app: Flask) -> None:
    assert made(app, "search.index", page=1).endswith("page=1")
    assert made(app, "search.index", page=True).endswith("page=True")
    assert made(app, "search.index", page=1.0).endswith("page=1.0")


def test_what_people_type_at_length_is_not_kept(app: Flask) -> None:
    address = app.jinja_env.globals["url_for"]
    kept = address.__closure__[0].cell_contents  # type: ignore[attr-defined]
    before = kept.cache_info()
    assert made(app, "search.index", q="あ" * 500).count("%E3%81%82") == 500
    assert kept.cache_info() == before


def test_root_and_language_are_part_of_the_key(app: Flask) -> None:
    assert made(app, "search.index") == "/ja/search"
    assert made(app, "search.index", path="/town") == "/town/ja/search"
    assert made(app, "search.index", lang=BY_SLUG["vi"]) == "/vi/search"
    assert made(app, "search.index") == "/ja/search"


def test_whole_addresses_follow_the_request(app: Flask) -> None:
    assert made(app, "search.index", _external=True).startswith("http://")
