"""Whether the time of an answer tells if an address has an account: sign-up, sign-in and forgotten password, known against unknown.

`python -m bench.enumeration` asks a running server for as many known addresses as unknown ones, in turns and each address once, and prints
the ratio of the medians with its 95 % interval (bootstrap) and how often a known address answers later than an unknown one (Mann–Whitney;
0.5 is chance).
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from math import erfc, sqrt
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import insert

from bench.filling import fill
from bench.pages import PASSWORD, settings_for
from bench.server import Server, serve
from civic.accounts.models import User
from civic.accounts.passwords import hash_password
from civic.app import create_app
from civic.config import load_settings
from civic.db import Base, db, session, unit_of_work, utcnow

REQUESTS, WARM_UP, RESAMPLES = 200, 10, 2000
TYPED = {"display_name": "さとう", "password": "seven blue umbrellas", "agrees": "y"}
QUESTIONS = {
    "sign-up": ("/ja/sign-up", TYPED, 303),
    "sign-in": ("/ja/sign-in", {"password": "not the password"}, 422),
    "forgotten password": ("/ja/password/forgot", {}, 303),
}
AIM = "no difference: 1.00 inside"


@dataclass(frozen=True)
class Comparison:
    """Two rows of times of the same question."""

    known: Sequence[float]
    unknown: Sequence[float]

    @property
    def ratio(self) -> float:
        """Median of the known by median of the unknown."""
        return statistics.median(self.known) / statistics.median(self.unknown)

    def interval(self, *, seed: int = 1) -> tuple[float, float]:
        """Where the ratio lies in 95 of 100 redrawn samples."""
        dice = random.Random(seed)
        ratios = sorted(
            Comparison(dice.choices(self.known, k=len(self.known)), dice.choices(self.unknown, k=len(self.unknown))).ratio
            for _number in range(RESAMPLES)
        )
        return ratios[RESAMPLES // 40], ratios[-RESAMPLES // 40 - 1]

    def later(self) -> tuple[float, float]:
        """How often a known address answers later than an unknown one, and the two-sided p of that being chance."""
        first, second = len(self.known), len(self.unknown)
        wins = sum((a > b) + (a == b) / 2 for a in self.known for b in self.unknown)
        z = (wins - first * second / 2) / sqrt(first * second * (first + second + 1) / 12)
        return wins / (first * second), erfc(abs(z) / sqrt(2))

    def __str__(self) -> str:
        low, high = self.interval()
        share, chance = self.later()
        return f"{self.ratio:.3f} × ({low:.3f}–{high:.3f}); known later {share:.2f}, p {chance:.2f}"


def prepare(folder: Path) -> dict[str, str]:
    """A town with an account for each known address of each question; returns the server's environment."""
    environ = settings_for(folder)
    app = create_app(load_settings(environ))
    now = utcnow()
    with app.app_context():
        Base.metadata.create_all(db.engine)
        fill(1)
        kept = hash_password(PASSWORD)
        people = [
            {
                "email": address, "email_key": address, "display_name": "さとう", "language": "ja", "password_hash": kept,
                "email_confirmed_at": now, "created_at": now, "is_imported": False,
            }
            for number in range(len(QUESTIONS))
            for address in addresses("known", number)
        ]  # fmt: skip
        with unit_of_work():
            session.execute(insert(User), people)
    return environ


def addresses(kind: str, question: int) -> list[str]:
    """As many different addresses as requests; both kinds are as long."""
    return [f"{kind:-<8}{question}-{number:04}@example.jp" for number in range(REQUESTS + WARM_UP)]


def ask(connection: HTTPConnection, page: str, typed: dict[str, str], cookie: str, status: int) -> float:
    """Send a form; returns the milliseconds until the whole answer was there."""
    form = urlencode(typed)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    start = time.perf_counter()
    connection.request("POST", page, form, headers)
    answer = connection.getresponse()
    answer.read()
    spent = (time.perf_counter() - start) * 1000
    assert answer.status == status, (page, answer.status)
    return spent


def compare(server: Server, question: int) -> Comparison:
    """Ask for known and unknown addresses in turns, each pair in an order of its own."""
    page, more, status = list(QUESTIONS.values())[question]
    connection = server.connect()
    connection.request("GET", page)
    answer = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    typed = {"csrf_token": token[1] if token else "", **more}
    dice = random.Random(question)
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for pair in zip(addresses("known", question), addresses("unknown", question), strict=True):
        turns = list(zip(times, pair, strict=True))
        dice.shuffle(turns)
        for kind, address in turns:
            times[kind].append(ask(connection, page, {**typed, "email": address}, cookie, status))
    return Comparison(times["known"][WARM_UP:], times["unknown"][WARM_UP:])


def measure() -> list[tuple[str, str, str]]:
    """All figures: (what, figure, aim)."""
    with tempfile.TemporaryDirectory() as place, serve("civic.app:create_app()", prepare(Path(place))) as server:
        return [
            (f"{name}, time for a known address against an unknown one", str(compare(server, number)), AIM)
            for number, name in enumerate(QUESTIONS)
        ]


def main() -> None:
    """Measure and print."""
    for what, figure, aim in measure():
        sys.stdout.write(f"{what}: {figure} (aim: {aim})\n")


if __name__ == "__main__":
    main()
