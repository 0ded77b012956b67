"""Where the test servers are, and whether they answer. `python -m tests.servers` prints what was found."""

from __future__ import annotations

import os
import shutil

import redis
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

POSTGRES = os.environ.get("CIVIC_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("CIVIC_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
IS_CI = os.environ.get("CI") == "true"


def postgres_problem() -> str:
    """Why PostgreSQL cannot be used, or an empty text."""
    engine = create_engine(POSTGRES, connect_args={"connect_timeout": 3})
    try:
        with engine.connect():
            return ""
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).strip().splitlines()[0]
        return f"PostgreSQL does not answer at {engine.url.render_as_string()} ({reason}); set CIVIC_TEST_POSTGRES_URL"
    finally:
        engine.dispose()


def redis_problem() -> str:
    """Why Redis cannot be used, or an empty text."""
    connection = redis.Redis.from_url(REDIS, socket_connect_timeout=3)
    try:
        connection.ping()
    except redis.RedisError as error:
        return f"Redis does not answer at {REDIS} ({error}); set CIVIC_TEST_REDIS_URL"
    finally:
        connection.close()
    return ""


def chromium() -> str | None:
    """The browser's program."""
    return os.environ.get("CIVIC_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def chromium_problem() -> str:
    """Why there is no browser, or an empty text."""
    return "" if chromium() else "Chromium is not installed; install it or set CIVIC_TEST_CHROMIUM"


if __name__ == "__main__":
    for name, problem in (("PostgreSQL", postgres_problem()), ("Redis", redis_problem()), ("Chromium", chromium_problem())):
        print(f"{name:<12}{problem or 'found'}")  # noqa: T201 - a command's output
