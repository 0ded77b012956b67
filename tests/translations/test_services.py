"""Asking, writing, judging translations; the worker; the limits; the list before something opens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from civic.comments.models import Stance
from civic.comments.services import post_comment
from civic.contributions.models import Visibility
from civic.db import session, utcnow
from civic.events import Event
from civic.i18n.text import in_language
from civic.i18n.writing import InvalidTextError
from civic.outbox.models import OutboxMessage
from civic.policy import ALLOWED, ConflictError, NotAllowedError, Role, TooManyError
from civic.processes.models import Override
from civic.processes.services import override_phase, publish_process, update_process
from civic.translations import events, queries, services, town_services
from civic.translations.glossary import Entry
from civic.translations.models import LinkStatus, Origin, State, Translation, TranslationLink, TranslationReport, TranslationUsage
from civic.translations.texts import items_of_process
from tests.factories import make_comment, make_process, make_proposal, make_response, make_user
from tests.translations.engines import Engine, hangs, pretended, says
from tests.translations.worlds import decide, engine_in_use, item_of, links, make_translation, make_translator

pytestmark = pytest.mark.usefixtures("database")
Worker = Callable[[], int]


@pytest.fixture(autouse=True)
def english(database: None) -> Iterator[None]:
    """Reasons are compared in English."""
    with in_language("en"):
        yield


@pytest.fixture
def engine() -> Iterator[Engine]:
    """The town switched machine translation on."""
    decide()
    with engine_in_use() as engine:
        yield engine


def read(contribution_id: int, language: str = "vi"):  # type: ignore[no-untyped-def]  # a Reading
    """How a contribution is shown."""
    return queries.readings([item_of(contribution_id)], language=language).contribution(contribution_id)


def test_request_is_sent_by_the_worker_and_read_by_everybody(engine: Engine, run_worker: Worker, captured_events: list[Event]) -> None:
    proposal, reader = make_proposal(), make_user(language="vi")
    assert services.request_translation(item_of(proposal.id), actor=reader, language="vi") == 3
    assert engine.requests == []
    assert read(proposal.id).is_waiting
    run_worker()
    shown = read(proposal.id)
    assert (shown.is_translated, shown.is_machine, shown.providers, shown.is_waiting) == (True, True, ["libretranslate"], False)
    assert shown.first("title")[1] == "vi"
    assert [type(event) for event in captured_events] == [events.TranslationRequested, events.TranslationMade]
    assert engine.problems == []


def test_second_request_is_not_sent_while_the_first_waits(engine: Engine, run_worker: Worker) -> None:
    proposal, reader = make_proposal(), make_user()
    services.request_translation(item_of(proposal.id), actor=reader, language="vi")
    assert services.request_translation(item_of(proposal.id), actor=make_user(), language="vi") == 0
    run_worker()
    assert services.request_translation(item_of(proposal.id), actor=reader, language="vi") == 0
    assert len(engine.requests) == 1


def test_memory_answers_for_the_same_text_elsewhere(engine: Engine, run_worker: Worker) -> None:
    first, second = make_comment("同じ意見です。とても大事なことです。"), make_comment("同じ意見です。とても大事なことです。")
    services.request_translation(item_of(first.id), actor=make_user(), language="vi")
    run_worker()
    assert read(second.id).is_translated
    assert services.request_translation(item_of(second.id), actor=make_user(), language="vi") == 0
    assert len(engine.requests) == 1


def test_same_text_asked_for_twice_is_sent_once(engine: Engine, run_worker: Worker) -> None:
    first, second = make_comment("同じ意見です。とても大事なことです。"), make_comment("同じ意見です。とても大事なことです。")
    for comment in (first, second):
        services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    assert read(second.id).is_translated
    assert len(engine.requests) == 1
    assert session.scalar(select(func.count()).select_from(TranslationUsage)) == 1


def test_edited_original_never_shows_the_old_translation_silently(engine: Engine, run_worker: Worker) -> None:
    proposal = make_proposal()
    services.request_translation(item_of(proposal.id), actor=make_user(), language="vi")
    run_worker()
    proposal.title, proposal.problem, proposal.body = "別の題", "別の問題です。", "別の話です。"
    session.flush()
    shown = read(proposal.id)
    assert (shown.is_translated, shown.is_outdated, shown.view) == (False, True, "doubtful")
    assert shown.first("title") == ("別の題", "ja")
    assert services.request_translation(item_of(proposal.id), actor=make_user(), language="vi") == 3
    run_worker()
    assert read(proposal.id).is_translated


def test_text_that_changed_before_the_worker_came_is_not_sent(engine: Engine, run_worker: Worker) -> None:
    comment = make_comment()
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    comment.body = "書き直しました。"
    session.flush()
    run_worker()
    assert engine.requests == []
    assert links(comment.id)["body"].failure == "changed"
    assert session.scalar(select(func.count()).select_from(TranslationUsage)) == 0


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.DRAFT, Visibility.WITHDRAWN])
def test_text_that_is_no_longer_public_is_not_sent(engine: Engine, run_worker: Worker, visibility: Visibility) -> None:
    comment = make_comment()
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    comment.contribution.visibility = visibility
    comment.contribution.hidden_reason = "reason" if visibility is Visibility.HIDDEN else ""
    session.flush()
    run_worker()
    assert engine.requests == []
    assert session.scalar(select(func.count()).select_from(TranslationUsage)) == 0


def test_comment_under_a_hidden_proposal_is_not_sent(engine: Engine, run_worker: Worker) -> None:
    proposal = make_proposal()
    comment = make_comment(subject=proposal)
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    proposal.contribution.visibility, proposal.contribution.hidden_reason = Visibility.HIDDEN, "reason"
    session.flush()
    run_worker()
    assert engine.requests == []


def test_personal_data_is_not_sent(engine: Engine, run_worker: Worker) -> None:
    comment = make_comment("連絡は 090-1234-5678 か a@example.jp まで。住所は千葉県白井市復1123番地です。")
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    assert not any(part in engine.texts for part in ("1234-5678", "a@example.jp", "復1123"))
    assert "090-1234-5678" in read(comment.id).first("body")[0]


def test_failed_checks_leave_the_original_first(engine: Engine, run_worker: Worker) -> None:
    engine.words = lambda text, target: pretended(text, "en")
    comment = make_comment("公園を広くしてください。お願いします。")
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    shown = read(comment.id)
    assert (shown.view, shown.checks, shown.first("body")[1]) == ("doubtful", ["language"], "ja")
    assert shown.second()[0][2] == "vi"


def test_html_of_an_engine_is_plain_text_in_the_memory(engine: Engine, run_worker: Worker) -> None:
    engine.words = lambda text, target: f"<script>alert(1)</script>{pretended(text, target)}"
    comment = make_comment()
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    assert "<script" not in session.scalars(select(Translation.text)).one()


def test_busy_engine_is_asked_again_later_and_not_before(engine: Engine, run_worker: Worker) -> None:
    engine.behave(says(429, Retry_After="300"))
    comment = make_comment()
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    assert links(comment.id)["body"].status is LinkStatus.WAITING
    waiting = session.scalars(select(OutboxMessage).where(OutboxMessage.done_at.is_(None))).one()
    assert waiting.due_at > utcnow() + timedelta(seconds=280)
    waiting.due_at = utcnow()
    run_worker()
    assert read(comment.id).is_translated


def test_engine_that_stays_away_is_given_up_in_words_and_costs_nothing(engine: Engine, run_worker: Worker) -> None:
    engine.behave(*[says(503)] * 30)
    comment = make_comment()
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    for _round in range(8):
        run_worker()
        for message in session.scalars(select(OutboxMessage).where(OutboxMessage.done_at.is_(None))):
            message.due_at = utcnow()
    assert (links(comment.id)["body"].status, links(comment.id)["body"].failure) == (LinkStatus.FAILED, "unavailable")
    assert session.scalar(select(func.count()).select_from(TranslationUsage)) == 0
    engine.behaviours.clear()
    assert services.request_translation(item_of(comment.id), actor=make_user(), language="vi") == 1
    run_worker()
    assert read(comment.id).is_translated


@pytest.mark.parametrize(
    ("step", "code", "cost"), [(says(403), "denied", 0), (says(200, b"<html>"), "unreadable", 1), (says(456), "quota", 0)]
)
def test_what_cannot_be_mended_is_told_at_once(engine: Engine, run_worker: Worker, step: object, code: str, cost: int) -> None:
    engine.behave(step)  # type: ignore[arg-type]  # a behaviour
    comment = make_comment()
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    assert (links(comment.id)["body"].status, links(comment.id)["body"].failure) == (LinkStatus.FAILED, code)
    assert session.scalar(select(func.count()).select_from(TranslationUsage)) == cost


def test_limits_hold(engine: Engine) -> None:
    reader, comment, other = make_user(), make_comment("あ" * 60), make_comment("い" * 60)
    decide(day=100)
    services.request_translation(item_of(comment.id), actor=reader, language="vi")
    with pytest.raises(NotAllowedError, match="today"):
        services.request_translation(item_of(other.id), actor=make_user(), language="vi")
    decide(person=100)
    with pytest.raises(NotAllowedError, match="You have reached"):
        services.request_translation(item_of(other.id), actor=reader, language="vi")
    decide(process=30)
    with pytest.raises(NotAllowedError, match="theme"):
        services.request_translation(item_of(other.id), actor=make_user(), language="vi")
    decide()
    assert services.request_translation(item_of(other.id), actor=reader, language="vi") == 1


def test_nothing_is_sent_while_it_is_switched_off(engine: Engine) -> None:
    decide(on=False)
    with pytest.raises(NotAllowedError):
        services.request_translation(item_of(make_comment().id), actor=make_user(), language="vi")


def test_languages_without_an_engine_are_refused(engine: Engine) -> None:
    for language in ("ne", "my", "ja-simple"):
        with pytest.raises(NotAllowedError):
            services.request_translation(item_of(make_comment().id), actor=make_user(), language=language)
    with pytest.raises(InvalidTextError):
        services.request_translation(item_of(make_comment().id), actor=make_user(), language="xx")


def test_easy_japanese_of_official_words_waits_for_a_person(run_worker: Worker) -> None:
    decide()
    with engine_in_use(with_chat=True):
        response, comment, admin = make_response(), make_comment(), make_user(roles=(Role.ADMINISTRATOR,))
        for thing in (response, comment):
            services.request_translation(item_of(thing.id), actor=make_user(), language="ja-simple")
        run_worker()
        assert read(comment.id, "ja-simple").is_translated
        assert read(response.id, "ja-simple").view == "original"
        (waiting,), _more = queries.review_queue(admin, ["ja-simple"])
        services.publish_translation(waiting.translation, actor=admin)
        assert read(response.id, "ja-simple").is_translated


def test_suggestion_waits_and_is_credited_when_it_is_shown(captured_events: list[Event]) -> None:
    comment, writer, translator = make_comment("公園"), make_user("Lan", language="vi"), make_translator("vi")
    (entry,) = services.suggest_translation(item_of(comment.id), actor=writer, language="vi", texts={"body": "công viên", "other": "x"})
    assert (entry.state, read(comment.id).view) == (State.DRAFT, "original")
    services.publish_translation(entry, actor=translator)
    shown = read(comment.id)
    assert (shown.first("body"), shown.credits, shown.is_machine) == (("công viên", "vi"), ["Lan"], False)
    assert [type(event) for event in captured_events] == [events.TranslationSuggested, events.TranslationPublished]


def test_translator_s_own_words_are_shown_at_once() -> None:
    comment, translator = make_comment("公園"), make_translator("vi")
    services.suggest_translation(item_of(comment.id), actor=translator, language="vi", texts={"body": "công viên"})
    assert read(comment.id).is_translated


def test_person_takes_the_place_of_the_machine_and_stays() -> None:
    comment, translator = make_comment("公園"), make_translator("vi")
    machine = make_translation("公園", "vườn")
    services.suggest_translation(item_of(comment.id), actor=translator, language="vi", texts={"body": "công viên"})
    session.refresh(machine)
    assert (machine.state, read(comment.id).first("body")[0]) == (State.REJECTED, "công viên")


def test_worker_does_not_push_a_person_s_translation_aside(engine: Engine, run_worker: Worker) -> None:
    comment, translator = make_comment("公園を広くしてください"), make_translator("vi")
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    link = links(comment.id)["body"]
    services.suggest_translation(item_of(comment.id), actor=translator, language="vi", texts={"body": "hãy mở rộng công viên"})
    link.status = LinkStatus.WAITING
    session.flush()
    run_worker()
    assert read(comment.id).first("body")[0] == "hãy mở rộng công viên"


@pytest.mark.parametrize("texts", [{}, {"body": "  "}, {"title": "x"}])
def test_empty_suggestion_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(InvalidTextError):
        services.suggest_translation(item_of(make_comment().id), actor=make_user(), language="vi", texts=texts)


def test_same_words_again_are_refused() -> None:
    comment = make_comment("公園")
    make_translation("公園", "công viên")
    with pytest.raises(InvalidTextError):
        services.suggest_translation(item_of(comment.id), actor=make_user(), language="vi", texts={"body": "công viên"})


def test_unconfirmed_person_cannot_suggest() -> None:
    with pytest.raises(NotAllowedError):
        services.suggest_translation(item_of(make_comment().id), actor=make_user(confirmed=False), language="vi", texts={"body": "a"})


@pytest.mark.parametrize("who", ["resident", "translator of another language"])
def test_only_translators_of_the_language_judge(who: str) -> None:
    person = make_user() if who == "resident" else make_translator("pt-BR")
    make_comment("公園")
    entry = make_translation("公園", "công viên", state=State.DRAFT, origin=Origin.PERSON, author=make_user())
    for act in (services.publish_translation, services.confirm_translation, services.reject_translation):
        with pytest.raises(NotAllowedError):
            act(entry, actor=person)
    assert entry.state is State.DRAFT


def test_reported_translation_steps_back_until_somebody_looked(captured_events: list[Event]) -> None:
    comment, reader, translator = make_comment("公園"), make_user(), make_translator("vi")
    entry = make_translation("公園", "vườn")
    services.report_translation(entry, item=item_of(comment.id), actor=reader, reason="それは庭")
    assert (entry.state, read(comment.id).view, read(comment.id).is_reported) == (State.REPORTED, "doubtful", True)
    with pytest.raises(ConflictError):
        services.report_translation(entry, item=item_of(comment.id), actor=reader)
    (waiting,), _more = queries.review_queue(translator, ["vi"])
    assert waiting.reports == ["それは庭"]
    services.confirm_translation(entry, actor=translator)
    assert (entry.state, read(comment.id).view) == (State.PUBLISHED, "translated")
    assert queries.review_queue(translator, ["vi"])[0] == []
    services.report_translation(entry, item=item_of(comment.id), actor=make_user())
    assert entry.state is State.PUBLISHED
    services.reject_translation(entry, actor=translator)
    assert read(comment.id).view == "original"
    assert session.scalar(select(func.count()).select_from(TranslationReport).where(TranslationReport.settled_at.is_(None))) == 0
    assert [type(event).__name__ for event in captured_events] == [
        "TranslationReported", "TranslationPublished", "TranslationConfirmed", "TranslationReported", "TranslationRejected",
    ]  # fmt: skip


def test_own_translation_cannot_be_reported() -> None:
    writer, comment = make_user(), make_comment("公園")
    entry = make_translation("公園", "công viên", origin=Origin.PERSON, author=writer)
    with pytest.raises(NotAllowedError):
        services.report_translation(entry, item=item_of(comment.id), actor=writer)


def test_two_published_for_one_text_are_impossible() -> None:
    make_translation("公園", "công viên")
    with pytest.raises(Exception, match=r"(?i)unique"):
        make_translation("公園", "vườn")


def automatic(process: object, *languages: str) -> None:
    """A process that translates by itself."""
    town_services.set_languages(process, actor=make_user(roles=(Role.ADMINISTRATOR,)), languages=languages, is_automatic=True)  # type: ignore[arg-type]  # a process


def test_automatic_process_translates_what_is_posted(engine: Engine, run_worker: Worker) -> None:
    process = make_process()
    proposal = make_proposal(process=process)
    automatic(process, "vi", "pt-BR")
    run_worker()
    assert queries.missing_for(items_of_process(process), ["vi", "pt-BR"]) == []
    comment_id = post_comment(
        proposal.contribution, actor=make_user(), body="よい考えです。ぜひお願いします。", stance=Stance.FOR, language="ja", verdict=ALLOWED
    )
    run_worker()
    assert read(comment_id, "vi").is_translated
    assert read(comment_id, "pt-BR").is_translated
    assert not read(comment_id, "ko").is_translated


def test_automatic_translation_stops_at_the_limit_without_stopping_the_comment(engine: Engine, run_worker: Worker) -> None:
    process = make_process()
    proposal = make_proposal(process=process)
    automatic(process, "vi")
    decide(day=1)
    comment_id = post_comment(
        proposal.contribution, actor=make_user(), body="よい考えです。", stance=Stance.FOR, language="ja", verdict=ALLOWED
    )
    run_worker()
    assert not read(comment_id).is_translated


def test_unpublished_process_is_sent_by_hand_only(engine: Engine, run_worker: Worker) -> None:
    process, admin = make_process(published=False), make_user(roles=(Role.ADMINISTRATOR,))
    automatic(process, "vi")
    run_worker()
    assert engine.requests == []
    for item in items_of_process(process):
        services.request_translation(item, actor=admin, language="vi", is_by_hand=True)
    run_worker()
    assert queries.missing_for(items_of_process(process), ["vi"]) == []


def test_process_opens_only_with_its_translations_or_a_reason(captured_events: list[Event]) -> None:
    process, admin = make_process(published=False), make_user(roles=(Role.ADMINISTRATOR,))
    town_services.set_languages(process, actor=admin, languages=["vi", "ja"], is_automatic=False)
    with pytest.raises(NotAllowedError, match="missing"):
        publish_process(process, actor=admin)
    with pytest.raises(NotAllowedError, match="missing"):
        override_phase(process.phases[0], process=process, actor=admin, override=Override.OPEN)
    with pytest.raises(InvalidTextError):
        town_services.open_without_translations(process, actor=admin, reason=" ")
    town_services.open_without_translations(process, actor=admin, reason="急ぎのため")
    publish_process(process, actor=admin)
    (opened,) = [event for event in captured_events if isinstance(event, events.OpenedWithoutTranslations)]
    assert opened.missing == 5
    town_services.set_languages(process, actor=admin, languages=["vi", "ko"], is_automatic=False)
    with pytest.raises(NotAllowedError):
        override_phase(process.phases[0], process=process, actor=admin, override=Override.OPEN)


def test_process_opens_with_translations_by_people() -> None:
    process, admin = make_process(published=False), make_user(roles=(Role.ADMINISTRATOR,))
    town_services.set_languages(process, actor=admin, languages=["ne"], is_automatic=False)
    for item in items_of_process(process):
        services.suggest_translation(item, actor=admin, language="ne", texts={piece.field: f"नेपाली {piece.field}" for piece in item.pieces})
    publish_process(process, actor=admin)
    assert process.published_at is not None


def test_changed_framing_is_missing_again_and_sent_again(engine: Engine, run_worker: Worker) -> None:
    process, admin = make_process(), make_user(roles=(Role.ADMINISTRATOR,))
    automatic(process, "vi")
    run_worker()
    update_process(
        process, actor=admin, title=process.title, question="別の質問ですか。", background=process.background,
        what_happens_next=process.what_happens_next, language="ja", department_id=None, area_id=None,
    )  # fmt: skip
    assert [one.state for one in queries.missing_for(items_of_process(process), ["vi"])] == ["waiting"]
    run_worker()
    assert queries.missing_for(items_of_process(process), ["vi"]) == []


def test_glossary_changes_reach_the_engine_and_the_entry(engine: Engine, run_worker: Worker) -> None:
    admin = make_user(roles=(Role.ADMINISTRATOR,))
    town_services.save_term(actor=admin, term="なし坊", reading="なしぼう", words={"vi": "Nashibo"}, note="")
    comment = make_comment("なし坊が公園に来ました。みんなが喜びました。")
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    assert "Nashibo" in read(comment.id).first("body")[0]
    assert session.scalars(select(Translation.glossary_revision)).one() == 1


def test_glossary_file_changes_only_what_differs(captured_events: list[Event]) -> None:
    admin = make_user(roles=(Role.COORDINATOR,))
    everything = list(queries.glossary_entries().values())
    assert town_services.import_glossary(everything, actor=admin) == 0
    assert (
        town_services.import_glossary([Entry("区長", words={"en": "ward head"}), Entry("新語", words={"en": "new word"})], actor=admin) == 2
    )
    assert queries.glossary().spans("区長と新語", "ja")[0][2].word("en") == "ward head"
    assert [type(event).__name__ for event in captured_events] == ["GlossaryChanged"]


@pytest.mark.parametrize("act", ["term", "file", "limits", "languages", "translator", "override"])
def test_residents_decide_nothing_of_this(act: str) -> None:
    person, process = make_user(), make_process()
    acts: dict[str, Callable[[], object]] = {
        "term": lambda: town_services.save_term(actor=person, term="語", reading="", words={}, note=""),
        "file": lambda: town_services.import_glossary([], actor=person),
        "limits": lambda: town_services.update_settings(actor=person, is_machine_on=True, day_limit=1, person_limit=1, process_limit=1),
        "languages": lambda: town_services.set_languages(process, actor=person, languages=["vi"], is_automatic=True),
        "translator": lambda: town_services.grant_translator(person, actor=person, language="vi"),
        "override": lambda: town_services.open_without_translations(process, actor=person, reason="x"),
    }
    with pytest.raises(NotAllowedError):
        acts[act]()


def test_translator_is_granted_once_and_revoked() -> None:
    admin, person = make_user(roles=(Role.ADMINISTRATOR,)), make_user()
    town_services.grant_translator(person, actor=admin, language="vi")
    with pytest.raises(ConflictError):
        town_services.grant_translator(person, actor=admin, language="vi")
    assert queries.translator_languages(person) == {"vi"}
    town_services.revoke_translator(queries.translators()[0], actor=admin)
    assert queries.translator_languages(person) == frozenset()


def test_places_go_with_what_they_belong_to() -> None:
    comment, writer = make_comment("公園"), make_user()
    services.suggest_translation(item_of(comment.id), actor=writer, language="vi", texts={"body": "công viên"})
    assert session.scalar(select(func.count()).select_from(TranslationLink)) == 1
    session.delete(comment)
    session.flush()
    session.delete(comment.contribution)
    session.flush()
    assert session.scalar(select(func.count()).select_from(TranslationLink)) == 0


@pytest.mark.parametrize("said", ["Ghế\x00 ở công viên", "Ghế \ud800 ở công viên", "Ghế\x1b[2J ở công viên", "Ghế \u202eở công viên"])
def test_control_characters_of_an_engine_are_not_kept(engine: Engine, run_worker: Worker, said: str) -> None:
    comment = make_comment("公園にベンチがほしい", subject=make_proposal())
    engine.behave(says(200, json.dumps({"translatedText": [said]}).encode()))
    services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
    run_worker()
    assert links(comment.id)["body"].status is LinkStatus.TRANSLATED
    kept = session.scalars(select(Translation.text)).one()
    assert kept.replace("[2J", "").split() == ["Ghế", "ở", "công", "viên"]


def test_reports_of_one_person_are_limited() -> None:
    reader = make_user()
    entries = [make_translation(f"公園{number}", "công viên") for number in range(31)]
    item = item_of(make_proposal().id)
    for entry in entries[:30]:
        services.report_translation(entry, item=item, actor=reader)
    with pytest.raises(TooManyError):
        services.report_translation(entries[30], item=item, actor=reader)


def test_engine_that_keeps_silent_is_paid_from_the_limit(run_worker: Worker) -> None:
    decide()
    with engine_in_use() as engine:
        engine.behave(*[hangs(2.6)] * 3)
        comment = make_comment("公園にベンチがほしい", subject=make_proposal())
        services.request_translation(item_of(comment.id), actor=make_user(), language="vi")
        session.execute(update(OutboxMessage).values(payload=session.scalars(select(OutboxMessage.payload)).one() | {"try": 6}))
        run_worker()
    assert links(comment.id)["body"].status is LinkStatus.FAILED
    assert session.scalar(select(func.count()).select_from(TranslationUsage)) == 1
