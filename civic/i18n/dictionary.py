"""The Japanese dictionary (SudachiPy, core): the only place that opens it, at the first use. Furigana, search and easy Japanese ask here.

The dictionary is a file that is mapped into memory, so that processes share its pages; one handle serves all threads of a process. A
tokenizer must not be used by two threads at once: each thread has its own.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

try:
    from sudachipy import Dictionary, Morpheme, MorphemeList, SplitMode, Tokenizer
except ImportError:  # a town that starts small
    _is_installed = False
else:
    _is_installed = True

BRACKETED = re.compile(r"(?<=.)[(（][^()（）]*[)）]$")
"""The analyser takes a reading in brackets into the word before it: 会場（みなと）."""
_LONGEST = 4000
"""Letters at a time: the analyser takes at most 49,149 bytes."""
_ENDS = "。\n．！？"
_opening = threading.Lock()
_of_thread = threading.local()


@cache
def is_available() -> bool:
    """Whether analyser and dictionary are installed."""
    return _is_installed and find_spec("sudachidict_core") is not None


@cache
def installed_versions() -> str:
    """The versions of analyser and dictionary, for people; empty without them."""
    try:
        return f"SudachiPy {version('sudachipy')}, dictionary {version('sudachidict-core')}"
    except PackageNotFoundError:
        return ""


@cache
def _opened() -> Dictionary:
    return Dictionary(dict="core")


def _tokenizer() -> Tokenizer:
    found: Tokenizer | None = getattr(_of_thread, "tokenizer", None)
    if found is None:
        with _opening:  # a cached function may still run twice at the same moment
            found = _of_thread.tokenizer = _opened().tokenizer(SplitMode.C)
    return found


def pieces(text: str) -> Iterator[str]:
    """A text in pieces that the analyser takes, without gaps: long ones end where a sentence does."""
    start = 0
    while start < len(text):
        end = min(start + _LONGEST, len(text))
        if end < len(text):
            cut = max(text.rfind(mark, start, end) for mark in _ENDS)
            end = cut + 1 if cut > start else end
        yield text[start:end]
        start = end


def morphemes(piece: str) -> MorphemeList:
    """The words of a piece, compounds whole. Raises UnicodeEncodeError on lone surrogates; to be asked only where `is_available`."""
    return _tokenizer().tokenize(piece)


def parts(morpheme: Morpheme) -> MorphemeList:
    """The short words of a compound; none when it is one itself."""
    return morpheme.split(SplitMode.A)
