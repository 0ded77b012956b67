"""Acts on the town's facts: rows, events, refusals that change nothing."""

from __future__ import annotations

from typing import Any

import pytest

from civic.accounts.models import User
from civic.events import Event
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, NotAllowedError, Role
from civic.town import queries, services
from civic.town.events import PlaceChanged, TownChanged
from tests.factories import make_area, make_department, make_town, make_user

pytestmark = pytest.mark.usefixtures("database")
FACTS: dict[str, Any] = {
    "names": {"ja": "みほん市", "en": "Mihon City"}, "contact_section": {"ja": "市民協働課"}, "contact_phone": "012-345-6789",
    "contact_email": "sanka@mihon.example.jp",
}  # fmt: skip


@pytest.fixture
def administrator() -> User:
    return make_user(roles=(Role.ADMINISTRATOR,))


def test_set_up_town_by_an_operator(captured_events: list[Event]) -> None:
    town = services.set_up_town(**FACTS)
    assert queries.the_town() is town
    assert captured_events == [TownChanged(actor_id=None)]


def test_set_up_town_twice_is_a_conflict() -> None:
    town = make_town()
    with pytest.raises(ConflictError):
        services.set_up_town(**FACTS | {"names": {"ja": "べつの市"}})
    assert town.names["ja"] == "みほん市"


def test_set_up_town_by_a_resident_is_refused() -> None:
    with pytest.raises(NotAllowedError):
        services.set_up_town(**FACTS, actor=make_user())
    assert queries.the_town() is None


def test_update_town_keeps_only_known_languages_with_a_name(administrator: User, captured_events: list[Event]) -> None:
    town = make_town()
    services.update_town(
        town, actor=administrator, **FACTS | {"names": {"ja": " あたらしい市 ", "vi": "Thành phố", "ko": "", "xx": "?"}}, notice="大雨"
    )
    assert (town.names, town.notice, town.notice_language) == ({"ja": "あたらしい市", "vi": "Thành phố"}, "大雨", "ja")
    assert captured_events == [TownChanged(actor_id=administrator.id)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": {"en": "Mihon"}}, {"names": {"ja": "あ" * 81}}, {"names": {"ja": "a\u202eb"}}, {"contact_section": {}},
        {"contact_phone": ""}, {"contact_email": ""}, {"contact_email": "sanka"}, {"notice": "一\n二"},
        {"notice_language": "xx"},
    ],
)  # fmt: skip
def test_update_town_with_wrong_facts_is_refused(administrator: User, captured_events: list[Event], wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidTextError):
        services.update_town(make_town(), actor=administrator, **FACTS | wrong)
    assert captured_events == []


def test_add_places_go_last_in_their_list(administrator: User, captured_events: list[Event]) -> None:
    make_area("はじめ")
    area = services.add_area(actor=administrator, names={"ja": "おわり"})
    category = services.add_category(actor=administrator, names={"ja": "防災"})
    department = services.add_department(actor=administrator, names={"ja": "道路課"}, phone="012", email="road@example.jp")
    assert queries.active_areas()[-1] is area
    assert (category.position, department.phone, department.email) == (1, "012", "road@example.jp")
    assert captured_events == [
        PlaceChanged(actor_id=administrator.id, kind="area", place_id=area.id),
        PlaceChanged(actor_id=administrator.id, kind="category", place_id=category.id),
        PlaceChanged(actor_id=administrator.id, kind="department", place_id=department.id),
    ]


def test_add_department_with_a_wrong_address_is_refused(administrator: User) -> None:
    with pytest.raises(InvalidTextError):
        services.add_department(actor=administrator, names={"ja": "道路課"}, email="road")
    assert queries.all_departments() == []


def test_update_places(administrator: User) -> None:
    department, area = make_department(), make_area()
    services.update_department(department, actor=administrator, names={"ja": "公園課"})
    services.update_area(area, actor=administrator, names={"ja": "北地区"})
    assert (department.names, department.phone, department.email) == ({"ja": "公園課"}, "", "")
    assert area.names == {"ja": "北地区"}
    category = services.add_category(actor=administrator, names={"ja": "防災"})
    services.update_category(category, actor=administrator, names={"ja": "福祉"})
    assert category.names == {"ja": "福祉"}


def test_switch_off_twice_is_one_fact(administrator: User, captured_events: list[Event]) -> None:
    area = make_area()
    for _time in range(2):
        services.set_active(area, actor=administrator, is_active=False)
    assert (queries.active_areas(), queries.all_areas()) == ([], [area])
    assert captured_events == [PlaceChanged(actor_id=administrator.id, kind="area", place_id=area.id)]


def test_change_places_by_others_is_refused(captured_events: list[Event]) -> None:
    moderator, area, department = make_user(roles=(Role.MODERATOR,)), make_area(), make_department()
    names = {"ja": "x"}
    acts = (
        lambda: services.add_area(actor=moderator, names=names),
        lambda: services.add_category(actor=moderator, names=names),
        lambda: services.add_department(actor=moderator, names=names),
        lambda: services.update_area(area, actor=moderator, names=names),
        lambda: services.update_department(department, actor=moderator, names=names),
        lambda: services.set_active(area, actor=moderator, is_active=False),
        lambda: services.update_town(make_town(), actor=moderator, **FACTS),
    )
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
    assert (area.is_active, area.names["ja"], captured_events) == (True, "中央地区", [])
