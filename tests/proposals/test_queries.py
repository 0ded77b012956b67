"""Lists of proposals: exact result in exact order among noise; statements do not grow with rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.proposals import queries
from civic.proposals.models import ProposalStatus
from civic.proposals.queries import Filters, Order
from tests.factories import make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_page_lists_newest_first_and_hides_the_rest() -> None:
    process = make_process()
    shown = [make_proposal(process=process) for _ in range(3)]
    for age, proposal in enumerate(shown):
        proposal.contribution.published_at = utcnow() - timedelta(hours=age)
    make_proposal(process=process, status=ProposalStatus.DRAFT)
    hidden = make_proposal(process=process)
    hidden.contribution.visibility, hidden.contribution.hidden_reason = Visibility.HIDDEN, "spam"
    make_proposal(process=make_process(published=False))
    make_proposal(process=make_process())
    session.flush()
    page = queries.proposal_page(Filters(process_id=process.id), viewer=None)
    assert ([card.id for card in page.cards], page.total, page.next_cursor) == ([p.id for p in shown], 3, None)


@pytest.mark.parametrize("order", list(Order))
def test_pages_meet_without_gap_or_double(order: Order) -> None:
    process = make_process()
    moment = utcnow()
    for number in range(2 * queries.PAGE + 3):
        proposal = make_proposal(process=process)
        proposal.contribution.published_at = moment
        proposal.support_count = number % 4
    session.flush()
    seen: list[int] = []
    after: Any = None
    for _ in range(3):
        page = queries.proposal_page(Filters(process_id=process.id, order=order, after=after), viewer=None)
        seen += [card.id for card in page.cards]
        after = page.next_cursor
    assert (len(seen), len(set(seen)), after) == (2 * queries.PAGE + 3, 2 * queries.PAGE + 3, None)


def test_author_sees_the_own_draft_and_nobody_else_does() -> None:
    author = make_user()
    draft = make_proposal(author=author, status=ProposalStatus.DRAFT)
    assert queries.proposal_for(author, draft.id) is not None
    assert queries.proposal_for(None, draft.id) is None
    assert queries.proposal_for(make_user(), draft.id) is None
