"""Framing processes: what is refused, what is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from civic.accounts.models import User
from civic.db import session, utcnow
from civic.events import Event
from civic.i18n.writing import InvalidTextError
from civic.policy import NotAllowedError, Role
from civic.processes import queries, services
from civic.processes.events import PhaseChanged, PhaseOverridden, ProcessChanged, ProcessPublished
from civic.processes.models import Act, Override, Process
from tests.factories import make_category, make_department, make_process, make_user

pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)
TEXTS = {"question": "q", "background": "b", "what_happens_next": "w"}
PLACE = {"language": "ja", "department_id": None, "area_id": None}


@pytest.fixture
def admin() -> User:
    return make_user(roles=(Role.ADMINISTRATOR,))


@pytest.fixture
def now() -> datetime:
    return utcnow()


def begun(admin: User) -> Process:
    return services.create_process(actor=admin, title="公園", **TEXTS)


def test_create_process_is_not_public(admin: User, captured_events: list[Event]) -> None:
    category, department = make_category(), make_department()
    process = services.create_process(actor=admin, title=" 公園 ", department_id=department.id, category_ids=[category.id])
    assert (process.title, process.published_at, process.categories) == ("公園", None, [category])
    assert queries.process_for(None, process.id) is None
    assert captured_events == [ProcessChanged(actor_id=admin.id, process_id=process.id)]


def test_create_process_in_an_unknown_language_is_refused(admin: User) -> None:
    with pytest.raises(InvalidTextError):
        services.create_process(actor=admin, title="x", language="tlh")


def test_update_process_of_a_published_one_keeps_its_framing(admin: User) -> None:
    process = make_process()
    with pytest.raises(InvalidTextError):
        services.update_process(process, actor=admin, title="x", **(TEXTS | {"background": " "}), **PLACE)  # type: ignore[arg-type]


def test_update_process_changes_texts(admin: User) -> None:
    process = begun(admin)
    services.update_process(process, actor=admin, title="y", **(TEXTS | {"question": ""}), **PLACE)  # type: ignore[arg-type]
    assert (process.title, process.question) == ("y", "")


def test_publish_without_phase_is_refused_and_names_it(admin: User) -> None:
    with pytest.raises(NotAllowedError) as refused:
        services.publish_process(begun(admin), actor=admin)
    assert refused.value.reason


def test_publish_twice_happens_once(admin: User, now: datetime, captured_events: list[Event]) -> None:
    process = begun(admin)
    services.add_phase(process, actor=admin, title="募集", starts_at=now - DAY, ends_at=now + DAY, acts=[Act.PROPOSE])
    services.publish_process(process, actor=admin)
    services.publish_process(process, actor=admin)
    assert captured_events[-2:] == [
        PhaseChanged(actor_id=admin.id, process_id=process.id), ProcessPublished(actor_id=admin.id, process_id=process.id)
    ]  # fmt: skip
    assert process.allows(Act.PROPOSE, at=now)


def test_phase_that_ends_before_it_starts_is_refused(admin: User, now: datetime) -> None:
    with pytest.raises(InvalidTextError):
        services.add_phase(begun(admin), actor=admin, title="x", starts_at=now, ends_at=now, acts=[])


def test_overlapping_phases_are_refused_and_touching_ones_are_not(admin: User, now: datetime) -> None:
    process = begun(admin)
    first = services.add_phase(process, actor=admin, title="a", starts_at=now, ends_at=now + DAY, acts=[Act.PROPOSE])
    second = services.add_phase(process, actor=admin, title="b", starts_at=now + DAY, ends_at=now + 2 * DAY, acts=[Act.COMMENT])
    assert process.phases == [first, second]
    with pytest.raises(InvalidTextError):
        services.add_phase(process, actor=admin, title="c", starts_at=now + DAY / 2, ends_at=now + DAY, acts=[])
    with pytest.raises(InvalidTextError):
        services.update_phase(second, process=process, actor=admin, title="b", starts_at=now, ends_at=now + DAY, acts=[])
    services.update_phase(second, process=process, actor=admin, title="b2", starts_at=now + DAY, ends_at=now + 3 * DAY, acts=["support"])
    assert (second.title, second.acts) == ("b2", {Act.SUPPORT})


def test_last_phase_of_a_published_process_stays(admin: User, now: datetime) -> None:
    process = make_process()
    with pytest.raises(InvalidTextError):
        services.remove_phase(process.phases[0], process=process, actor=admin)
    end = process.phases[0].ends_at
    extra = services.add_phase(process, actor=admin, title="x", starts_at=end, ends_at=end + DAY, acts=[])
    services.remove_phase(extra, process=process, actor=admin)
    assert len(process.phases) == 1


def test_only_one_phase_is_held_open(admin: User, now: datetime, captured_events: list[Event]) -> None:
    process = begun(admin)
    first = services.add_phase(process, actor=admin, title="a", starts_at=now, ends_at=now + DAY, acts=[Act.PROPOSE])
    second = services.add_phase(process, actor=admin, title="b", starts_at=now + DAY, ends_at=now + 2 * DAY, acts=[Act.COMMENT])
    services.override_phase(first, process=process, actor=admin, override=Override.OPEN)
    services.override_phase(second, process=process, actor=admin, override=Override.OPEN)
    assert process.phase_at(now) is second
    services.override_phase(second, process=process, actor=admin, override=None)
    assert process.phase_at(now) is first
    assert captured_events[-1] == PhaseOverridden(actor_id=admin.id, process_id=process.id, phase_id=second.id, override=None)
    services.override_phase(first, process=process, actor=admin, override=Override.CLOSED)
    assert process.phase_at(now) is None


def test_others_change_nothing(now: datetime) -> None:
    person, process = make_user(roles=(Role.MODERATOR, Role.COORDINATOR)), make_process()
    phase = process.phases[0]
    times = {"starts_at": now + 90 * DAY, "ends_at": now + 91 * DAY}
    acts: list[Callable[[], object]] = [
        lambda: services.create_process(actor=person, title="x"),
        lambda: services.update_process(process, actor=person, title="x", **TEXTS, **PLACE),  # type: ignore[arg-type]
        lambda: services.add_phase(process, actor=person, title="x", acts=[], **times),
        lambda: services.update_phase(phase, process=process, actor=person, title="x", acts=[], **times),
        lambda: services.remove_phase(phase, process=process, actor=person),
        lambda: services.publish_process(process, actor=person),
        lambda: services.override_phase(phase, process=process, actor=person, override=Override.OPEN),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
    session.flush()
    assert phase.override is None
