"""Who is told about what. Only messages are written here; the words are made when they are sent (`mails`)."""

from __future__ import annotations

from sqlalchemy import select

from civic.accounts.models import User
from civic.accounts.queries import staff_with
from civic.contributions.models import Contribution
from civic.db import session
from civic.events import subscribe
from civic.handoff.events import HandedOver, HandoffReturned, OfficialResponsePublished
from civic.notifications import mails
from civic.outbox.services import enqueue
from civic.policy import Role
from civic.proposals.events import ProposalDecided
from civic.proposals.models import ProposalStatus


def _author_of(proposal_id: int) -> int | None:
    """The author's account, unless it cannot get mail."""
    return session.scalar(
        select(User.id)
        .join(Contribution, Contribution.author_id == User.id)
        .where(Contribution.id == proposal_id, User.deleted_at.is_(None), User.is_imported.is_(False), User.email_confirmed_at.is_not(None))
    )


@subscribe(ProposalDecided)
def tell_decision(event: ProposalDecided) -> None:
    """The author learns the decision."""
    author_id = _author_of(event.proposal_id)
    if author_id is not None and event.status in (ProposalStatus.ADOPTED, ProposalStatus.NOT_ADOPTED):
        enqueue(
            mails.DECIDED, {"user_id": author_id, "proposal_id": event.proposal_id}, idempotency_key=f"{mails.DECIDED}:{event.proposal_id}"
        )


@subscribe(HandedOver)
def tell_department(event: HandedOver) -> None:
    """The department's staff learn of new work."""
    for person in staff_with(Role.DEPARTMENT, department_id=event.department_id):
        _tell_staff(mails.HANDED_OVER, event.handoff_id, person)


@subscribe(HandoffReturned)
def tell_coordinators(event: HandoffReturned) -> None:
    """The coordinators learn that something is back at the desk."""
    for person in staff_with(Role.COORDINATOR):
        _tell_staff(mails.RETURNED, event.handoff_id, person)


def _tell_staff(kind: str, handoff_id: int, person: User) -> None:
    enqueue(kind, {"user_id": person.id, "handoff_id": handoff_id}, idempotency_key=f"{kind}:{handoff_id}:{person.id}")


@subscribe(OfficialResponsePublished)
def tell_answer(event: OfficialResponsePublished) -> None:
    """The author learns the town's answer."""
    author_id = _author_of(event.proposal_id)
    if author_id is not None:
        enqueue(
            mails.ANSWERED,
            {"user_id": author_id, "proposal_id": event.proposal_id, "response_id": event.response_id},
            idempotency_key=f"{mails.ANSWERED}:{event.response_id}",
        )
