"""Starts a whole instance for browsers: the demo town, a server, the worker, a mail server. Ends what it started."""

from __future__ import annotations

import email
import email.policy
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

START_SECONDS, END_SECONDS, BUILD_SECONDS = 60, 15, 180


class NotStartedError(Exception):
    """A part of the instance did not come up; the text has the end of its log."""


class Letters:
    """What a mail server on the loopback took, in order."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take one message."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        self.taken.append(email.message_from_bytes(content, EmailMessage, policy=email.policy.default))
        return "250 OK"

    def wait_for(self, *, to: str, containing: str, subject: str, seconds: float = 30) -> EmailMessage:
        """The message to `to` with this subject and this text in its body, as soon as it is there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for letter in list(self.taken):
                if letter["To"] == to and letter["Subject"] == subject and containing in letter.get_content():
                    return letter
            time.sleep(0.1)
        seen = [letter["Subject"] for letter in self.taken if letter["To"] == to]
        raise AssertionError(f"no mail to {to} with the subject {subject!r} came within {seconds} s; its subjects were {seen[-5:]}")


@dataclass(frozen=True)
class Instance:
    """A running instance."""

    address: str
    letters: Letters = field(default_factory=Letters)


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**settings: str) -> dict[str, str]:
    """This process's environment with these settings only; `CIVIC_TEST_…` and the like are no settings of the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CIVIC_")}
    return {**kept, **{f"CIVIC_{name}": value for name, value in settings.items()}}


def built_town(shared: Path) -> Path:
    """The folder of a demo town that nobody has used; made once, also when several test processes ask."""
    shared.mkdir(parents=True, exist_ok=True)
    folder, log = shared / "town", shared / "demo.log"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            run("-m", "civic.i18n.compile", log=log, env=environment())
            run("-m", "civic", "demo", log=log, env=environment(MODE="demo", DATA_DIR=str(folder), RATE_LIMITS="off"))
            (shared / "done").touch()
    return folder


def run(*arguments: str, log: Path, env: dict[str, str]) -> None:
    """Run Python to its end; `NotStartedError` when it fails."""
    with log.open("ab") as out:
        code = subprocess.run(
            [sys.executable, *arguments], env=env, stdout=out, stderr=subprocess.STDOUT, timeout=BUILD_SECONDS, check=False
        ).returncode
    if code:
        raise NotStartedError(f"{' '.join(arguments)} ended with {code}:\n{_tail(log)}")


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


@contextmanager
def mail_server(letters: Letters) -> Iterator[int]:
    """An SMTP server on the loopback; gives its port."""
    port = free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def running(town: Path, folder: Path, **settings: str) -> Iterator[Instance]:
    """A server and a worker on a copy of the town, with further settings."""
    data, port = folder / "data", free_port()
    shutil.copytree(town, data)
    instance = Instance(f"http://127.0.0.1:{port}")
    with mail_server(instance.letters) as smtp:
        env = environment(
            MODE="demo", DATA_DIR=str(data), PORT=str(port), BASE_URL=instance.address, RATE_LIMITS="off",
            SMTP_HOST="127.0.0.1", SMTP_PORT=str(smtp), SMTP_SECURITY="none", **settings,
        )  # fmt: skip
        server = (
            "-m", "gunicorn", "civic.app:create_app()", "--worker-class", "gthread", "--workers", "1", "--threads", "8",
            "--bind", f"127.0.0.1:{port}", "--keep-alive", "15", "--log-level", "warning", "--no-control-socket",
        )  # fmt: skip
        with _process("server", server, folder, env) as web, _process("worker", ("-m", "civic", "work"), folder, env) as worker:
            _wait_until_ready(instance.address, [web, worker], folder)
            yield instance


@contextmanager
def _process(name: str, arguments: tuple[str, ...], folder: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / f"{name}.log").open("wb") as out:
        process = subprocess.Popen([sys.executable, *arguments], env=env, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(address: str, processes: list[subprocess.Popen[Any]], folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and all(process.poll() is None for process in processes):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    logs = "\n".join(f"{log.name}:\n{_tail(log)}" for log in sorted(folder.glob("*.log")))
    raise NotStartedError(f"the instance did not become ready\n{logs}")
