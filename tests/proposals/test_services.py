"""Acts on proposals: rows changed, facts published; a refusal changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from civic.accounts.services import delete_account
from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.i18n.writing import InvalidTextError
from civic.policy import ConflictError, NotAllowedError, Role
from civic.processes.models import Act
from civic.proposals import services
from civic.proposals.events import ProposalDecided, ProposalPublished, ProposalSupported
from civic.proposals.models import Proposal, ProposalStatus, Support
from tests.factories import PASSWORD, make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_publish_makes_the_draft_public_and_says_so(captured_events: list[Any]) -> None:
    author = make_user()
    draft = services.create_draft(make_process(), actor=author, title="  公園に日よけを ", language="ja")
    services.update_draft(draft, actor=author, body="夏は暑くて遊べません。\r\n屋根がほしいです。")
    services.publish_proposal(draft, actor=author)
    assert (draft.title, draft.body) == ("公園に日よけを", "夏は暑くて遊べません。\n屋根がほしいです。")
    assert (draft.status, draft.contribution.visibility) == (ProposalStatus.PUBLISHED, Visibility.PUBLIC)
    assert captured_events[-1] == ProposalPublished(actor_id=author.id, proposal_id=draft.id)


def test_publish_without_text_is_refused() -> None:
    author = make_user()
    draft = services.create_draft(make_process(), actor=author, title="x", language="ja")
    with pytest.raises(InvalidTextError):
        services.publish_proposal(draft, actor=author)
    assert draft.status is ProposalStatus.DRAFT


def test_publish_of_a_foreign_draft_is_refused() -> None:
    draft = make_proposal(status=ProposalStatus.DRAFT)
    with pytest.raises(NotAllowedError):
        services.publish_proposal(draft, actor=make_user())


def test_draft_in_a_closed_phase_is_refused_and_writes_nothing() -> None:
    process = make_process(acts=(Act.COMMENT,))
    with pytest.raises(NotAllowedError):
        services.create_draft(process, actor=make_user(), title="x", language="ja")
    assert session.scalar(select(func.count()).select_from(Proposal)) == 0


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "a\u202eb", "a\x00b", "two\nlines"])
def test_draft_with_a_bad_title_is_refused(title: str) -> None:
    with pytest.raises(InvalidTextError):
        services.create_draft(make_process(), actor=make_user(), title=title, language="ja")


def test_support_counts_once(captured_events: list[Any]) -> None:
    proposal, person = make_proposal(), make_user()
    services.support_proposal(proposal, actor=person)
    with pytest.raises(ConflictError):
        services.support_proposal(proposal, actor=person)
    assert proposal.support_count == 1
    assert [event for event in captured_events if isinstance(event, ProposalSupported)] == [
        ProposalSupported(actor_id=person.id, proposal_id=proposal.id)
    ]


def test_withdraw_support_takes_one_away_once() -> None:
    proposal, person = make_proposal(), make_user()
    services.support_proposal(proposal, actor=person)
    services.withdraw_support(proposal, actor=person)
    with pytest.raises(ConflictError):
        services.withdraw_support(proposal, actor=person)
    assert (proposal.support_count, session.scalar(select(func.count()).select_from(Support))) == (0, 0)


def test_decide_needs_a_reason_and_is_recorded(captured_events: list[Any]) -> None:
    proposal, moderator = make_proposal(), make_user(roles=(Role.MODERATOR,))
    with pytest.raises(InvalidTextError):
        services.decide_proposal(proposal, decision=ProposalStatus.ADOPTED, reason=" ", actor=moderator)
    services.decide_proposal(proposal, decision=ProposalStatus.ADOPTED, reason="多くの賛同がありました。", actor=moderator)
    assert (proposal.status, proposal.decision_reason, proposal.decided_by_id) == (
        ProposalStatus.ADOPTED,
        "多くの賛同がありました。",
        moderator.id,
    )
    assert captured_events[-1] == ProposalDecided(actor_id=moderator.id, proposal_id=proposal.id, status=ProposalStatus.ADOPTED)


def test_decide_on_a_stale_page_is_a_conflict() -> None:
    """Two moderators loaded the same open proposal; the second to press is told, and the first decision stays."""
    proposal, first, second = make_proposal(), make_user(roles=(Role.MODERATOR,)), make_user(roles=(Role.MODERATOR,))
    session.execute(
        Proposal.__table__.update()
        .where(Proposal.id == proposal.id)
        .values(  # type: ignore[attr-defined]  # the table of the model
            status=ProposalStatus.NOT_ADOPTED, decision_reason="x", decided_by_id=first.id
        )
    )
    with pytest.raises(ConflictError):
        services.decide_proposal(proposal, decision=ProposalStatus.ADOPTED, reason="y", actor=second)
    session.refresh(proposal)
    assert (proposal.status, proposal.decision_reason) == (ProposalStatus.NOT_ADOPTED, "x")


def test_withdraw_keeps_the_text_readable() -> None:
    author = make_user()
    proposal = make_proposal(author=author)
    services.withdraw_proposal(proposal, actor=author, reason="引っ越します。")
    assert (proposal.status, proposal.contribution.visibility) == (ProposalStatus.WITHDRAWN, Visibility.WITHDRAWN)


def test_import_twice_is_a_conflict() -> None:
    process, author = make_process(), make_user()
    values: dict[str, Any] = {
        "author": author, "title": "t", "problem": "", "body": "b", "language": "es",
        "published_at": utcnow(), "source": "s", "source_id": "1",
    }  # fmt: skip
    services.create_imported(process, **values)
    with pytest.raises(ConflictError):
        services.create_imported(process, **values)
    assert session.scalar(select(func.count()).select_from(Proposal)) == 1


def test_delete_draft_leaves_nothing() -> None:
    author = make_user()
    draft = services.create_draft(make_process(), actor=author, title="x", language="ja")
    services.delete_draft(draft, actor=author)
    assert session.scalar(select(func.count()).select_from(Proposal)) == 0


def test_drafts_leave_with_their_author() -> None:
    author = make_user()
    services.create_draft(make_process(), actor=author, title="x", language="ja")
    kept = make_proposal(author=author)
    delete_account(author, password=PASSWORD)
    assert [row.id for row in session.scalars(select(Proposal))] == [kept.id]
