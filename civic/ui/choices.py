"""Options of a form field, in the form that WTForms will go on accepting (bare tuples are on their way out)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the type stubs are older than the class


def choices(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """From (value, label) pairs."""
    return [SelectChoice(value, label) for value, label in pairs]
