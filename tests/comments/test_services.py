"""Posting and taking back comments."""

from __future__ import annotations

import pytest

from civic.comments import services
from civic.comments.models import Stance
from civic.comments.queries import comment_by
from civic.contributions.models import Visibility
from civic.db import session
from civic.i18n.writing import InvalidTextError
from civic.policy import ALLOWED, NotAllowedError, Verdict
from civic.proposals import subscribers  # noqa: F401 - the count is a reaction
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_post_comment_counts_beside_the_proposal() -> None:
    proposal, person = make_proposal(), make_user()
    posted = services.post_comment(
        proposal.contribution, actor=person, body=" 賛成です ", stance=Stance.FOR, language="ja", verdict=ALLOWED
    )
    comment = comment_by(person, posted)
    session.refresh(proposal)
    assert comment is not None
    assert (comment.body, comment.contribution.root_id, proposal.comment_count) == ("賛成です", proposal.id, 1)


def test_post_comment_with_a_no_is_refused() -> None:
    proposal = make_proposal()
    with pytest.raises(NotAllowedError):
        services.post_comment(
            proposal.contribution, actor=make_user(), body="x", stance=Stance.FOR, language="ja", verdict=Verdict("closed")
        )


@pytest.mark.parametrize("body", ["", " \n ", "x" * 3001, "a\u2066b"])
def test_post_comment_with_a_bad_text_is_refused(body: str) -> None:
    proposal = make_proposal()
    with pytest.raises(InvalidTextError):
        services.post_comment(proposal.contribution, actor=make_user(), body=body, stance=Stance.FOR, language="ja", verdict=ALLOWED)


def test_delete_comment_only_by_its_writer() -> None:
    proposal, person = make_proposal(), make_user()
    posted = services.post_comment(proposal.contribution, actor=person, body="x", stance=Stance.NEUTRAL, language="ja", verdict=ALLOWED)
    comment = comment_by(person, posted)
    assert comment is not None
    with pytest.raises(NotAllowedError):
        services.delete_comment(comment, actor=make_user())
    services.delete_comment(comment, actor=person)
    assert comment.contribution.visibility is Visibility.WITHDRAWN
