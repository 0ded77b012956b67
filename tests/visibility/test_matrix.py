"""The one visibility rule: every state × every viewer, for a proposal and for what hangs on it."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import select

from civic.accounts.models import User
from civic.contributions.models import Contribution, Visibility
from civic.contributions.queries import visible_to
from civic.db import session
from civic.policy import Role
from civic.proposals.models import ProposalStatus
from tests.factories import make_comment, make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")

VIEWERS = ("public", "resident", "author", "moderator", "coordinator", "administrator")


def viewer(name: str, author: User) -> User | None:
    if name == "public":
        return None
    if name == "author":
        return author
    return make_user(roles=() if name == "resident" else (Role(name),))


def expected(visibility: Visibility, who: str, *, published_process: bool) -> bool:
    if who == "author":
        return True
    if visibility is Visibility.DRAFT:
        return False
    if visibility is Visibility.HIDDEN:
        return who == "moderator" and published_process
    return published_process or who == "administrator"


@pytest.mark.parametrize(("visibility", "who", "published"), list(itertools.product(Visibility, VIEWERS, (True, False))))
def test_proposal(visibility: Visibility, who: str, published: bool) -> None:
    author = make_user()
    status = ProposalStatus.DRAFT if visibility is Visibility.DRAFT else ProposalStatus.PUBLISHED
    proposal = make_proposal(author=author, process=make_process(published=published), status=status)
    proposal.contribution.visibility = visibility
    proposal.contribution.hidden_reason = "reason" if visibility is Visibility.HIDDEN else ""
    session.flush()
    seen = session.scalar(select(Contribution.id).where(Contribution.id == proposal.id, visible_to(viewer(who, author))))
    assert (seen is not None) is expected(visibility, who, published_process=published)


@pytest.mark.parametrize(("root", "who"), list(itertools.product((Visibility.PUBLIC, Visibility.WITHDRAWN, Visibility.HIDDEN), VIEWERS)))
def test_comment_is_never_seen_under_a_proposal_that_is_not(root: Visibility, who: str) -> None:
    author = make_user()
    proposal = make_proposal(author=author)
    comment = make_comment(subject=proposal.contribution)
    proposal.contribution.visibility = root
    proposal.contribution.hidden_reason = "reason" if root is Visibility.HIDDEN else ""
    session.flush()
    seen = session.scalar(select(Contribution.id).where(Contribution.id == comment.id, visible_to(viewer(who, author))))
    assert (seen is not None) is (root is not Visibility.HIDDEN or who in ("moderator", "author"))
