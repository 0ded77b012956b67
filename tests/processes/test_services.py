"""Framing processes: rows, events, refusals that change nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from civic.accounts.models import User
from civic.db import session
from civic.events import Event
from civic.i18n.writing import InvalidTextError
from civic.policy import NotAllowedError, Role
from civic.processes import services
from civic.processes.events import PhaseChanged, PhaseOverridden, ProcessChanged, ProcessPublished
from civic.processes.models import Act, Override, Phase, Process
from tests.factories import make_area, make_category, make_department, make_process, make_user

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FRAMING = {"title": "公園", "question": "どう使う?", "background": "古い", "what_happens_next": "担当課が決める"}
WORDS: dict[str, Any] = FRAMING | {"language": "ja", "department_id": None, "area_id": None}


@pytest.fixture
def administrator() -> User:
    return make_user(roles=(Role.ADMINISTRATOR,))


def add(process: Process, actor: User, start: int, end: int, *acts: str) -> Phase:
    return services.add_phase(process, actor=actor, title="段階", starts_at=NOW + start * DAY, ends_at=NOW + end * DAY, acts=acts)


def test_create_process_is_not_public(administrator: User, captured_events: list[Event]) -> None:
    department, area, category = make_department(), make_area(), make_category()
    process = services.create_process(
        actor=administrator, title=" 公園 ", language="vi", department_id=department.id, area_id=area.id, category_ids=[category.id]
    )
    assert (process.title, process.language, process.published_at) == ("公園", "vi", None)
    assert (process.department_id, process.area_id, process.categories) == (department.id, area.id, [category])
    assert captured_events == [ProcessChanged(actor_id=administrator.id, process_id=process.id)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "一\n二"},
        {"title": "あ" * 121},
        {"question": "あ" * 4001},
        {"background": "\u202e"},
        {"language": "xx"},
    ],
)
def test_create_process_with_wrong_words_is_refused(administrator: User, captured_events: list[Event], wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidTextError):
        services.create_process(actor=administrator, **FRAMING | wrong)
    assert captured_events == []


def test_update_process(administrator: User, captured_events: list[Event]) -> None:
    process = make_process(categories=[make_category()])
    services.update_process(process, actor=administrator, **WORDS)
    assert (process.title, process.question, process.categories) == ("公園", "どう使う?", [])
    assert captured_events == [ProcessChanged(actor_id=administrator.id, process_id=process.id)]


@pytest.mark.parametrize("empty", ["question", "background", "what_happens_next"])
def test_published_process_keeps_its_framing(administrator: User, captured_events: list[Event], empty: str) -> None:
    process, draft = make_process(), make_process(published=False)
    with pytest.raises(InvalidTextError):
        services.update_process(process, actor=administrator, **WORDS | {empty: " "})
    services.update_process(draft, actor=administrator, **WORDS | {empty: " "})
    assert getattr(draft, empty) == ""
    assert captured_events == [ProcessChanged(actor_id=administrator.id, process_id=draft.id)]


def test_add_phase_side_by_side(administrator: User, captured_events: list[Event]) -> None:
    process = services.create_process(actor=administrator, title="公園")
    later = add(process, administrator, 1, 2, "comment", "propose", "fly")
    earlier = add(process, administrator, 0, 1)
    assert process.phases == [earlier, later]
    assert (later.acts, later.open_acts) == ({Act.PROPOSE, Act.COMMENT}, ["propose", "comment"])
    assert captured_events[1:] == [PhaseChanged(actor_id=administrator.id, process_id=process.id)] * 2


@pytest.mark.parametrize(("start", "end"), [(2, 3), (-1, 9), (0, 1), (4, 5), (1, 5)])
def test_add_phase_that_overlaps_is_refused(administrator: User, start: int, end: int) -> None:
    process, other = (services.create_process(actor=administrator, title="公園") for _number in range(2))
    phase = add(process, administrator, 0, 5)
    with pytest.raises(InvalidTextError):
        add(process, administrator, start, end)
    assert process.phases == [phase]
    assert add(other, administrator, start, end).id


@pytest.mark.parametrize("end", [0, -1])
def test_phase_must_end_after_it_starts(administrator: User, end: int) -> None:
    process = services.create_process(actor=administrator, title="公園")
    with pytest.raises(InvalidTextError):
        add(process, administrator, 0, end)
    assert process.phases == []


def test_update_phase_may_move_within_its_own_time(administrator: User, captured_events: list[Event]) -> None:
    process = services.create_process(actor=administrator, title="公園")
    phase = add(process, administrator, 0, 5, "propose")
    add(process, administrator, 5, 6)
    values: dict[str, Any] = {"process": process, "actor": administrator, "title": "新", "starts_at": NOW + DAY, "acts": ["support"]}
    services.update_phase(phase, ends_at=NOW + 5 * DAY, **values)
    assert (phase.title, phase.starts_at, phase.open_acts) == ("新", NOW + DAY, ["support"])
    with pytest.raises(InvalidTextError):
        services.update_phase(phase, ends_at=NOW + 5.5 * DAY, **values)
    assert phase.ends_at == NOW + 5 * DAY
    assert captured_events[-1] == PhaseChanged(actor_id=administrator.id, process_id=process.id)
    assert len(captured_events) == 4


def test_remove_phase(administrator: User, captured_events: list[Event]) -> None:
    process = make_process()
    with pytest.raises(InvalidTextError):
        services.remove_phase(process.phases[0], process=process, actor=administrator)
    draft = make_process(published=False)
    services.remove_phase(draft.phases[0], process=draft, actor=administrator)
    assert (len(process.phases), draft.phases) == (1, [])
    assert captured_events == [PhaseChanged(actor_id=administrator.id, process_id=draft.id)]


def test_publish_process_once(administrator: User, captured_events: list[Event]) -> None:
    process = make_process(published=False)
    services.publish_process(process, actor=administrator)
    published_at = process.published_at
    services.publish_process(process, actor=administrator)
    assert process.published_at == published_at
    assert captured_events == [ProcessPublished(actor_id=administrator.id, process_id=process.id)]


def test_publish_process_without_a_deadline_is_refused(administrator: User, captured_events: list[Event]) -> None:
    process = make_process(published=False, starts_at=NOW - DAY, ends_at=NOW)
    with time_machine.travel(NOW, tick=False), pytest.raises(NotAllowedError):
        services.publish_process(process, actor=administrator)
    assert (process.published_at, captured_events) == (None, [])


def test_override_holds_one_phase_open(administrator: User, captured_events: list[Event]) -> None:
    process = services.create_process(actor=administrator, title="公園")
    first, second = add(process, administrator, 0, 1), add(process, administrator, 1, 2)
    captured_events.clear()
    for phase, override in ((first, Override.OPEN), (second, Override.OPEN), (first, Override.CLOSED), (second, None)):
        services.override_phase(phase, process=process, actor=administrator, override=override)
        assert phase.override is override
    assert [phase.override for phase in process.phases] == [Override.CLOSED, None]
    assert captured_events[-1] == PhaseOverridden(actor_id=administrator.id, process_id=process.id, phase_id=second.id, override=None)


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.COORDINATOR])
def test_acts_by_others_are_refused(captured_events: list[Event], role: Role | None) -> None:
    actor = make_user(roles=(role,) if role else ())
    process = make_process(published=False)
    phase = process.phases[0]
    times: dict[str, Any] = {"title": "x", "starts_at": NOW, "ends_at": NOW + DAY, "acts": []}
    acts = (
        lambda: services.create_process(actor=actor, title="x"),
        lambda: services.update_process(process, actor=actor, **WORDS),
        lambda: services.add_phase(process, actor=actor, **times),
        lambda: services.update_phase(phase, process=process, actor=actor, **times),
        lambda: services.remove_phase(phase, process=process, actor=actor),
        lambda: services.publish_process(process, actor=actor),
        lambda: services.override_phase(phase, process=process, actor=actor, override=Override.OPEN),
    )
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
    assert not session.dirty
    assert (process.published_at, process.phases, phase.override, captured_events) == (None, [phase], None, [])
