"""Several acts at the same moment, in threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from civic.db import unit_of_work
from civic.policy import RefusedError

PEOPLE = 4
ONE_DONE = ["done"] + ["refused"] * (PEOPLE - 1)
Refusals = tuple[type[Exception], ...]
Outcome = TypeVar("Outcome", int, str)


def at_once(acts: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    """Start all acts together; their sorted outcomes. A fault of one is raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Outcome]) -> Outcome:
        start.wait(30)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(run, acts, timeout=120))


def race(app: Flask, act: Callable[[int], object], *, people: int = PEOPLE, refusals: Refusals = (RefusedError,)) -> list[str]:
    """Run `act(number)` for several people at once, each in a unit of work of their own: who was "done", who was "refused"."""

    def run(number: int) -> str:
        with app.app_context():
            try:
                with unit_of_work():
                    act(number)
            except refusals:
                return "refused"
        return "done"

    return at_once([lambda number=number: run(number) for number in range(people)])
