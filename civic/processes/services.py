"""Framing processes and their phases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from civic.accounts.models import User
from civic.db import savepoint, session, utcnow
from civic.events import publish
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.policy import ConflictError, enforce
from civic.processes import policies
from civic.processes.events import PhaseChanged, PhaseOverridden, ProcessChanged, ProcessPublished
from civic.processes.models import Act, Override, Phase, Process
from civic.processes.opening import enforce_may_open
from civic.town.models import Category

MAX_TITLE, MAX_TEXT, MAX_PHASE = 120, 4000, 80
TAGS = frozenset(language.tag for language in LANGUAGES)


def create_process(
    *,
    actor: User,
    title: str,
    question: str = "",
    background: str = "",
    what_happens_next: str = "",
    language: str = "ja",
    department_id: int | None = None,
    area_id: int | None = None,
    category_ids: Iterable[int] = (),
) -> Process:
    """A new process, not yet public."""
    enforce(policies.can_edit(actor))
    process = Process(title=accepted(title, maximum=MAX_TITLE, single_line=True), created_by_id=actor.id, phases=[], categories=[])
    _describe(process, question, background, what_happens_next, language, department_id, area_id, category_ids)
    session.add(process)
    session.flush()
    publish(ProcessChanged(actor_id=actor.id, process_id=process.id))
    return process


def _describe(
    process: Process, question: str, background: str, what_happens_next: str, language: str, department_id: int | None,
    area_id: int | None, category_ids: Iterable[int],
) -> None:  # fmt: skip
    required = process.published_at is not None
    process.question = accepted(question, maximum=MAX_TEXT, required=required)
    process.background = accepted(background, maximum=MAX_TEXT, required=required)
    process.what_happens_next = accepted(what_happens_next, maximum=MAX_TEXT, required=required)
    if language not in TAGS:
        raise InvalidTextError(_("Please choose one."))
    process.language, process.department_id, process.area_id = language, department_id, area_id
    wanted = list(category_ids)
    process.categories = list(session.scalars(select(Category).where(Category.id.in_(wanted)))) if wanted else []


def update_process(
    process: Process,
    *,
    actor: User,
    title: str,
    question: str,
    background: str,
    what_happens_next: str,
    language: str,
    department_id: int | None,
    area_id: int | None,
    category_ids: Iterable[int] = (),
) -> None:
    """New words. A published process cannot lose its framing."""
    enforce(policies.can_edit(actor))
    process.title = accepted(title, maximum=MAX_TITLE, single_line=True)
    _describe(process, question, background, what_happens_next, language, department_id, area_id, category_ids)
    session.flush()
    publish(ProcessChanged(actor_id=actor.id, process_id=process.id))


def _check_times(process: Process, starts_at: datetime, ends_at: datetime, *, except_id: int | None) -> None:
    if starts_at >= ends_at:
        raise InvalidTextError(_("The phase must end after it starts."))
    overlapping = select(Phase.id).where(Phase.process_id == process.id, Phase.starts_at < ends_at, Phase.ends_at > starts_at)
    if except_id is not None:
        overlapping = overlapping.where(Phase.id != except_id)
    if session.scalar(overlapping.limit(1)) is not None:
        raise InvalidTextError(_("Two phases of a theme cannot run at the same time."))


@contextmanager
def _alone_in_time() -> Iterator[None]:
    """Write a phase: the database decides between two that are written at the same moment and overlap."""
    try:
        with savepoint():
            yield
    except IntegrityError:
        raise ConflictError(_("Two phases of a theme cannot run at the same time.")) from None


def _acts(acts: Iterable[str]) -> list[str]:
    wanted = set(acts)
    return [str(act) for act in Act if act in wanted]


def add_phase(
    process: Process, *, actor: User, title: str, starts_at: datetime, ends_at: datetime, acts: Iterable[str], description: str = ""
) -> Phase:
    """A new stretch of time with the acts it opens. `ConflictError` when another administrator was faster with one that overlaps."""
    enforce(policies.can_edit(actor))
    _check_times(process, starts_at, ends_at, except_id=None)
    phase = Phase(
        process_id=process.id, title=accepted(title, maximum=MAX_PHASE, single_line=True), starts_at=starts_at, ends_at=ends_at,
        description=accepted(description, maximum=MAX_TEXT, required=False), open_acts=_acts(acts),
    )  # fmt: skip
    with _alone_in_time():
        session.add(phase)
    session.refresh(process, ["phases"])
    publish(PhaseChanged(actor_id=actor.id, process_id=process.id))
    return phase


def update_phase(
    phase: Phase, *, process: Process, actor: User, title: str, starts_at: datetime, ends_at: datetime, acts: Iterable[str],
    description: str = "",
) -> None:  # fmt: skip
    """Other times, words or acts. `ConflictError` as for a new one."""
    enforce(policies.can_edit(actor))
    _check_times(process, starts_at, ends_at, except_id=phase.id)
    name, text = accepted(title, maximum=MAX_PHASE, single_line=True), accepted(description, maximum=MAX_TEXT, required=False)
    with _alone_in_time():
        phase.title, phase.description = name, text
        phase.starts_at, phase.ends_at, phase.open_acts = starts_at, ends_at, _acts(acts)
    publish(PhaseChanged(actor_id=actor.id, process_id=process.id))


def remove_phase(phase: Phase, *, process: Process, actor: User) -> None:
    """Take a phase away; a published process keeps at least one."""
    enforce(policies.can_edit(actor))
    if process.published_at is not None and len(process.phases) < 2:
        raise InvalidTextError(_("A published theme needs at least one phase."))
    session.delete(phase)
    session.flush()
    session.refresh(process, ["phases"])
    publish(PhaseChanged(actor_id=actor.id, process_id=process.id))


def publish_process(process: Process, *, actor: User) -> None:
    """Show it to everybody, once the framing is complete. A second press changes nothing."""
    enforce(policies.can_publish(actor, process, at=utcnow()))
    if process.published_at is None:
        enforce_may_open(process)
        process.published_at = utcnow()
        session.flush()
        publish(ProcessPublished(actor_id=actor.id, process_id=process.id))


def override_phase(phase: Phase, *, process: Process, actor: User, override: Override | None) -> None:
    """Open or close a phase against the clock, or give the clock its right back. Only one phase is held open."""
    enforce(policies.can_edit(actor))
    if override is Override.OPEN:
        enforce_may_open(process)
        for other in process.phases:
            if other.override is Override.OPEN:
                other.override = None
    phase.override = override
    session.flush()
    publish(PhaseOverridden(actor_id=actor.id, process_id=process.id, phase_id=phase.id, override=override))
