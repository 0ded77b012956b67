"""A form never leads to another site."""

from __future__ import annotations

import pytest

from civic.ui.safe_next import safe_next


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "https://evil",
        "//evil",
        "///evil",
        "/\\evil",
        "\\/evil",
        "/\t/evil",
        "\t//evil",
        "javascript:1",
        "/\n/evil",
        "http:evil",
        "https:/evil",
        "//evil%2f@x",
        "\u2028//evil",
        "/\x00/evil",
        " /x",
        ".//evil",
        "////evil",
        "%2f%2fevil",
        "/\u202eevil",
        "/a b",
        "/x\ud800",
        "/" + "a" * 3000,
        "//[evil",
        "evil.example/ja/",
    ],
)
def test_safe_next_refuses(target: str | None) -> None:
    assert safe_next(target, "/ja/") == "/ja/"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/ja/proposals/1", "/ja/proposals/1"),
        ("/ja/proposals?after=a_b&order=recent", "/ja/proposals?after=a_b&order=recent"),
        ("/ja/日本?q=公園", "/ja/%E6%97%A5%E6%9C%AC?q=%E5%85%AC%E5%9C%92"),
        ("/%0d%0aLocation:x", "/%0d%0aLocation:x"),
        ("/p?next=//evil", "/p?next=//evil"),
        ("/p#part", "/p"),
    ],
)
def test_safe_next_keeps_own_addresses(target: str, expected: str) -> None:
    assert safe_next(target, "/ja/") == expected
