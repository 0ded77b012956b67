"""The town's facts: who changes them, what is accepted, what is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from civic.accounts.models import User
from civic.db import session
from civic.events import Event
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, NotAllowedError, Role
from civic.town import queries, services
from civic.town.events import PlaceChanged, TownChanged
from civic.town.models import Department, Town
from tests.factories import make_area, make_department, make_town, make_user

pytestmark = pytest.mark.usefixtures("database")
CONTACT = {"contact_phone": "012-345-6789", "contact_email": "sanka@mihon.example.jp"}


@pytest.fixture
def admin() -> User:
    return make_user(roles=(Role.ADMINISTRATOR,))


def set_up() -> Town:
    return services.set_up_town(names={"ja": " みほん市 ", "en": "", "xx": "?"}, contact_section={"ja": "市民協働課"}, **CONTACT)


def test_set_up_town_keeps_only_filled_known_languages(captured_events: list[Event]) -> None:
    assert set_up().names == {"ja": "みほん市"}
    assert captured_events == [TownChanged(actor_id=None)]


def test_set_up_town_twice_is_a_conflict() -> None:
    set_up()
    session.expunge_all()
    with pytest.raises(ConflictError):
        set_up()


def test_set_up_town_by_a_resident_is_refused() -> None:
    with pytest.raises(NotAllowedError):
        services.set_up_town(names={"ja": "x"}, contact_section={"ja": "x"}, **CONTACT, actor=make_user())


def test_update_town_without_japanese_name_is_refused(admin: User) -> None:
    with pytest.raises(InvalidTextError):
        services.update_town(make_town(), actor=admin, names={"en": "Mihon"}, contact_section={"ja": "課"}, **CONTACT)


def test_update_town_with_half_an_address_is_refused(admin: User) -> None:
    with pytest.raises(InvalidTextError):
        services.update_town(
            make_town(), actor=admin, names={"ja": "市"}, contact_section={"ja": "課"}, contact_phone="1", contact_email="sanka"
        )


def test_update_town_changes_it(admin: User, captured_events: list[Event]) -> None:
    town = make_town()
    services.update_town(town, actor=admin, names={"ja": "新市"}, contact_section={"ja": "課"}, **CONTACT, notice="避難してください")
    assert (town.names, town.notice) == ({"ja": "新市"}, "避難してください")
    assert captured_events == [TownChanged(actor_id=admin.id)]


def test_added_places_come_last(admin: User, captured_events: list[Event]) -> None:
    first = services.add_area(actor=admin, names={"ja": "北"})
    second = services.add_area(actor=admin, names={"ja": "南", "en": "South"})
    category = services.add_category(actor=admin, names={"ja": "防災"})
    department = services.add_department(actor=admin, names={"ja": "道路課"}, phone="012-000-0000", email="road@mihon.example.jp")
    assert queries.active_areas() == [first, second]
    assert [event.kind for event in captured_events if isinstance(event, PlaceChanged)] == ["area", "area", "category", "department"]
    assert (queries.all_categories(), queries.department(department.id)) == ([category], department)


def test_switched_off_place_is_kept_but_not_offered(admin: User, captured_events: list[Event]) -> None:
    area = make_area()
    services.set_active(area, actor=admin, is_active=False)
    services.set_active(area, actor=admin, is_active=False)
    assert (queries.active_areas(), queries.all_areas()) == ([], [area])
    assert captured_events == [PlaceChanged(actor_id=admin.id, kind="area", place_id=area.id)]


def test_updates_are_told(admin: User, captured_events: list[Event]) -> None:
    department: Department = make_department()
    services.update_department(department, actor=admin, names={"ja": "土木課"}, phone="1", email="")
    assert (department.names, department.phone, department.email) == ({"ja": "土木課"}, "1", "")
    services.update_area(make_area(), actor=admin, names={"ja": "東"})
    services.update_category(services.add_category(actor=admin, names={"ja": "a"}), actor=admin, names={"ja": "b"})
    assert len(captured_events) == 4


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.COORDINATOR])
def test_others_change_nothing(role: Role | None) -> None:
    person, area, department = make_user(roles=(role,) if role else ()), make_area(), make_department()
    category = services.Category(names={"ja": "x"})
    acts: list[Callable[[], object]] = [
        lambda: services.add_area(actor=person, names={"ja": "x"}),
        lambda: services.add_category(actor=person, names={"ja": "x"}),
        lambda: services.add_department(actor=person, names={"ja": "x"}),
        lambda: services.update_area(area, actor=person, names={"ja": "x"}),
        lambda: services.update_category(category, actor=person, names={"ja": "y"}),
        lambda: services.update_department(department, actor=person, names={"ja": "x"}),
        lambda: services.set_active(area, actor=person, is_active=False),
        lambda: services.update_town(make_town(), actor=person, names={"ja": "x"}, contact_section={"ja": "x"}, **CONTACT),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
