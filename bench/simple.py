"""Searches that a plain `tsvector('simple')` index cannot answer, beside what this search finds: a table for docs/languages.md.

    CIVIC_TEST_POSTGRES_URL=… python -m bench.simple

The plain index is asked as well as it can be: each word as a beginning (`'word':*`), all of them.
"""

from __future__ import annotations

import re
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import text

from civic.db import session, unit_of_work
from civic.search import queries
from civic.search.rebuilding import rebuild
from tests.databases import POSTGRES, application, fresh_database
from tests.factories import make_process, make_town, make_user
from tests.search.corpus import QUERIES, make_texts
from tests.search.filling import write_texts

AMOUNT = 2000
FAILS_BELOW, SUCCEEDS_FROM = 0.5, 0.97
WORDS = text(
    "SELECT c.id FROM contribution c LEFT JOIN proposal p ON p.id = c.id LEFT JOIN comment m ON m.id = c.id "
    "WHERE to_tsvector('simple', coalesce(p.title, '') || ' ' || coalesce(p.body, m.body, '')) @@ to_tsquery('simple', :asked)"
)


def plainly(typed: str) -> set[int]:
    """What the plain index finds."""
    words = re.findall(r"[^\s\"*&|!():<>'-]+", typed)
    asked = " & ".join(f"'{word}':*" for word in words)
    return set(session.scalars(WORDS, {"asked": asked})) if words else set()


def main() -> None:
    """Print the table."""
    texts = list(make_texts(AMOUNT))
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = stack.enter_context(fresh_database(place, server=POSTGRES))
        stack.enter_context(stack.enter_context(application(place, address)).app_context())
        with unit_of_work():
            make_town()
            write_texts(texts, process=make_process("道"), author=make_user())
        for _progress in rebuild():
            pass
        lines, failed = ["| search | should find | plain index | here |", "|---|---|---|---|"], 0
        for asked in QUERIES:
            truth = {one.number for one in texts if asked.is_answered_by(one)}
            plain = truth.intersection(plainly(asked.typed))
            here = truth.intersection(target_id for _kind, target_id in queries.matching(asked.typed))
            if len(plain) < FAILS_BELOW * len(truth) and len(here) >= SUCCEEDS_FROM * len(truth):
                failed += 1
                lines.append(f"| {asked.typed} | {len(truth)} | {len(plain)} | {len(here)} |")
        sys.stdout.write(f"{failed} of {len(QUERIES)} searches\n\n" + "\n".join(lines) + "\n")
        session.rollback()


if __name__ == "__main__":
    main()
