"""Moves what the services have just written to the days on which it happened in the story.

Services stamp the present moment, and rightly so; a town in which everything happened in the same minute would show nothing. Only
dates change, and only here. The audit record keeps the true times.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.db import session
from civic.handoff.calendar import default_due_on
from civic.handoff.models import Handoff, OfficialResponse
from civic.i18n.pages import local_day
from civic.processes.models import Process
from civic.proposals.models import Proposal, Support

SETTLED = timedelta(days=240)
LATE_BY = timedelta(days=3)


def move_story(proposal: Proposal, comment_ids: list[int], *, born: datetime, now: datetime, overdue: bool) -> None:
    """Spread one proposal's story between its birth and now: supports and comments, then decision, handing over and answer."""
    session.flush()
    life = now - born
    decided, answered = born + life * 0.35, born + life * 0.7
    _date_contribution(proposal.id, born)
    for number, comment_id in enumerate(comment_ids, start=1):
        _date_contribution(comment_id, born + life * (number / (len(comment_ids) + 1)))
    session.execute(
        update(Contribution).where(Contribution.id == proposal.id, Contribution.withdrawn_at.is_not(None)).values(withdrawn_at=decided)
    )
    session.execute(update(Proposal).where(Proposal.id == proposal.id, Proposal.decided_at.is_not(None)).values(decided_at=decided))
    for response_id in session.scalars(
        select(OfficialResponse.id).join(Handoff, Handoff.id == OfficialResponse.handoff_id).where(Handoff.proposal_id == proposal.id)
    ):
        _date_contribution(response_id, answered)
    handed_over = decided + timedelta(hours=20)
    due_on = local_day(now) - LATE_BY if overdue else default_due_on(local_day(handed_over))
    handoffs = update(Handoff).where(Handoff.proposal_id == proposal.id)
    session.execute(handoffs.values(handed_over_at=handed_over, due_on=due_on))
    session.execute(handoffs.where(Handoff.closed_at.is_not(None)).values(closed_at=answered))
    supporters = session.scalars(select(Support.user_id).where(Support.proposal_id == proposal.id)).all()
    for number, user_id in enumerate(supporters, start=1):
        moment = born + (decided - born) * (number / (len(supporters) + 1))
        session.execute(update(Support).where(Support.proposal_id == proposal.id, Support.user_id == user_id).values(created_at=moment))


def _date_contribution(contribution_id: int, moment: datetime) -> None:
    session.execute(update(Contribution).where(Contribution.id == contribution_id).values(created_at=moment, published_at=moment))


def move_people_and_themes(themes: list[Process], *, now: datetime) -> None:
    """People joined before they wrote; a theme was announced a week before its first phase, or lately when that is still to come."""
    session.execute(update(User).values(created_at=now - SETTLED, email_confirmed_at=now - SETTLED))
    for process in themes:
        begins = min(phase.starts_at for phase in process.phases)
        process.created_at = process.published_at = min(begins - timedelta(days=7), now - timedelta(days=3))
    session.flush()
