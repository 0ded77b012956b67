"""Reads about processes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from civic.accounts.models import User
from civic.db import session
from civic.policy import Role
from civic.processes.models import Act, Override, Phase, Process


def published_processes() -> list[Process]:
    """All that everybody can see, with their phases, the newest first. Two statements."""
    query = select(Process).where(Process.published_at.is_not(None)).options(selectinload(Process.phases))
    return list(session.scalars(query.order_by(Process.published_at.desc(), Process.id.desc())))


def open_now(at: datetime, *, limit: int) -> list[tuple[Process, Phase]]:
    """Processes with a phase that counts at a moment: those that take proposals first, then by deadline. Two statements."""
    by_the_clock = and_(Phase.starts_at <= at, Phase.ends_at > at, Phase.override.is_distinct_from(Override.CLOSED))
    query = select(Process).where(Process.published_at.is_not(None), Process.phases.any(or_(Phase.override == Override.OPEN, by_the_clock)))
    found = [(process, process.phase_at(at)) for process in session.scalars(query.options(selectinload(Process.phases)))]
    running = [(process, phase) for process, phase in found if phase is not None and phase.open_acts]
    return sorted(running, key=lambda pair: (Act.PROPOSE not in pair[1].acts, pair[1].ends_at, pair[0].id))[:limit]


def process_title(process_id: int) -> Row[int, str, str] | None:
    """Id, title and language of a published process."""
    return session.execute(
        select(Process.id, Process.title, Process.language).where(Process.id == process_id, Process.published_at.is_not(None))
    ).one_or_none()


def process_for(viewer: User | None, process_id: int) -> Process | None:
    """A process that the viewer may see, with phases, categories, department and area. Three statements."""
    query = select(Process).where(Process.id == process_id)
    if viewer is None or not viewer.has_role(Role.ADMINISTRATOR):
        query = query.where(Process.published_at.is_not(None))
    return session.scalar(
        query.options(
            selectinload(Process.phases), selectinload(Process.categories), joinedload(Process.department), joinedload(Process.area)
        )
    )


def all_processes() -> list[Process]:
    """All, for administrators, the newest first."""
    return list(session.scalars(select(Process).order_by(Process.id.desc())))
