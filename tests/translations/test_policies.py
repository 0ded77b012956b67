"""Each exit of each rule about translations; no database."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy.orm.attributes import set_committed_value

from civic.accounts.models import RoleGrant, User
from civic.db import utcnow
from civic.i18n.text import in_language
from civic.policy import Role
from civic.translations import policies
from civic.translations.amounts import Missing, Used
from civic.translations.models import State, Translation, TranslationSettings
from civic.translations.texts import Key, Thing

LIMITS = TranslationSettings(day_limit=100, person_limit=50, process_limit=200)
MISSING = Missing(Key(Thing.PROCESS, 1), "title", "vi", "none")


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterable[None]:
    """Reasons are sentences, which need a language."""
    with app.app_context(), in_language("en"):
        yield


def person(*roles: Role, number: int = 1, confirmed: bool = True) -> User:
    """Somebody who is not in a database."""
    user = User(id=number, email_confirmed_at=utcnow() if confirmed else None)
    set_committed_value(user, "grants", [RoleGrant(role=role) for role in roles])
    return user


def entry(state: State = State.DRAFT, author: int | None = None) -> Translation:
    """An entry into Vietnamese."""
    return Translation(state=state, author_id=author, target_language="vi")


def test_settings_are_for_administrators() -> None:
    assert policies.can_change_settings(person(Role.ADMINISTRATOR))
    assert not policies.can_change_settings(person(Role.MODERATOR, Role.COORDINATOR))


@pytest.mark.parametrize(
    ("roles", "languages", "may"),
    [
        ((Role.ADMINISTRATOR,), (), True),
        ((Role.COORDINATOR,), (), True),
        ((), ("vi",), True),
        ((Role.MODERATOR,), (), False),
        ((), (), False),
    ],
)
def test_glossary_is_for_staff_of_the_words_and_translators(roles: tuple[Role, ...], languages: tuple[str, ...], may: bool) -> None:
    assert bool(policies.can_edit_glossary(person(*roles), languages)) is may


def test_asking_needs_a_switch_an_engine_and_a_person() -> None:
    assert policies.can_request(person(), is_machine_on=True, has_engine=True)
    assert not policies.can_request(person(), is_machine_on=False, has_engine=True)
    assert not policies.can_request(person(), is_machine_on=True, has_engine=False)
    refused = policies.can_request(None, is_machine_on=True, has_engine=True)
    assert (bool(refused), refused.remedy) == (False, "accounts.sign_in")


@pytest.mark.parametrize(
    ("characters", "used", "has_person", "may"),
    [
        (50, Used(), True, True),
        (51, Used(), True, False),
        (51, Used(), False, True),
        (1, Used(day=100), False, False),
        (1, Used(day=99), False, True),
        (10, Used(person=41), True, False),
        (10, Used(process=191), True, False),
        (10, Used(process=190), True, True),
    ],
)
def test_limits(characters: int, used: Used, has_person: bool, may: bool) -> None:
    assert bool(policies.is_within_limits(characters, used=used, limits=LIMITS, has_person=has_person)) is may


def test_suggesting_needs_a_confirmed_address() -> None:
    assert policies.can_suggest(person())
    assert not policies.can_suggest(person(confirmed=False))


def test_reviewing_needs_the_language() -> None:
    assert policies.can_review(person(Role.ADMINISTRATOR), "vi", languages=())
    assert policies.can_review(person(), "vi", languages=("vi",))
    assert not policies.can_review(person(Role.MODERATOR), "vi", languages=("pt-BR",))


def test_publishing_needs_something_to_publish() -> None:
    assert policies.can_publish(person(), entry(), languages=("vi",))
    assert not policies.can_publish(person(), entry(State.PUBLISHED), languages=("vi",))
    assert not policies.can_publish(person(), entry(), languages=())


def test_reporting() -> None:
    assert policies.can_report(person(), entry(State.PUBLISHED, author=2))
    assert not policies.can_report(person(), entry(State.PUBLISHED, author=1))
    assert not policies.can_report(person(), entry(State.REJECTED))


def test_opening_needs_everything_or_a_reason() -> None:
    assert policies.can_open((), has_override=False)
    assert policies.can_open([MISSING], has_override=True)
    assert "1 translation is missing" in policies.can_open([MISSING], has_override=False).reason
    assert "2 translations are missing" in policies.can_open([MISSING, MISSING], has_override=False).reason
