"""Correcting the language of a text."""

from __future__ import annotations

from typing import Any

import pytest

from civic.contributions.events import LanguageCorrected
from civic.contributions.models import LanguageSource
from civic.contributions.services import correct_language
from civic.i18n.writing import InvalidTextError
from civic.policy import NotAllowedError, Role
from civic.proposals import services as proposals
from tests.factories import make_comment, make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")


def test_correct_language_by_the_author(captured_events: list[Any]) -> None:
    author = make_user()
    text = make_comment(subject=make_proposal(), author=author).contribution
    was = text.language
    correct_language(text, language="vi", actor=author)
    assert (text.language, text.language_source) == ("vi", LanguageSource.AUTHOR)
    assert captured_events == [LanguageCorrected(actor_id=author.id, contribution_id=text.id, language="vi", was=was)]


def test_correct_language_by_a_moderator() -> None:
    moderator = make_user(roles=(Role.MODERATOR,))
    text = make_proposal().contribution
    correct_language(text, language="ne", actor=moderator)
    assert (text.language, text.language_source) == ("ne", LanguageSource.STAFF)


def test_correct_language_by_anybody_else_is_refused(captured_events: list[Any]) -> None:
    text = make_proposal().contribution
    was = text.language
    with pytest.raises(NotAllowedError):
        correct_language(text, language="vi", actor=make_user(roles=(Role.COORDINATOR,)))
    assert (text.language, text.language_source, captured_events) == (was, LanguageSource.DETECTOR, [])


@pytest.mark.parametrize("language", ["", "xx", "ar-XB", "VI", "<b>"])
def test_correct_language_to_one_that_is_not_offered(language: str) -> None:
    author = make_user()
    text = make_proposal(author=author).contribution
    with pytest.raises(InvalidTextError):
        correct_language(text, language=language, actor=author)


def test_draft_is_judged_anew_until_its_author_says_the_language() -> None:
    author = make_user()
    draft = proposals.create_draft(make_process(), actor=author, title="Muốn có công viên", language="ja")
    assert draft.contribution.language == "vi"
    proposals.update_draft(draft, actor=author, title="公園がほしいです", language="vi")
    assert draft.contribution.language == "ja"
    correct_language(draft.contribution, language="ja-simple", actor=author)
    proposals.update_draft(draft, actor=author, title="Muốn có công viên", language="vi")
    assert draft.contribution.language == "ja-simple"
