"""Reads about processes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from civic.db import session, utcnow
from civic.policy import Role
from civic.processes import queries
from civic.processes.models import Act, Override
from tests.factories import make_category, make_department, make_process, make_user

pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)


def test_open_now_takes_published_processes_in_an_open_phase(count_statements: Any) -> None:
    now = utcnow()
    open_one = make_process("開")
    make_process("下書き", published=False)
    make_process("終", starts_at=now - 2 * DAY, ends_at=now - DAY)
    make_process("来", starts_at=now + DAY, ends_at=now + 2 * DAY)
    make_process("閉", override=Override.CLOSED)
    make_process("無", acts=())
    held = make_process("延", starts_at=now - 3 * DAY, ends_at=now - 2 * DAY, override=Override.OPEN)
    session.expire_all()
    with count_statements() as counted:
        found = queries.open_now(now, limit=5)
        assert [(process.title, phase.title) for process, phase in found] == [("延", "提案と意見"), ("開", "提案と意見")]
    assert counted.count == 2
    assert [process for process, _phase in found] == [held, open_one]


def test_open_now_puts_proposals_first_and_stops_at_the_limit() -> None:
    now = utcnow()
    make_process("意見", acts=(Act.COMMENT,), ends_at=now + DAY)
    later, sooner = make_process("後", ends_at=now + 9 * DAY), make_process("先", ends_at=now + 5 * DAY)
    assert [process for process, _phase in queries.open_now(now, limit=2)] == [sooner, later]


def test_process_title_is_told_of_published_ones_only() -> None:
    shown, draft = make_process("公園"), make_process("下書き", published=False)
    row = queries.process_title(shown.id)
    assert row is not None
    assert tuple(row) == (shown.id, "公園", "ja")
    assert queries.process_title(draft.id) is None


def test_process_for_loads_what_a_page_uses(count_statements: Any) -> None:
    identity = make_process(department=make_department(), categories=[make_category()]).id
    session.flush()
    session.expunge_all()
    with count_statements() as counted:
        found = queries.process_for(None, identity)
        assert found is not None
        assert (len(found.phases), len(found.categories), found.department is not None, found.area) == (1, 1, True, None)
    assert counted.count == 3


def test_unpublished_process_is_seen_by_administrators_only() -> None:
    draft = make_process(published=False)
    assert queries.process_for(make_user(roles=(Role.ADMINISTRATOR,)), draft.id) is draft
    assert queries.process_for(make_user(roles=(Role.MODERATOR,)), draft.id) is None
    assert queries.process_for(None, draft.id) is None
    assert queries.published_processes() == []
    assert queries.all_processes() == [draft]
