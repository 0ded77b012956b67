"""Lists of the town's facts."""

from __future__ import annotations

from typing import Any

import pytest

from civic.db import session
from civic.town import queries
from civic.town.models import Area
from tests.factories import make_area, make_department

pytestmark = pytest.mark.usefixtures("database")


def test_lists_follow_position_then_number(count_statements: Any) -> None:
    late, early = make_area("後"), make_area("前")
    early.position, late.position = 1, 2
    off = Area(names={"ja": "休"}, position=1, is_active=False)
    session.add(off)
    session.flush()
    with count_statements() as counted:
        assert queries.active_areas() == [early, late]
        assert queries.all_areas() == [early, off, late]
    assert counted.count == 2


def test_place_is_found_in_its_own_list_only() -> None:
    department = make_department()
    assert queries.place("departments", department.id) is department
    assert queries.place("areas", department.id) is None
    assert queries.department(0) is None
