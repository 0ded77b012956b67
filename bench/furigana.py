"""What readings cost: CPU of a page with and without them, first sight of a text, and memory of the dictionary in the workers."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy import update

import civic.demo
from bench.pages import prepare as fill_folder
from bench.pages import settings_for
from bench.server import Server, free_port, serve
from civic.app import create_app
from civic.config import load_settings
from civic.db import session, unit_of_work
from civic.i18n.furigana.markup import ruby_text
from civic.proposals.models import Proposal
from civic.ui.furigana import FURIGANA_COOKIE

REQUESTS, ROUNDS = 200, 5
PAGES = {"list of 20 proposals": "/ja/proposals", "proposal with 20 comments": "/ja/proposals/1"}
_DICTIONARY = "system.dic"


def prepare(folder: Path) -> None:
    """A town whose newest proposals have different texts, those of the demo town."""
    fill_folder(folder, 40)
    texts = json.loads(Path(civic.demo.__path__[0], "texts", "proposals.json").read_text(encoding="utf-8"))["proposals"]
    app = create_app(load_settings(os.environ))
    with app.app_context(), unit_of_work():
        for number, text in enumerate(text for text in texts if "title" in text):
            session.execute(
                update(Proposal).where(Proposal.id == number + 1).values(title=text["title"], problem=text["problem"], body=text["body"])
            )


def getter(path: str, furigana: str) -> Callable[[HTTPConnection], bytes]:
    """Ask for a page with readings on or off."""
    headers = {"Accept-Encoding": "gzip", "Cookie": f"{FURIGANA_COOKIE}={furigana}"}

    def ask(connection: HTTPConnection) -> bytes:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        return body

    return ask


def costs(server: Server, path: str) -> tuple[float, float, int, int]:
    """CPU milliseconds of the page without and with readings, in turns, and the bytes sent of each."""
    connection = server.connect()
    asks = {furigana: getter(path, furigana) for furigana in ("off", "on")}
    sizes = {furigana: len(ask(connection)) for furigana, ask in asks.items() for _warming in range(20)}
    spent: dict[str, list[float]] = {"off": [], "on": []}
    for _turn in range(ROUNDS):
        for furigana, ask in asks.items():
            before = server.cpu_seconds()
            for _number in range(REQUESTS):
                ask(connection)
            spent[furigana].append((server.cpu_seconds() - before) / REQUESTS * 1000)
    return statistics.median(spent["off"]), statistics.median(spent["on"]), sizes["off"], sizes["on"]


@contextmanager
def workers(amount: int, folder: Path) -> Iterator[tuple[int, int]]:
    """A server with several workers: its port and process id."""
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "civic.app:create_app()", "--config", "python:civic.serving", "--workers", str(amount),
            "--threads", "2", "--bind", f"127.0.0.1:{port}", "--log-level", "error",
        ],
        env={**os.environ, **settings_for(folder), "CIVIC_PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def children(pid: int) -> list[int]:
    """The worker processes."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def dictionary_memory(pid: int) -> tuple[float, float, float]:
    """Megabytes of the mapped dictionary in a process: resident, its share of them, private."""
    sums = {"Rss": 0, "Pss": 0, "Private": 0}
    is_inside = False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            is_inside = line.endswith(_DICTIONARY)
        elif is_inside:
            name, _colon, rest = line.partition(":")
            key = "Private" if name.startswith("Private_") else name
            if key in sums:
                sums[key] += int(rest.split()[0])
    return sums["Rss"] / 1024, sums["Pss"] / 1024, sums["Private"] / 1024


def whole_memory(pid: int) -> tuple[float, float]:
    """Megabytes of a whole process: resident, and its share."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    rss, pss = re.search(r"^Rss:\s+(\d+)", text, re.MULTILINE), re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(rss[1]) / 1024 if rss else 0.0, int(pss[1]) / 1024 if pss else 0.0


def memory(amount: int, folder: Path, furigana: str) -> tuple[float, float, float, float, float]:
    """Of all workers together after use: resident, share; of the dictionary: resident, share, private."""
    with workers(amount, folder) as (port, pid):
        ask = getter("/ja/proposals", furigana)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                for _number in range(amount * 12):
                    connection = HTTPConnection("127.0.0.1", port, timeout=30)
                    ask(connection)
                    connection.close()
            except OSError:
                time.sleep(0.3)
                continue
            found = [(*whole_memory(child), *dictionary_memory(child)) for child in children(pid)]
            if furigana == "off" or all(each[2] > 0 for each in found):
                break
        totals = [sum(column) for column in zip(*found, strict=True)]
        return totals[0], totals[1], totals[2], totals[3], totals[4]


def measure() -> list[tuple[str, str, str]]:
    """All figures: (what, figure, aim)."""
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder)
        with serve("civic.app:create_app()", settings_for(folder)) as server:
            for name, path in PAGES.items():
                off, on, small, large = costs(server, path)
                rows.append((f"{name}, readings from the cache, CPU against the page without", f"{on / off:.2f} ×", "≤ 1.15 ×"))
                rows.append((f"{name}, sent (gzip) without and with readings", f"{small / 1024:.1f} kB, {large / 1024:.1f} kB", ""))
        for amount in (1, 3):
            rss, pss, *_none = memory(amount, folder, "off")
            rows.append((f"memory of {amount} worker(s) without readings, resident / shared out", f"{rss:.0f} / {pss:.0f} MB", ""))
            rss, pss, dictionary, share, private = memory(amount, folder, "on")
            rows.append((f"memory of {amount} worker(s) with readings, resident / shared out", f"{rss:.0f} / {pss:.0f} MB", ""))
            figure = f"{dictionary:.0f} / {share:.0f} / {private:.0f} MB"
            rows.append((f"of it the dictionary in {amount} worker(s), resident / shared out / private", figure, ""))
    text = "市民協働課では、通学路の見守りカメラを増やす提案について、来月の1日から意見を受け付けます。" * 400
    ruby_text(text[:50])
    began = time.process_time()
    ruby_text(text)
    rows.append(("a text seen for the first time", f"{len(text) / (time.process_time() - began):,.0f} characters a second", ""))
    return rows


def main() -> None:
    """Measure and print the table."""
    sys.stdout.write("| what | figure | aim |\n| --- | --- | --- |\n")
    for row in measure():
        sys.stdout.write(f"| {' | '.join(row)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
