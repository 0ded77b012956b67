"""Reads about accounts, among noise."""

from __future__ import annotations

import pytest

from civic.accounts import queries
from civic.accounts.services import create_imported_author
from civic.db import session, utcnow
from civic.policy import Role
from tests.factories import make_department, make_town, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_user_by_email_compares_without_case_width_and_spaces() -> None:
    make_user()
    user = make_user(email="Taro.Yamada@example.jp")
    for typed in ("taro.yamada@example.jp", " TARO.YAMADA@EXAMPLE.JP ", "ｔａｒｏ．ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｊｐ"):
        assert queries.user_by_email(typed) is user
    assert queries.user_by_email("taro@example.jp") is None
    assert queries.user_by_email("") is None


def test_people_are_found_by_whole_address_or_beginning_of_the_name() -> None:
    first, second = make_user("やまだ花子", email="hanako@example.jp"), make_user("やまだ太郎", email="taro@example.jp")
    make_user("小やまだ", email="hanako2@example.jp")
    gone = make_user("やまだ去る")
    gone.deleted_at = utcnow()
    create_imported_author(source_key="x", display_name="やまだ様", language="ja")
    session.flush()
    assert queries.people("やまだ") == [first, second]
    assert queries.people("やまだ", after_id=first.id) == [second]
    assert queries.people(" HANAKO@example.jp ") == [first]
    assert queries.people("hanako") == []
    assert queries.people("%") == []
    assert queries.people("や\x00まだ花") == [first]
    assert queries.people("やまだ", after_id=2**80) == []


def test_people_without_a_search_are_those_with_a_role() -> None:
    make_user()
    moderator, officer = make_user(roles=(Role.MODERATOR,)), make_user(departments=(make_department(),))
    assert queries.people("") == [moderator, officer]


def test_people_take_two_statements_however_many(count_statements: object) -> None:
    make_user(roles=(Role.MODERATOR,))
    counts = []
    for _number in range(2):
        session.flush()
        session.expire_all()
        with count_statements() as counted:  # type: ignore[operator]  # the fixture is a context manager
            assert all(person.roles for person in queries.people(""))
        counts.append(counted.count)
        make_user(roles=(Role.MODERATOR, Role.COORDINATOR))
        make_user(roles=(Role.MODERATOR,))
    assert counts == [2, 2]


def test_administrators_are_counted_once_each_while_they_hold_the_role() -> None:
    make_user(roles=(Role.MODERATOR,))
    make_user(roles=(Role.ADMINISTRATOR, Role.MODERATOR))
    former = make_user(roles=(Role.ADMINISTRATOR,))
    former.grants[0].revoked_at = utcnow()
    session.flush()
    assert (queries.administrator_count(), queries.locked_administrator_count()) == (1, 1)


def test_staff_are_told_apart_by_role_and_department() -> None:
    roads, parks = make_department("道路課"), make_department("公園課")
    both, second = make_user(departments=(roads, parks)), make_user(departments=(parks,))
    make_user(departments=(parks,), confirmed=False)
    moderator = make_user(roles=(Role.MODERATOR,))
    assert queries.staff_with(Role.DEPARTMENT, department_id=parks.id) == [both, second]
    assert queries.staff_with(Role.DEPARTMENT) == [both, second]
    assert queries.staff_with(Role.MODERATOR) == [moderator]


def test_town_names_are_all_names_in_all_languages() -> None:
    assert queries.town_names() == ()
    make_town()
    make_department("道路課")
    assert set(queries.town_names()) == {
        "みほん市", "Mihon City", "市民協働課", "Citizen Participation Section", "道路課", "道路課 (en)",
    }  # fmt: skip
