"""Who may hide and restore; no database."""

from __future__ import annotations

import pytest

from civic.accounts.models import RoleGrant, User
from civic.contributions.models import Contribution, Visibility
from civic.moderation import policies
from civic.policy import Role


def person(number: int, *roles: Role) -> User:
    return User(id=number, grants=[RoleGrant(role=role) for role in roles])


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("visibility", "hide", "restore"),
    [
        (Visibility.PUBLIC, True, False),
        (Visibility.WITHDRAWN, True, False),
        (Visibility.HIDDEN, False, True),
        (Visibility.DRAFT, False, False),
    ],
)
def test_moderator_by_state(visibility: Visibility, hide: bool, restore: bool) -> None:
    moderator, text = person(1, Role.MODERATOR), Contribution(author_id=2, visibility=visibility)
    assert (bool(policies.can_hide(moderator, text)), bool(policies.can_restore(moderator, text))) == (hide, restore)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("user", [person(1), person(1, Role.COORDINATOR, Role.ADMINISTRATOR), person(2, Role.MODERATOR)])
def test_others_and_the_writer_may_not(user: User) -> None:
    assert policies.can_hide(user, Contribution(author_id=2, visibility=Visibility.PUBLIC)).reason
    assert policies.can_restore(user, Contribution(author_id=2, visibility=Visibility.HIDDEN)).reason
