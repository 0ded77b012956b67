"""What a person can do with a proposal. Each function is one act; the caller's transaction ends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, bindparam, delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from civic.accounts import attempts
from civic.accounts.models import User
from civic.contributions.models import Contribution, Kind, LanguageSource, Visibility
from civic.contributions.written_language import WrittenLanguage, language_of
from civic.db import insert_once, savepoint, session, utcnow
from civic.events import publish
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.policy import ConflictError, enforce
from civic.processes.models import Process
from civic.proposals import policies
from civic.proposals.events import (
    DraftDeleted,
    ProposalDecided,
    ProposalDrafted,
    ProposalImported,
    ProposalPublished,
    ProposalSupported,
    ProposalWithdrawn,
    SupportWithdrawn,
)
from civic.proposals.models import TRANSITIONS, Proposal, ProposalStatus, Support

MAX_TITLE, MAX_TEXT, MAX_REASON = 120, 5000, 3000


def create_draft(process: Process, *, actor: User, title: str, language: str) -> Proposal:
    """Begin a proposal: seen by its author only. `language` is the tag of the language in which its writer uses the site."""
    enforce(policies.can_draft(actor, process, at=utcnow()))
    attempts.check_posting(actor)
    words = accepted(title, maximum=MAX_TITLE, single_line=True)
    proposal = _new(process, author_id=actor.id, title=words, language=language_of(words, writer=language).tag)
    publish(ProposalDrafted(actor_id=actor.id, proposal_id=proposal.id))
    return proposal


def _new(process: Process, *, author_id: int, title: str, language: str) -> Proposal:
    contribution = Contribution(kind=Kind.PROPOSAL, process=process, author_id=author_id, visibility=Visibility.DRAFT, language=language)
    session.add(contribution)
    session.flush()
    proposal = Proposal(id=contribution.id, title=title, contribution=contribution, status=ProposalStatus.DRAFT)
    session.add(proposal)
    session.flush()
    return proposal


def update_draft(
    proposal: Proposal,
    *,
    actor: User,
    title: str | None = None,
    problem: str | None = None,
    body: str | None = None,
    area_id: int | None = None,
    category_id: int | None = None,
    language: str | None = None,
) -> None:
    """Change the given parts of a draft. `area_id` and `category_id` of 0 mean none; None leaves a part as it is.

    `language` is the tag of the language in which the writer uses the site: the text's own is found anew unless a person said it.
    """
    enforce(policies.can_edit_draft(actor, proposal))
    if title is not None:
        proposal.title = accepted(title, maximum=MAX_TITLE, single_line=True)
    if problem is not None:
        proposal.problem = accepted(problem, maximum=MAX_TEXT, required=False)
    if body is not None:
        proposal.body = accepted(body, maximum=MAX_TEXT)
    if area_id is not None:
        proposal.area_id = area_id or None
    if category_id is not None:
        proposal.category_id = category_id or None
    if language is not None and proposal.contribution.language_source is LanguageSource.DETECTOR:
        proposal.contribution.language = written_language(proposal, writer=language).tag
    session.flush()


def written_language(proposal: Proposal, *, writer: str) -> WrittenLanguage:
    """The language of all its words together."""
    return language_of(f"{proposal.title}\n{proposal.problem}\n{proposal.body}", writer=writer)


def publish_proposal(proposal: Proposal, *, actor: User) -> None:
    """Make a finished draft public. A second press finds it published and changes nothing."""
    enforce(policies.can_publish(actor, proposal, at=utcnow()))
    if not proposal.body:
        raise InvalidTextError(_("Please describe your proposal before publishing it."))
    _move(proposal, to=ProposalStatus.PUBLISHED)
    proposal.contribution.visibility = Visibility.PUBLIC
    proposal.contribution.published_at = utcnow()
    session.flush()
    publish(ProposalPublished(actor_id=actor.id, proposal_id=proposal.id))


def delete_draft(proposal: Proposal, *, actor: User) -> None:
    """Throw a draft away."""
    enforce(policies.can_edit_draft(actor, proposal))
    publish(DraftDeleted(actor_id=actor.id, proposal_id=proposal.id))
    contribution = proposal.contribution
    session.delete(proposal)
    session.flush()
    session.delete(contribution)
    session.flush()


def _move(proposal: Proposal, *, to: ProposalStatus, **values: object) -> None:
    """Change the status only if nobody else did meanwhile: the row's present status is part of the condition."""
    allowed_from = [status for status, targets in TRANSITIONS.items() if to in targets]
    changed = session.execute(
        update(Proposal)
        .where(Proposal.id == proposal.id, Proposal.status.in_(allowed_from))
        .values(status=to, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire(proposal, ["status", *values])
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE always has a row count
        raise ConflictError(_("Somebody else has just changed this proposal. Please look at it again."))


def support_proposal(proposal: Proposal, *, actor: User) -> None:
    """Sign a proposal, once: the primary key of the signature decides a race."""
    enforce(policies.can_support(actor, proposal, at=utcnow()))
    if insert_once(Support, proposal_id=proposal.id, user_id=actor.id) is None:
        raise ConflictError(_("You already support this proposal. It was counted once."))
    _count_support(proposal, by=1)
    publish(ProposalSupported(actor_id=actor.id, proposal_id=proposal.id))


def withdraw_support(proposal: Proposal, *, actor: User) -> None:
    """Take the signature back."""
    enforce(policies.can_withdraw_support(actor, proposal, at=utcnow()))
    gone = session.execute(delete(Support).where(Support.proposal_id == proposal.id, Support.user_id == actor.id))
    if gone.rowcount != 1:  # type: ignore[attr-defined]  # a DELETE always has a row count
        raise ConflictError(_("You do not support this proposal at the moment."))
    _count_support(proposal, by=-1)
    publish(SupportWithdrawn(actor_id=actor.id, proposal_id=proposal.id))


_COUNT_SUPPORT = (
    update(Proposal.__table__)  # type: ignore[arg-type]  # a declarative table is a Table
    .where(Proposal.__table__.c.id == bindparam("proposal_id"))
    .values(support_count=Proposal.__table__.c.support_count + bindparam("by", type_=Integer))
    .returning(Proposal.__table__.c.support_count)
)


def _count_support(proposal: Proposal, *, by: int) -> None:
    counted = session.execute(_COUNT_SUPPORT, {"proposal_id": proposal.id, "by": by}).scalar_one()
    set_committed_value(proposal, "support_count", counted)


def withdraw_proposal(proposal: Proposal, *, actor: User, reason: str) -> None:
    """The author takes the proposal back, with a reason; the text and its supports stay readable."""
    enforce(policies.can_withdraw(actor, proposal))
    _move(proposal, to=ProposalStatus.WITHDRAWN, decision_reason=accepted(reason, maximum=MAX_REASON), decided_at=utcnow())
    proposal.contribution.visibility = Visibility.WITHDRAWN
    proposal.contribution.withdrawn_at = utcnow()
    publish(ProposalWithdrawn(actor_id=actor.id, proposal_id=proposal.id))


def start_review(proposal: Proposal, *, actor: User) -> None:
    """A moderator begins to look at it."""
    enforce(policies.can_decide(actor, proposal))
    _move(proposal, to=ProposalStatus.UNDER_REVIEW)
    publish(ProposalDecided(actor_id=actor.id, proposal_id=proposal.id, status=ProposalStatus.UNDER_REVIEW))


def decide_proposal(proposal: Proposal, *, decision: ProposalStatus, reason: str, actor: User) -> None:
    """A moderator adopts it or not, with a public reason."""
    enforce(policies.can_decide(actor, proposal))
    if decision not in (ProposalStatus.ADOPTED, ProposalStatus.NOT_ADOPTED):
        raise InvalidTextError(_("Please choose a decision."))
    _move(
        proposal,
        to=decision,
        decision_reason=accepted(reason, maximum=MAX_REASON),
        decided_by_id=actor.id,
        decided_at=utcnow(),
    )
    publish(ProposalDecided(actor_id=actor.id, proposal_id=proposal.id, status=decision))


def create_imported(
    process: Process,
    *,
    author: User,
    title: str,
    problem: str,
    body: str,
    language: str,
    published_at: datetime,
    source: str,
    source_id: str,
    area_id: int | None = None,
    category_id: int | None = None,
    status: ProposalStatus = ProposalStatus.PUBLISHED,
    decision_reason: str = "",
) -> Proposal:
    """Take over a proposal from another system, published at its own time; `ConflictError` if (`source`, `source_id`) is here already.

    An operator does this, so no phase is asked; the rules for texts hold as for everybody.
    """
    contribution = Contribution(
        kind=Kind.PROPOSAL, process_id=process.id, author_id=author.id, visibility=Visibility.PUBLIC, language=language,
        language_source=LanguageSource.STAFF, published_at=published_at, created_at=published_at, source=source, source_id=source_id,
    )  # fmt: skip
    proposal = Proposal(
        title=accepted(title, maximum=MAX_TITLE, single_line=True),
        problem=accepted(problem, maximum=MAX_TEXT, required=False),
        body=accepted(body, maximum=MAX_TEXT * 4, required=False),
        area_id=area_id, category_id=category_id, status=status, decision_reason=decision_reason,
        decided_at=published_at if decision_reason else None, contribution=contribution,
    )  # fmt: skip
    try:
        with savepoint():
            session.add(proposal)
    except IntegrityError:
        raise ConflictError(_("This proposal was imported before.")) from None
    publish(ProposalImported(actor_id=None, proposal_id=proposal.id))
    return proposal
