"""CPU per request as a multiple of a bare Flask page, SQL statements, and growth with the number of proposals."""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable
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

REQUESTS, ROUNDS = 300, 3
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


def cost(server: Server, ask: Callable[[HTTPConnection, int], int], *, requests: int = REQUESTS) -> float:
    """CPU milliseconds of a request: the median of some rounds; every answer must be the expected one."""
    connection = server.connect()
    for number in range(20):
        ask(connection, -1 - number)
    rounds = []
    for turn in range(ROUNDS):
        before = server.cpu_seconds()
        for number in range(requests):
            ask(connection, turn * requests + number)
        rounds.append((server.cpu_seconds() - before) / requests * 1000)
    return statistics.median(rounds)


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
        with serve("bench.bare:app", {}) as bare_server:
            bare = cost(bare_server, getter("/"), requests=REQUESTS * 5)
        rows.append(("bare Flask page, CPU per request", f"{bare:.2f} ms", "the unit"))
        with serve("civic.app:create_app()", settings_for(ten)) as server:
            figures = {
                "proposal list": (cost(server, getter("/ja/proposals")), 8),
                "proposal page with 20 comments": (cost(server, getter("/ja/proposals/1")), 8),
            }
            cookie, token = sign_in(server)
            figures["posting a comment"] = (
                cost(
                    server,
                    poster(
                        cookie,
                        token,
                        lambda n: f"/ja/proposals/{n % 900 + 3000}/comments",
                        lambda n: {"stance": "for", "body": f"賛成です {n}"},
                    ),
                ),
                12,
            )
            figures["supporting"] = (
                cost(server, poster(cookie, token, lambda n: f"/ja/proposals/{n + 4100}/support", lambda _n: {})),
                8,
            )
        for name, (spent, aim) in figures.items():
            rows.append((f"{name}, CPU as a multiple of the bare page", f"{spent / bare:.1f} ×", f"≤ {aim} ×"))
        growth = {}
        for amount in (1000, 100_000):
            with serve("civic.app:create_app()", settings_for(folders[amount])) as server:
                growth[amount] = cost(server, getter(f"/ja/proposals?process={process[amount]}"))
        rows.append(("list at 100,000 proposals against 1,000", f"{growth[100_000] / growth[1000]:.2f} ×", "≤ 1.3 ×"))
    return rows


def main() -> None:
    """Measure and write the table into docs/performance.md."""
    rows = measure()
    table = "\n".join(f"| {what} | {figure} | {aim} |" for what, figure, aim in rows)
    text = (
        "# Performance\n\nWritten by `make bench`: ratios within one run, on SQLite, one process. CPU is what the server spends"
        " (user and system): the median of three rounds of 300 requests on one connection.\n\n"
        f"| what | figure | aim |\n| --- | --- | --- |\n{table}\n"
    )
    Path("docs/performance.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
