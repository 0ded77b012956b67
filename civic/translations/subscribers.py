"""Reactions to facts below: texts of processes that change, people who leave. Wiring: the worker's part, the check before opening."""

from __future__ import annotations

from sqlalchemy import delete, select

from civic.accounts.events import AccountDeleted
from civic.db import session
from civic.events import subscribe
from civic.policy import Verdict
from civic.processes.events import PhaseChanged, ProcessChanged, ProcessPublished
from civic.processes.models import Phase, Process
from civic.processes.opening import register_check
from civic.translations import export, worker  # noqa: F401 - each registers its part
from civic.translations.automatic import translate_as_promised
from civic.translations.events import ProcessLanguagesChanged
from civic.translations.models import TranslatorGrant
from civic.translations.services import may_open
from civic.translations.texts import items_of_process


def _translate(process_id: int) -> None:
    """The framing and the phases, as soon as they are public, and again when they change."""
    translate_as_promised("process", process_id)
    for phase_id in session.scalars(select(Phase.id).where(Phase.process_id == process_id).order_by(Phase.id)).all():
        translate_as_promised("phase", phase_id)


@subscribe(ProcessPublished)
def translate_published(event: ProcessPublished) -> None:
    """Everybody can read it now."""
    _translate(event.process_id)


@subscribe(ProcessChanged)
def translate_changed(event: ProcessChanged) -> None:
    """Its words may be others."""
    _translate(event.process_id)


@subscribe(PhaseChanged)
def translate_phase(event: PhaseChanged) -> None:
    """A phase may say something else."""
    _translate(event.process_id)


@subscribe(ProcessLanguagesChanged)
def translate_promised(event: ProcessLanguagesChanged) -> None:
    """There may be a language more."""
    _translate(event.process_id)


@subscribe(AccountDeleted)
def forget_translator(event: AccountDeleted) -> None:
    """Who left reviews no more. Their translations stay, without their name."""
    session.execute(delete(TranslatorGrant).where(TranslatorGrant.user_id == event.user_id))


@register_check
def translations_are_there(process: Process) -> Verdict:
    """Before a process or a phase opens by hand."""
    return may_open(items_of_process(process), process.id)
