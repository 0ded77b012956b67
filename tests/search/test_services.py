"""The index follows the texts: at once, in their transaction, and never holds what nobody may read."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from civic.accounts.models import User
from civic.comments import services as comment_services
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Visibility
from civic.contributions.services import correct_language
from civic.db import session, unit_of_work
from civic.handoff import services as handoff_services
from civic.handoff.models import ResponseDecision
from civic.i18n.writing import InvalidTextError
from civic.moderation import services as moderation
from civic.policy import ALLOWED, NotAllowedError, Role
from civic.processes import services as process_services
from civic.proposals import services as proposals
from civic.proposals.models import Proposal, ProposalStatus
from civic.search import queries, services
from civic.search.models import SearchDocument, SearchSynonym, SearchTerm, SearchText
from civic.search.rebuilding import rebuild
from tests.factories import make_department, make_handoff, make_process, make_proposal, make_town, make_user
from tests.races import at_once

pytestmark = pytest.mark.usefixtures("database")


def found(typed: str) -> list[tuple[str, int]]:
    """Kind and number of what is found."""
    return queries.matching(typed)


def published(title: str = "噴水を直す", body: str = "駅前の噴水がこわれています。", author: User | None = None) -> Proposal:
    """A proposal that went the whole way."""
    author = author or make_user()
    proposal = make_proposal(title, author=author, problem="", body=body, status=ProposalStatus.DRAFT)
    proposals.publish_proposal(proposal, actor=author)
    return proposal


def comment_on(proposal: Proposal, body: str, author: User | None = None) -> Comment:
    """A comment as a person posts it."""
    number = comment_services.post_comment(
        proposal.contribution, actor=author or make_user(), body=body, stance=Stance.FOR, language="ja", verdict=ALLOWED
    )
    return session.scalars(select(Comment).where(Comment.id == number).options(joinedload(Comment.contribution))).one()


def moderator() -> User:
    return make_user("進行役", roles=(Role.MODERATOR,))


def test_publish_proposal_is_found_at_once_by_its_letters_and_later_by_its_words() -> None:
    proposal = published("こどもの噴水", "水がほしい。")
    assert found("こどもの噴水") == [("proposal", proposal.id)]
    assert found("子供の噴水") == [("proposal", proposal.id)]  # こども is a synonym, too
    assert found("ふんすい") == []
    assert services.analyse_waiting() == 1
    assert services.analyse_waiting() == 0
    assert found("ふんすい") == [("proposal", proposal.id)]


def test_draft_is_not_found_by_anybody() -> None:
    make_proposal("秘密の噴水", status=ProposalStatus.DRAFT)
    services.analyse_waiting()
    assert found("噴水") == []
    assert queries.suggestions("噴") == []


def test_rolled_back_text_is_not_found() -> None:
    with session.begin_nested() as point:
        published()
        assert len(found("噴水")) == 1
        point.rollback()
    assert found("噴水") == []


def test_hide_proposal_takes_it_and_its_comments_out_and_restore_brings_them_back() -> None:
    proposal = published()
    comment = comment_on(proposal, "噴水の水を飲む犬がいます。")
    services.analyse_waiting()
    both = {("proposal", proposal.id), ("comment", comment.id)}
    assert set(found("噴水")) == both
    assert queries.suggestions("噴") == ["噴水"]
    moderation.hide_contribution(proposal.contribution, actor=moderator(), reason="個人情報があります。")
    assert found("噴水") == []
    assert queries.suggestions("噴") == []
    assert queries.search("墳水").instead is None
    assert session.scalars(select(SearchText.norm)).all() == []
    assert session.scalar(select(SearchTerm.word).where(SearchTerm.word == "噴水")) is None
    moderation.restore_contribution(proposal.contribution, actor=moderator())
    services.analyse_waiting()
    assert set(found("噴水")) == both
    assert queries.suggestions("噴") == ["噴水"]


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.DRAFT])
def test_row_that_the_index_still_has_is_not_shown_when_the_text_may_not_be_read(visibility: Visibility) -> None:
    proposal = published()
    services.analyse_waiting()
    proposal.contribution.visibility, proposal.contribution.hidden_reason = visibility, "x"
    session.flush()
    assert found("噴水") == []
    assert queries.search("噴水").total == 0
    assert queries.suggestions("噴") == []
    assert queries.search("墳水").instead is None
    assert queries.similar("駅前の噴水がこわれています", kind="proposal") == []


def test_comment_under_hidden_proposal_is_not_shown_even_if_the_index_has_it() -> None:
    proposal = published("別のこと", "何か")
    comment_on(proposal, "噴水がほしい")
    proposal.contribution.visibility, proposal.contribution.hidden_reason = Visibility.HIDDEN, "x"
    session.flush()
    assert found("噴水") == []


def test_delete_comment_is_gone_at_once() -> None:
    author = make_user()
    comment = comment_on(published("別のこと", "何か"), "電話は噴水のとなりです", author)
    services.analyse_waiting()
    comment_services.delete_comment(comment, actor=author)
    assert found("噴水") == []
    assert session.scalar(select(SearchTerm.word).where(SearchTerm.word == "噴水")) is None


def test_withdrawn_proposal_stays_readable_and_found() -> None:
    author = make_user()
    proposal = published(author=author)
    proposals.withdraw_proposal(proposal, actor=author, reason="別の提案に合流します。")
    assert found("噴水") == [("proposal", proposal.id)]


def test_process_is_found_once_it_is_published_and_by_its_new_words() -> None:
    administrator = make_user(roles=(Role.ADMINISTRATOR,))
    process = make_process("噴水をどうするか", published=False)
    services.refresh("process", [process.id])
    assert found("噴水") == []
    process_services.publish_process(process, actor=administrator)
    assert found("噴水") == [("process", process.id)]
    process_services.update_process(
        process, actor=administrator, title="池をどうするか", question="池?", background="池。", what_happens_next="池", language="ja",
        department_id=None, area_id=None,
    )  # fmt: skip
    assert found("噴水") == []
    assert found("池をどうするか") == [("process", process.id)]


def test_publish_response_is_found() -> None:
    department = make_department()
    handoff = make_handoff(department=department)
    officer = make_user("職員", departments=(department,))
    response = handoff_services.publish_response(
        handoff, actor=officer, decision=ResponseDecision.WILL_DO, body="噴水は来年直します。", language="ja"
    )
    assert found("噴水") == [("response", response.id)]


def test_correct_language_moves_the_row() -> None:
    author = make_user()
    proposal = published("公园", "喷泉坏了", author)
    correct_language(proposal.contribution, actor=author, language="zh-Hans")
    assert session.scalars(select(SearchDocument.language)).all() == ["zh-Hans"]
    assert queries.search("喷泉", queries.Filters(language="zh-Hans")).total == 1
    assert queries.search("喷泉", queries.Filters(language="ja")).total == 0


def test_support_moves_a_proposal_up() -> None:
    process = make_process()
    first, second = (make_proposal("噴水", process=process) for _each in range(2))
    services.refresh("proposal", [first.id, second.id])
    assert found("噴水") == [("proposal", second.id), ("proposal", first.id)]
    proposals.support_proposal(first, actor=make_user())
    assert found("噴水") == [("proposal", first.id), ("proposal", second.id)]
    assert session.scalars(select(SearchDocument.weight).where(SearchDocument.target_id == first.id)).one() == 20


def test_edited_text_is_found_by_its_new_words_only() -> None:
    proposal = published()
    services.analyse_waiting()
    proposal.title, proposal.body = "花壇", "花を植える"
    session.flush()
    services.refresh("proposal", [proposal.id])
    services.analyse_waiting()
    assert found("噴水") == []
    assert found("花壇") == [("proposal", proposal.id)]
    assert queries.suggestions("噴") == []


def test_rebuild_gives_the_same_and_mends_what_is_missing(live_app: Flask) -> None:
    with live_app.app_context():
        with unit_of_work():
            make_town()
            kept, lost = published("噴水"), published("花壇の噴水")
            stale = comment_on(kept, "噴水に賛成").id
        before = found("噴水")
        with unit_of_work():
            services.forget(lost.id)
            session.execute(update(Contribution).where(Contribution.id == stale).values(visibility=Visibility.WITHDRAWN))
        assert found("噴水") == [("proposal", kept.id)]
        assert session.scalars(select(SearchDocument.id).where(SearchDocument.target_id == stale)).all() != []
        session.rollback()
        progress = list(rebuild())
        assert progress[-1].done == progress[-1].total
        assert found("噴水") == [one for one in before if one[0] == "proposal"]
        assert session.scalars(select(SearchDocument.id).where(SearchDocument.target_id == stale)).all() == []
        words = session.execute(select(SearchTerm.word, SearchTerm.documents).order_by(SearchTerm.word)).all()
        session.rollback()
        list(rebuild())
        assert session.execute(select(SearchTerm.word, SearchTerm.documents).order_by(SearchTerm.word)).all() == words
        assert services.analyse_waiting() == 0
        session.rollback()


def test_worker_analyses_what_waits_after_a_crash(live_app: Flask) -> None:
    with live_app.app_context():
        with unit_of_work():
            make_town()
            proposal = published()
        services.analyse_waiting()
        session.rollback()
        assert queries.status().waiting == 1
        with unit_of_work():
            assert services.analyse_waiting() == 1
        assert found("ふんすい") == [("proposal", proposal.id)]
        session.rollback()


def test_synonyms_find_each_other_until_they_are_removed() -> None:
    administrator = make_user(roles=(Role.ADMINISTRATOR,))
    proposal = published()
    assert found("泉水") == []
    row = services.save_synonyms(actor=administrator, words="噴水\n泉水\n噴水")
    assert row.words == "噴水\n泉水"
    assert found("泉水") == [("proposal", proposal.id)]
    services.remove_synonyms(actor=administrator, synonym_id=row.id)
    assert found("泉水") == []


def test_shipped_synonyms_can_be_switched_off_and_restored() -> None:
    administrator = make_user(roles=(Role.ADMINISTRATOR,))
    proposal = published("癌の相談", "窓口")
    assert found("がん") == [("proposal", proposal.id)]
    services.remove_synonyms(actor=administrator, key="cancer")
    assert found("がん") == []
    services.restore_synonyms(actor=administrator, key="cancer")
    assert found("がん") == [("proposal", proposal.id)]


@pytest.mark.parametrize("words", ["", "一つ", "一つ\n \n"])
def test_synonyms_need_two_words(words: str) -> None:
    with pytest.raises(InvalidTextError):
        services.save_synonyms(actor=make_user(roles=(Role.ADMINISTRATOR,)), words=words)
    assert session.scalars(select(SearchSynonym)).all() == []


def test_synonyms_are_for_administrators() -> None:
    for act in (
        lambda actor: services.save_synonyms(actor=actor, words="a\nb"),
        lambda actor: services.remove_synonyms(actor=actor, key="cancer"),
        lambda actor: services.restore_synonyms(actor=actor, key="cancer"),
    ):
        with pytest.raises(NotAllowedError):
            act(make_user(roles=(Role.MODERATOR,)))


def test_two_at_once_index_a_text_once(live_app: Flask) -> None:
    with live_app.app_context():
        with unit_of_work():
            make_town()
            number = make_proposal("噴水").id
        session.remove()

    def work() -> str:
        with live_app.app_context():
            with unit_of_work():
                services.refresh("proposal", [number])
            with unit_of_work():
                services.analyse_waiting()
            with unit_of_work():
                services.forget(number)
        return "done"

    assert at_once([work] * 4) == ["done"] * 4
    with live_app.app_context():
        assert found("噴水") == []
        assert session.scalars(select(SearchTerm.word)).all() == []
        session.rollback()
