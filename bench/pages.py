"""CPU per request as a multiple of a bare Flask page, SQL statements, and growth with the number of proposals."""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import event

from bench.filling import fill
from bench.server import Server, serve
from civic.accounts.services import create_user
from civic.app import create_app
from civic.config import load_settings
from civic.db import Base, db, unit_of_work

REQUESTS, ROUNDS = 300, 7
PASSWORD = "measure-this-please-1"


def settings_for(folder: Path) -> dict[str, str]:
    """The environment of a measured instance: production code paths, without limits and with log lines off."""
    return {"CIVIC_MODE": "demo", "CIVIC_DATA_DIR": str(folder), "CIVIC_RATE_LIMITS": "off", "CIVIC_LOG_LEVEL": "ERROR"}


def prepare(folder: Path, amount: int) -> int:
    """A filled database in `folder`; returns the process id."""
    os.environ.update(settings_for(folder))
    app = create_app(load_settings(os.environ))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        process_id = fill(amount)
        with unit_of_work():
            create_user(email="b@example.jp", display_name="さとう", password=PASSWORD, language="ja", confirmed=True)
    return process_id


@dataclass(frozen=True)
class Load:
    """A kind of request to a server, and how often it was sent so far (no two requests are alike)."""

    server: Server
    ask: Callable[[HTTPConnection, int], int]
    connection: HTTPConnection

    def cost(self, first: int, requests: int) -> float:
        """CPU milliseconds a request; every answer must be the expected one."""
        before = self.server.cpu_seconds()
        for number in range(first, first + requests):
            self.ask(self.connection, number)
        return (self.server.cpu_seconds() - before) / requests * 1000


def load(server: Server, ask: Callable[[HTTPConnection, int], int]) -> Load:
    """A load whose first requests, which fill caches, are behind it."""
    found = Load(server, ask, server.connect())
    found.cost(-20, 20)
    return found


def ratio(measured: Load, unit: Load, *, requests: int = REQUESTS) -> float:
    """How many times the CPU of `unit` a request costs: the median of rounds in which both take turns, so that a busy machine hits both."""
    found = []
    for turn in range(ROUNDS):
        spent = unit.cost(turn * requests, requests)
        found.append(measured.cost(turn * requests, requests) / spent)
    return statistics.median(found)


def getter(path: str) -> Callable[[HTTPConnection, int], int]:
    """Ask for one address."""

    def ask(connection: HTTPConnection, _number: int) -> int:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        return answer.status

    return ask


def sign_in(server: Server) -> tuple[str, str]:
    """Sign in; returns the cookie and a token against forged requests."""
    connection = server.connect()
    connection.request("GET", "/ja/sign-in")
    answer = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    form = urlencode({"csrf_token": token[1] if token else "", "email": "b@example.jp", "password": PASSWORD})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", "/ja/sign-in", form, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 303, answer.status
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    connection.request("GET", "/ja/proposals/2", headers={"Cookie": cookie})
    answer = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
    cookie = (answer.getheader("Set-Cookie") or cookie).split(";")[0]
    return cookie, token[1] if token else ""


def poster(
    cookie: str, token: str, path: Callable[[int], str], fields: Callable[[int], dict[str, str]]
) -> Callable[[HTTPConnection, int], int]:
    """Send a form."""

    def ask(connection: HTTPConnection, number: int) -> int:
        form = urlencode({"csrf_token": token, **fields(number)})
        connection.request("POST", path(number), form, {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 303, (path(number), answer.status)
        return answer.status

    return ask


def statements(folder: Path, paths: list[str]) -> dict[str, int]:
    """How many SQL statements each page runs."""
    os.environ.update(settings_for(folder))
    app = create_app(load_settings(os.environ))
    counts: dict[str, int] = {}
    with app.app_context():
        engine = db.engine
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, statement, *_rest: seen.append(statement))
    client = app.test_client()
    for path in paths:
        client.get(path)
        seen.clear()
        assert client.get(path).status_code == 200
        counts[path] = len(seen)
    return counts


def measure() -> list[tuple[str, str, str]]:
    """All figures: (what, figure, aim)."""
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as place:
        folders = {amount: Path(place) / str(amount) for amount in (1000, 10_000, 100_000)}
        process = {amount: prepare(folder, amount) for amount, folder in folders.items()}
        ten = folders[10_000]
        for path, count in statements(ten, ["/ja/proposals", "/ja/proposals/1"]).items():
            rows.append((f"SQL statements, {path}, signed out, 10,000 proposals", str(count), "≤ 6"))
        with serve("bench.bare:app", {}) as bare_server, serve("civic.app:create_app()", settings_for(ten)) as server:
            bare = load(bare_server, getter("/"))
            rows.append(("bare Flask page, CPU per request", f"{bare.cost(0, REQUESTS * 5):.2f} ms", "the unit"))
            cookie, token = sign_in(server)
            posting = poster(
                cookie, token, lambda n: f"/ja/proposals/{n % 900 + 3000}/comments", lambda n: {"stance": "for", "body": f"賛成です {n}"}
            )
            supporting = poster(cookie, token, lambda n: f"/ja/proposals/{n + 4100}/support", lambda _n: {})
            for name, ask, aim in (
                ("proposal list", getter("/ja/proposals"), 8),
                ("proposal page with 20 comments", getter("/ja/proposals/1"), 8),
                ("posting a comment", posting, 12),
                ("supporting", supporting, 8),
            ):
                rows.append((f"{name}, CPU as a multiple of the bare page", f"{ratio(load(server, ask), bare):.1f} ×", f"≤ {aim} ×"))
        with (
            serve("civic.app:create_app()", settings_for(folders[1000])) as small,
            serve("civic.app:create_app()", settings_for(folders[100_000])) as large,
        ):
            few, many = (
                load(server, getter(f"/ja/proposals?process={process[amount]}")) for server, amount in ((small, 1000), (large, 100_000))
            )
            rows.append(("list at 100,000 proposals against 1,000", f"{ratio(many, few):.2f} ×", "≤ 1.3 ×"))
    return rows


def main() -> None:
    """Measure and write the table into docs/performance.md."""
    rows = measure()
    table = "\n".join(f"| {what} | {figure} | {aim} |" for what, figure, aim in rows)
    text = (
        "# Performance\n\nWritten by `make bench`: ratios within one run, on SQLite, one process. CPU is what the server spends"
        " (user and system): the median of seven rounds of 300 requests on one connection, in turn with the bare page.\n\n"
        f"| what | figure | aim |\n| --- | --- | --- |\n{table}\n"
    )
    written = Path("docs/performance.md")
    _before, mark, others = written.read_text(encoding="utf-8").partition("\n## ")  # the other measurements have sections of their own
    written.write_text(text + mark + others, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
