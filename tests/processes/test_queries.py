"""Reads about processes: exact result, exact order, few statements."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from civic.db import session
from civic.policy import Role
from civic.processes import queries
from civic.processes.models import Act, Override
from tests.factories import make_area, make_category, make_department, make_process, make_user

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_published_processes_newest_first(count_statements: Any) -> None:
    processes = [make_process() for _number in range(3)]
    for process, age in zip(processes, (2, 0, 2), strict=True):
        process.published_at = NOW - age * DAY
    make_process(published=False)
    session.flush()
    session.expire_all()
    with count_statements() as counted:
        found = queries.published_processes()
        assert [len(process.phases) for process in found] == [1, 1, 1]
    assert [process.id for process in found] == [processes[1].id, processes[2].id, processes[0].id]
    assert counted.count == 2


def test_open_now_takes_proposals_first_then_the_nearest_deadline(count_statements: Any) -> None:
    running = {"starts_at": NOW - DAY}
    late = make_process(**running, ends_at=NOW + 9 * DAY)
    debate = make_process(**running, ends_at=NOW + DAY, acts=(Act.COMMENT,))
    soon = make_process(**running, ends_at=NOW + 2 * DAY)
    held_open = make_process(starts_at=NOW - 9 * DAY, ends_at=NOW - 8 * DAY, override=Override.OPEN)
    make_process(**running, ends_at=NOW + DAY, override=Override.CLOSED)
    make_process(**running, ends_at=NOW)
    make_process(starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
    make_process(**running, ends_at=NOW + DAY, acts=())
    make_process(**running, ends_at=NOW + DAY, published=False)
    session.expire_all()
    with count_statements() as counted:
        found = queries.open_now(NOW, limit=10)
    assert [process.id for process, _phase in found] == [held_open.id, soon.id, late.id, debate.id]
    assert all(phase in process.phases for process, phase in found)
    assert counted.count == 2
    assert queries.open_now(NOW, limit=2) == found[:2]
    assert queries.open_now(NOW + 30 * DAY, limit=10) == found[:1]


def test_process_title_of_a_published_process_only() -> None:
    process, draft = make_process("公園"), make_process(published=False)
    assert queries.process_title(process.id) == (process.id, "公園", "ja")
    assert queries.process_title(draft.id) is None
    assert queries.process_title(999999) is None


def test_process_for_loads_all_that_a_page_shows(count_statements: Any) -> None:
    process_id = make_process(department=make_department(), area=make_area(), categories=[make_category(), make_category("福祉")]).id
    session.expunge_all()
    with count_statements() as counted:
        found = queries.process_for(None, process_id)
        assert found is not None
        assert found.department is not None
        assert found.area is not None
        assert (len(found.phases), len(found.categories)) == (1, 2)
    assert counted.count == 3


def test_unpublished_is_for_administrators() -> None:
    draft = make_process(published=False)
    assert queries.process_for(None, draft.id) is None
    for role in Role:
        if role is not Role.DEPARTMENT:
            found = queries.process_for(make_user(roles=(role,)), draft.id)
            assert (found is draft) is (role is Role.ADMINISTRATOR)
    assert queries.process_for(make_user(departments=(make_department(),)), draft.id) is None


def test_all_processes_newest_first() -> None:
    first, draft = make_process(), make_process(published=False)
    assert queries.all_processes() == [draft, first]
