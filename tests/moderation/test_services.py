"""Hiding and restoring."""

from __future__ import annotations

import pytest

from civic.contributions.models import Visibility
from civic.db import session
from civic.events import Event
from civic.i18n.writing import InvalidTextError
from civic.moderation import services
from civic.moderation.events import ContributionHidden, ContributionRestored
from civic.policy import NotAllowedError, Role
from civic.proposals.models import ProposalStatus
from tests.factories import make_comment, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_hide_and_restore(captured_events: list[Event]) -> None:
    moderator, text = make_user(roles=(Role.MODERATOR,)), make_comment().contribution
    services.hide_contribution(text, actor=moderator, reason="  個人情報  ")
    assert (text.visibility, text.hidden_reason) == (Visibility.HIDDEN, "個人情報")
    services.restore_contribution(text, actor=moderator)
    assert (text.visibility, text.hidden_reason) == (Visibility.PUBLIC, "")
    assert [type(event) for event in captured_events] == [ContributionHidden, ContributionRestored]


def test_restore_keeps_a_withdrawal() -> None:
    moderator, text = (
        make_user(roles=(Role.MODERATOR,)),
        make_proposal(status=ProposalStatus.WITHDRAWN, decision_reason="都合").contribution,
    )
    services.hide_contribution(text, actor=moderator, reason="個人情報")
    services.restore_contribution(text, actor=moderator)
    assert text.visibility is Visibility.WITHDRAWN


def test_hide_needs_a_reason_and_the_role() -> None:
    text = make_proposal().contribution
    with pytest.raises(InvalidTextError):
        services.hide_contribution(text, actor=make_user(roles=(Role.MODERATOR,)), reason=" ")
    with pytest.raises(NotAllowedError):
        services.hide_contribution(text, actor=make_user(), reason="なし")
    session.refresh(text)
    assert text.visibility is Visibility.PUBLIC


def test_hide_own_text_is_refused() -> None:
    moderator = make_user(roles=(Role.MODERATOR,))
    with pytest.raises(NotAllowedError):
        services.hide_contribution(make_proposal(author=moderator).contribution, actor=moderator, reason="なし")
