"""Everything that `make test` runs after the static checks: on SQLite, again on PostgreSQL, with Redis, in a browser.

A server that does not answer is reported as skipped with the reason; where `CI=true` it fails the run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.servers import IS_CI, POSTGRES, chromium_problem, postgres_problem, redis_problem

NO_TESTS = 5
WORKERS = os.environ.get("CIVIC_TEST_WORKERS", "2")


def pytest(*arguments: str, **environment: str) -> str:
    """Run pytest; returns the problem in a few words, or an empty text."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    code = subprocess.run(command, env={**os.environ, **environment}, check=False).returncode
    return "" if code == 0 else "no tests were found" if code == NO_TESTS else f"pytest ended with {code}"


def main() -> int:
    """Run all parts, also after one failed; the exit code says whether all passed."""
    plain = ("tests", "--ignore=tests/browser", "-m", "not redis", "-n", WORKERS)
    parts = [
        ("SQLite", "", lambda: pytest(*plain)),
        ("PostgreSQL", postgres_problem(), lambda: pytest(*plain, CIVIC_TEST_DATABASE_URL=POSTGRES)),
        ("Redis", redis_problem(), lambda: pytest("tests", "--ignore=tests/browser", "-m", "redis")),
        ("Browser", chromium_problem(), lambda: pytest("tests/browser", "-n", WORKERS)),
    ]
    lines, failed = [], False
    for name, missing, run in parts:
        began = time.monotonic()
        print(f"\n== {name}", flush=True)  # noqa: T201 - a command's output
        problem = missing or run()
        failed = failed or (bool(problem) and (not missing or IS_CI))
        verdict = f"skipped: {missing}" if missing and not IS_CI else f"FAILED: {problem}" if problem else "passed"
        lines.append(f"  {name:<12}{verdict}" + (f" ({time.monotonic() - began:.0f} s)" if not missing else ""))
    print("\nSummary\n" + "\n".join(lines), flush=True)  # noqa: T201 - a command's output
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
