"""The three lists: order, what is switched off, one statement each."""

from __future__ import annotations

from typing import Any

import pytest

from civic.db import session
from civic.town import queries
from civic.town.models import Area
from tests.factories import make_area, make_category, make_department, make_town

pytestmark = pytest.mark.usefixtures("database")


def test_the_town_before_and_after_set_up() -> None:
    assert queries.the_town() is None
    assert make_town() is queries.the_town()


def test_active_areas_in_position_order_without_those_switched_off(count_statements: Any) -> None:
    last = Area(names={"ja": "三"}, position=9)
    first = Area(names={"ja": "一"}, position=1)
    off = Area(names={"ja": "休"}, position=2, is_active=False)
    second = Area(names={"ja": "二"}, position=9)
    session.add_all([last, first, off, second])
    session.flush()
    with count_statements() as counted:
        assert queries.active_areas() == [first, last, second]
    assert counted.count == 1
    assert queries.all_areas() == [first, off, last, second]


def test_lists_do_not_mix() -> None:
    area, category, department = make_area(), make_category(), make_department()
    assert (queries.active_areas(), queries.active_categories(), queries.active_departments()) == ([area], [category], [department])
    assert [queries.all_places(kind) for kind in queries.PLACES] == [[area], [category], [department]]


def test_place_of_a_list() -> None:
    department = make_department()
    assert queries.place("departments", department.id) is department
    assert queries.place("areas", department.id) is None
    assert queries.department(department.id) is department
