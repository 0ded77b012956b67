"""Reads about translations: exact results among noise, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.i18n.pages import local_day
from civic.policy import Role
from civic.proposals.models import ProposalStatus
from civic.translations import queries
from civic.translations.models import Origin, State, TranslationUsage
from civic.translations.texts import Key, Thing, items_of_process
from tests.factories import make_comment, make_process, make_proposal, make_response, make_user
from tests.translations.worlds import item_of, make_translation

pytestmark = pytest.mark.usefixtures("database")


def read(contribution_id: int, language: str = "vi") -> Any:
    """How a contribution is shown."""
    return queries.readings([item_of(contribution_id)], language=language).contribution(contribution_id)


def test_texts_of_each_kind_in_the_order_of_the_page() -> None:
    proposal = make_proposal("題", problem="", body="文", status=ProposalStatus.ADOPTED, decision_reason="理由")
    assert [(p.field, p.text, p.language) for p in item_of(proposal.id).pieces] == [
        ("title", "題", "ja"), ("body", "文", "ja"), ("decision_reason", "理由", "ja"),
    ]  # fmt: skip
    response = make_response("回答")
    assert (item_of(response.id).pieces[0].text, item_of(response.id).is_official) == ("回答", True)
    process = make_process("題名")
    assert [(item.key.thing, [p.field for p in item.pieces]) for item in items_of_process(process)] == [
        (Thing.PROCESS, ["title", "question", "background", "what_happens_next"]), (Thing.PHASE, ["title"]),
    ]  # fmt: skip


def test_only_what_the_viewer_may_read() -> None:
    hidden = make_comment(subject=make_proposal(), visibility=Visibility.HIDDEN)
    withdrawn = make_comment(subject=make_proposal(), visibility=Visibility.WITHDRAWN)
    draft = make_proposal(status=ProposalStatus.DRAFT)
    process = make_process(published=False)
    keys = [Key(Thing.CONTRIBUTION, one.id) for one in (hidden, withdrawn, draft)]
    keys += [Key(Thing.PROCESS, process.id), Key(Thing.PHASE, process.phases[0].id), Key(Thing.PHASE, 999_999)]
    assert queries.items_for(None, keys) == {}
    assert set(queries.items_for(make_user(roles=(Role.MODERATOR,)), keys)) == {keys[0]}
    assert set(queries.items_for(make_user(roles=(Role.ADMINISTRATOR,)), keys)) == set(keys[3:5])
    assert set(queries.items_for(draft.contribution.author, keys)) == set()


def test_best_entry_is_chosen() -> None:
    comment = make_comment("公園")
    make_translation("公園", "nháp", state=State.DRAFT, checks=("numbers",))
    assert (read(comment.id).view, read(comment.id).second()) == ("doubtful", [("body", "nháp", "vi")])
    make_translation("公園", "bị báo", state=State.REPORTED)
    assert read(comment.id).second()[0][1] == "bị báo"
    make_translation("公園", "đúng")
    assert read(comment.id).first("body") == ("đúng", "vi")
    assert read(comment.id, "ko").view == "original"


@pytest.mark.parametrize(
    ("state", "origin", "language", "source_language"),
    [
        (State.REJECTED, Origin.MACHINE, "vi", "ja"),
        (State.DRAFT, Origin.PERSON, "vi", "ja"),
        (State.PUBLISHED, Origin.MACHINE, "vi", "zh-Hans"),
        (State.PUBLISHED, Origin.MACHINE, "ko", "ja"),
    ],
)
def test_what_is_never_shown(state: State, origin: Origin, language: str, source_language: str) -> None:
    comment = make_comment("公園")
    make_translation("公園", "x", state=state, origin=origin, language=language, source_language=source_language)
    assert (read(comment.id).view, read(comment.id).translations) == ("original", [])


@pytest.mark.parametrize(
    ("written", "reader", "foreign"),
    [("ja", "ja", False), ("ja", "ja-simple", True), ("ja-simple", "ja", False), ("pt-BR", "pt-BR", False), ("zh-Hans", "zh-Hant", True),
     ("pt", "pt-BR", False), ("fr", "vi", True)],
)  # fmt: skip
def test_who_needs_a_translation(written: str, reader: str, foreign: bool, count_statements: Callable[[], Any]) -> None:
    comment = make_comment("text", language=written)
    item = item_of(comment.id)
    queries.glossary()
    queries.readings([item], language=reader)
    with count_statements() as counted:
        reading = queries.readings([item], language=reader).contribution(comment.id)
    assert reading is not None
    assert reading.is_foreign is foreign
    assert counted.count == int(foreign)


def test_page_costs_one_statement_for_any_number_of_things(count_statements: Callable[[], Any]) -> None:
    process = make_process()
    proposal = make_proposal(process=process)
    items = [*items_of_process(process), item_of(proposal.id), *(item_of(make_comment(f"意見{n}", subject=proposal).id) for n in range(20))]
    queries.readings(items, language="vi")
    with count_statements() as counted:
        queries.readings(items, language="vi")
    assert counted.count == 1


def test_missing_texts_in_the_order_of_the_page() -> None:
    process = make_process("題名")
    items = items_of_process(process)
    for item in items:
        for piece in item.pieces:
            if piece.field != "background":
                make_translation(piece.text, f"{piece.field} vi", origin=Origin.PERSON)
    found = queries.missing_for(items, ["vi", "ko"])
    assert [(one.field, one.language, one.state) for one in found] == [
        ("background", "vi", "none"), ("title", "ko", "none"), ("question", "ko", "none"), ("background", "ko", "none"),
        ("what_happens_next", "ko", "none"), ("title", "ko", "none"),
    ]  # fmt: skip


def test_use_by_day_engine_and_language() -> None:
    today, person, process = local_day(utcnow()), make_user(), make_process()
    yesterday, long_ago = today - timedelta(days=1), today - timedelta(days=40)
    for day, characters, who in ((today, 10, person.id), (today, 5, None), (yesterday, 7, person.id), (long_ago, 9, None)):
        session.add(
            TranslationUsage(day=day, characters=characters, person_id=who, process_id=process.id, provider="deepl", target_language="vi")
        )
    session.flush()
    assert queries.used(day=today, person_id=person.id, process_id=process.id) == queries.Used(day=15, person=10, process=31)
    assert [(line.day, line.characters, line.texts) for line in queries.usage_lines()] == [
        (today, 15, 2),
        (today - timedelta(days=1), 7, 1),
    ]
