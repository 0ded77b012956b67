"""The Japanese dictionary (SudachiPy, core): one for a process, its pages shared between processes; a tokenizer for each thread.

A second `Dictionary` of the same file maps its 80 MB once more (2 MB of own memory, the rest is shared pages): take this one.
"""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec

try:
    from sudachipy import Dictionary, SplitMode, Tokenizer
except ImportError:  # a town that starts small
    _is_installed = False
else:
    _is_installed = True

_of_thread = threading.local()


@cache
def is_available() -> bool:
    """Whether analyser and dictionary are installed."""
    return _is_installed and find_spec("sudachidict_core") is not None


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def tokenizer() -> Tokenizer:
    """This thread's tokenizer, in the mode that keeps compounds whole. It takes at most 49,149 bytes at a time."""
    found: Tokenizer | None = getattr(_of_thread, "tokenizer", None)
    if found is None:
        found = _of_thread.tokenizer = _dictionary().tokenizer(SplitMode.C)
    return found
