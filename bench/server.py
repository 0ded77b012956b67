"""A gunicorn of one worker on a free loopback port, and the CPU seconds it spends."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running server."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """User and system time of the worker processes so far."""
        spent = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                if int(fields[1]) == self.pid:
                    spent += int(fields[11]) + int(fields[12])
        return spent / TICKS

    def connect(self) -> http.client.HTTPConnection:
        """A kept-alive connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)


@contextmanager
def serve(application: str, environ: Mapping[str, str]) -> Iterator[Server]:
    """Serve `module:app` until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", application, "--config", "python:civic.serving", "--workers", "1", "--threads", "4", "--bind",
            f"127.0.0.1:{port}", "--keep-alive", "30", "--log-level", "error",
        ],
        env={**os.environ, **environ, "CIVIC_PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)
