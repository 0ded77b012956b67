"""From an adopted proposal to the town's public answer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from civic.accounts.models import User
from civic.contributions.models import Contribution, Kind, LanguageSource, Visibility
from civic.contributions.written_language import language_of
from civic.db import savepoint, session, utcnow
from civic.events import publish
from civic.handoff import policies
from civic.handoff.events import HandedOver, HandoffReturned, OfficialResponsePublished
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse, ResponseDecision
from civic.i18n.languages import BY_SLUG
from civic.i18n.pages import local_day
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.policy import ConflictError, enforce
from civic.proposals.models import Proposal
from civic.town.models import Department

MAX_MESSAGE, MAX_BODY = 3000, 10_000


def hand_over(proposal: Proposal, *, actor: User, department_id: int, due_on: date, message: str) -> Handoff:
    """Give an adopted proposal to a department, to be answered by a day. `message` is for the department only."""
    enforce(policies.can_hand_over(actor, proposal))
    department = session.get(Department, department_id)
    if department is None or not department.is_active:
        raise InvalidTextError(_("Please choose a department."))
    if due_on < local_day(utcnow()):
        raise InvalidTextError(_("Please choose a day that is not over."))
    text = accepted(message, maximum=MAX_MESSAGE, required=False)
    held = select(Handoff.id).where(Handoff.proposal_id == proposal.id, Handoff.status != HandoffStatus.RETURNED).limit(1)
    handoff = Handoff(
        proposal_id=proposal.id, department_id=department.id, due_on=due_on, message=text, status=HandoffStatus.RECEIVED,
        handed_over_by_id=actor.id, handed_over_at=utcnow(),
    )  # fmt: skip
    conflict = ConflictError(_("This proposal was handed over already."))
    if session.scalar(held) is not None:
        raise conflict
    try:
        with savepoint():
            session.add(handoff)
    except IntegrityError:
        raise conflict from None
    publish(HandedOver(actor_id=actor.id, handoff_id=handoff.id, proposal_id=proposal.id, department_id=department.id))
    return handoff


def return_to_desk(handoff: Handoff, *, actor: User, reason: str) -> None:
    """The department is not the right one: back to the coordinators, with a reason for them."""
    enforce(policies.can_return(actor, handoff))
    _close(handoff, status=HandoffStatus.RETURNED, return_reason=accepted(reason, maximum=MAX_MESSAGE), closed_at=utcnow())
    publish(HandoffReturned(actor_id=actor.id, handoff_id=handoff.id))


def publish_response(
    handoff: Handoff, *, actor: User, decision: ResponseDecision, body: str, language: str = "", next_step_on: date | None = None
) -> OfficialResponse:
    """Answer in public. `language` is a tag, or empty: then the text shows it. Of two officers who answer at once the second is told so.

    Needs the handoff's proposal and contribution loaded.
    """
    enforce(policies.can_answer(actor, handoff))
    text = accepted(body, maximum=MAX_BODY)
    _close(handoff, status=HandoffStatus.ANSWERED, closed_at=utcnow())
    source = LanguageSource.AUTHOR if language else LanguageSource.DETECTOR
    language = language or language_of(text, writer=BY_SLUG[actor.language].tag).tag
    return _respond(
        handoff, author_id=actor.id, by=actor.id, decision=decision, body=text, language=language, language_source=source,
        next_step_on=next_step_on,
    )  # fmt: skip


def _close(handoff: Handoff, **values: object) -> None:
    """Change the row only while it is open: its present status is part of the condition."""
    session.flush()
    changed = session.execute(
        update(Handoff)
        .where(Handoff.id == handoff.id, Handoff.status == HandoffStatus.RECEIVED)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.expire(handoff, list(values))
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE always has a row count
        raise ConflictError(_("Somebody else has answered or returned this already. Your text is below, so that you can keep it."))


def _respond(
    handoff: Handoff,
    *,
    author_id: int,
    by: int | None,
    decision: ResponseDecision,
    body: str,
    language: str,
    language_source: LanguageSource,
    next_step_on: date | None,
    source: tuple[str, str] = ("", ""),
) -> OfficialResponse:
    root = handoff.proposal.contribution
    contribution = Contribution(
        kind=Kind.RESPONSE, process_id=root.process_id, author_id=author_id, root_id=root.id, visibility=Visibility.PUBLIC,
        language=language, language_source=language_source, published_at=utcnow(), is_official=True, source=source[0] or None,
        source_id=source[1] or None,
    )  # fmt: skip
    session.add(contribution)
    session.flush()
    response = OfficialResponse(
        id=contribution.id, handoff_id=handoff.id, department_id=handoff.department_id, decision=decision, body=body,
        next_step_on=next_step_on, contribution=contribution,
    )  # fmt: skip
    session.add(response)
    session.flush()
    publish(OfficialResponsePublished(actor_id=by, response_id=response.id, handoff_id=handoff.id, proposal_id=root.id))
    return response


def create_imported_response(
    proposal: Proposal,
    *,
    operator_id: int,
    department_id: int,
    decision: ResponseDecision,
    body: str,
    language: str,
    source: str,
    source_id: str,
) -> OfficialResponse:
    """Take over an answer that the town gave elsewhere: a handoff that is answered, and the answer. An operator does this."""
    text = accepted(body, maximum=MAX_BODY)
    now = utcnow()
    handoff = Handoff(
        proposal=proposal, department_id=department_id, due_on=local_day(now), status=HandoffStatus.ANSWERED,
        handed_over_by_id=operator_id, handed_over_at=now, closed_at=now,
    )  # fmt: skip
    try:
        with savepoint():
            session.add(handoff)
            session.flush()
            return _respond(
                handoff, author_id=operator_id, by=None, decision=decision, body=text, language=language,
                language_source=LanguageSource.STAFF, next_step_on=None, source=(source, source_id),
            )  # fmt: skip
    except IntegrityError:
        raise ConflictError(_("This answer was imported before.")) from None
