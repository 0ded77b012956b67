"""Coarse limits by network address: counted for all processes together in Redis, and never a fault when Redis is away."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from civic.ui import limits
from tests.databases import application

TRIES = 241


@pytest.fixture(autouse=True)
def _limiter_off_afterwards() -> Iterator[None]:
    yield
    limits._limiter.enabled = False


def statuses(app: Flask, tries: int) -> list[int]:
    """The answers to many writes from one address that each change nothing."""
    browser = app.test_client()
    return [browser.post("/ja/display").status_code for _ in range(tries)]


@pytest.mark.redis
def test_limit_is_shared_by_processes(tmp_path: Path, redis_url: str) -> None:
    address = f"sqlite:///{tmp_path / 'civic.db'}"
    with application(tmp_path, address, MODE="development", REDIS_URL=redis_url) as one:
        assert 429 not in statuses(one, TRIES - 1)
    with application(tmp_path, address, create=False, MODE="development", REDIS_URL=redis_url) as two:
        assert statuses(two, 1) == [429]


def test_lost_redis_is_no_fault(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with application(tmp_path, f"sqlite:///{tmp_path / 'civic.db'}", MODE="development", REDIS_URL=f"redis://127.0.0.1:{port}/0") as app:
        assert set(statuses(app, 5)) <= {303, 422}


def test_reading_is_not_limited(tmp_path: Path) -> None:
    with application(tmp_path, f"sqlite:///{tmp_path / 'civic.db'}", MODE="development") as app:
        browser = app.test_client()
        assert {browser.get("/healthz").status_code for _ in range(TRIES + 10)} == {200}
