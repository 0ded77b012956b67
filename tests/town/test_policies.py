"""Who may change the town's facts; no rows."""

from __future__ import annotations

import pytest

from civic.accounts.models import RoleGrant, User
from civic.policy import Role
from civic.town.policies import can_change_town


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("role", [None, *Role])
def test_change_town_by_administrators_only(role: Role | None) -> None:
    person = User(id=1, display_name="p", language="ja", grants=[RoleGrant(role=role)] if role else [])
    verdict = can_change_town(person)
    assert bool(verdict) is (role is Role.ADMINISTRATOR)
    assert bool(verdict.reason) is (role is not Role.ADMINISTRATOR)
