"""Pages: reading each other, asking, suggesting, reviewing; the town's decisions in the browser."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from civic.accounts.models import User
from civic.contributions.models import Visibility
from civic.db import session
from civic.i18n.languages import LANGUAGES
from civic.policy import Role
from civic.proposals.models import Proposal, ProposalStatus
from civic.translations import queries
from civic.translations.models import GlossaryTerm, Origin, State, Translation, TranslationReport, TranslationSettings
from tests.conftest import SignIn
from tests.factories import make_comment, make_handoff, make_process, make_proposal, make_response, make_user
from tests.translations.engines import Engine, says
from tests.translations.worlds import decide, engine_in_use, make_translation, make_translator

Worker = Callable[[], int]
TITLE, PROBLEM, BODY = "公園にベンチを置く", "座る所がありません。", "入口の近くにベンチを二つ置く。"


@pytest.fixture
def engine(client: FlaskClient) -> Iterator[Engine]:
    """The town switched machine translation on."""
    decide()
    with engine_in_use() as engine:
        yield engine


@pytest.fixture
def administrator(sign_in: SignIn) -> FlaskClient:
    """A browser of an administrator."""
    return sign_in(make_user(roles=(Role.ADMINISTRATOR,)))


def plain(page: str) -> str:
    """The page without places for line breaks inside Japanese headings."""
    return page.replace("<wbr>", "").replace("\u200b", "")


def translated_proposal() -> Proposal:
    """A proposal with a machine's Vietnamese, and a comment without."""
    proposal = make_proposal(TITLE, problem=PROBLEM, body=BODY)
    for source, text in ((TITLE, "Đặt ghế ở công viên"), (PROBLEM, "Không có chỗ ngồi."), (BODY, "Đặt hai ghế gần lối vào.")):
        make_translation(source, text)
    return proposal


def test_translation_is_shown_with_its_label_and_the_original(client: FlaskClient) -> None:
    proposal = translated_proposal()
    page = client.get(f"/vi/proposals/{proposal.id}").text
    assert '<h1 lang="vi" dir="auto">Đặt ghế ở công viên</h1>' in page
    assert "日本語" in page
    assert "LibreTranslate" in page
    details = page[page.index('<details class="tr-other">') :]
    assert f'<bdi lang="ja">{TITLE}</bdi>' in details
    assert "Đặt ghế ở công viên | " in page


def test_reader_of_the_original_sees_no_trace(client: FlaskClient, count_statements: Any) -> None:
    proposal = translated_proposal()
    with count_statements() as counted:
        page = client.get(f"/ja/proposals/{proposal.id}").text
    assert "tr-other" not in page
    assert not [one for one in counted.statements if "translation" in one]


@pytest.mark.parametrize("comments", [1, 3, 20])
def test_one_statement_more_whatever_the_page_holds(client: FlaskClient, count_statements: Any, comments: int) -> None:
    proposal = translated_proposal()
    for number in range(comments):
        make_comment(f"意見{number}", subject=proposal)
    client.get(f"/vi/proposals/{proposal.id}")
    with count_statements() as japanese:
        client.get(f"/ja/proposals/{proposal.id}")
    with count_statements() as foreign:
        client.get(f"/vi/proposals/{proposal.id}")
    assert foreign.count == japanese.count + 1


@pytest.mark.parametrize("path", ["/", "/proposals", "/processes", "/responses"])
def test_lists_cost_one_statement_more(client: FlaskClient, count_statements: Any, path: str) -> None:
    for _number in range(3):
        make_response(handoff=make_handoff(proposal=make_proposal(status=ProposalStatus.ADOPTED)))
    client.get(f"/vi{path}")
    counts = []
    for language in ("ja", "vi"):
        with count_statements() as counted:
            assert client.get(f"/{language}{path}").status_code == 200
        counts.append(counted.count)
    assert counts[1] == counts[0] + 1


def test_list_shows_translated_titles_with_the_original(client: FlaskClient) -> None:
    translated_proposal()
    page = client.get("/vi/proposals").text
    assert 'lang="vi" dir="auto">Đặt ghế ở công viên</a>' in page
    assert TITLE in page[page.index("tr-other") :]


def test_switch_for_originals_stands_only_where_something_is_translated(client: FlaskClient, engine: Engine) -> None:
    switch = "/vi/translations/originals?"
    untranslated, translated = make_proposal("ごみ箱を置く", problem="", body="駅の前に置く。"), translated_proposal()
    assert switch not in client.get(f"/vi/proposals/{untranslated.id}").text
    assert switch in client.get(f"/vi/proposals/{translated.id}").text
    client.get(f"{switch}show=on&next=/vi/")
    assert switch not in client.get(f"/vi/proposals/{untranslated.id}").text
    assert f"{switch}show=off" in client.get(f"/vi/proposals/{translated.id}").text


def test_originals_are_first_for_who_wants_them(client: FlaskClient) -> None:
    proposal = translated_proposal()
    address = f"/vi/proposals/{proposal.id}"
    answer = client.get(f"/vi/translations/originals?show=on&next={address}")
    assert (answer.status_code, answer.location) == (303, address)
    page = plain(client.get(address).text)
    assert f'<h1 lang="ja" dir="auto">{TITLE}</h1>' in page
    assert "Đặt ghế ở công viên" in page[page.index("tr-other") :]
    client.get(f"/vi/translations/originals?show=off&next={address}")
    assert '<h1 lang="vi"' in client.get(address).text


def test_switch_leads_nowhere_else(client: FlaskClient) -> None:
    assert client.get("/vi/translations/originals?show=on&next=//evil.example/").location == "/vi/"


def test_pages_for_strangers_stay_without_a_session(client: FlaskClient, engine: Engine) -> None:
    proposal = translated_proposal()
    make_comment(subject=proposal)
    for path in (f"/vi/proposals/{proposal.id}", "/vi/proposals", "/vi/"):
        assert "Set-Cookie" not in client.get(path).headers


def test_asking_waiting_and_reading(client: FlaskClient, sign_in: SignIn, engine: Engine, run_worker: Worker) -> None:
    proposal, reader = make_proposal(TITLE, problem="", body=BODY), sign_in(make_user(language="vi"))
    address = f"/vi/proposals/{proposal.id}"
    ask = f"/vi/translations/contribution/{proposal.id}/request"
    assert ask in reader.get(address).text
    assert ask not in client.get(address).text
    answer = reader.post(f"{ask}?next={address}")
    assert (answer.status_code, answer.location) == (303, f"{address}#tr-contribution-{proposal.id}")
    assert engine.requests == []
    assert ask not in reader.get(address).text
    run_worker()
    assert '<h1 lang="vi"' in client.get(address).text
    assert engine.problems == []


def test_failure_is_said_in_plain_words_beside_the_original(sign_in: SignIn, engine: Engine, run_worker: Worker) -> None:
    engine.behave(says(403, b"Invalid API key libre-key"))
    proposal, reader = make_proposal(TITLE), sign_in(make_user())
    reader.post(f"/en/translations/contribution/{proposal.id}/request")
    run_worker()
    page = reader.get(f"/en/proposals/{proposal.id}").text
    assert "The translation service refused." in page
    assert "libre-key" not in page
    assert TITLE in page
    assert f"/en/translations/contribution/{proposal.id}/request" in page


def test_markup_from_an_engine_stays_text(client: FlaskClient) -> None:
    proposal = make_proposal(TITLE, problem="", body=BODY)
    make_translation(TITLE, "<img src=x onerror=alert(1)>")
    make_translation(BODY, "<script>alert(1)</script> [x](javascript:alert(1))")
    page = client.get(f"/vi/proposals/{proposal.id}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("state", "checks", "words"),
    [(State.REPORTED, (), "A reader says"), (State.DRAFT, ("numbers", "glossary:町内会"), "numbers differ")],
)
def test_doubtful_translation_stands_behind_the_original(client: FlaskClient, state: State, checks: tuple[str, ...], words: str) -> None:
    proposal = make_proposal(TITLE, problem="", body="")
    make_translation(TITLE, "Put 3 benches", language="en", state=state, checks=checks)
    page = plain(client.get(f"/en/proposals/{proposal.id}").text)
    assert f'<h1 lang="ja" dir="auto">{TITLE}</h1>' in page
    assert words in page
    assert "Put 3 benches" in page


def test_outdated_translation_is_said_to_be_outdated(sign_in: SignIn, client: FlaskClient) -> None:
    proposal, writer = make_proposal(TITLE, problem="", body=""), sign_in(make_translator("en"))
    writer.post(f"/en/translations/contribution/{proposal.id}/suggest", data={"text_title": "Benches for the park"})
    assert "Benches for the park" in client.get(f"/en/proposals/{proposal.id}").text
    proposal.title = "公園に木を植える"
    session.flush()
    page = plain(client.get(f"/en/proposals/{proposal.id}").text)
    assert '<h1 lang="ja" dir="auto">公園に木を植える</h1>' in page
    assert "The original was changed after it was translated." in page


def test_words_of_the_town_hall_are_explained_under_the_text(client: FlaskClient) -> None:
    proposal = make_proposal("町内会の回覧板", problem="", body="民生委員に相談する。")
    page = client.get(f"/ne/proposals/{proposal.id}").text
    explained = page[page.index('<details class="tr-words">') :]
    assert all(word in explained for word in ("町内会", "टोल समिति", "回覧板", "民生委員"))
    assert "tr-words" not in client.get(f"/ja/proposals/{proposal.id}").text


@pytest.mark.parametrize("language", [language.slug for language in LANGUAGES])
def test_words_page_speaks_every_language(client: FlaskClient, language: str) -> None:
    assert "協働" in client.get(f"/{language}/words").text


def test_suggestion_from_the_page_to_the_credit(client: FlaskClient, sign_in: SignIn) -> None:
    comment = make_comment("公園が必要です。", subject=make_proposal())
    writer, translator = sign_in(make_user("Lan")), sign_in(make_translator("vi"))
    address = f"/vi/translations/contribution/{comment.id}/suggest"
    assert "公園が必要です。" in writer.get(address).text
    assert writer.post(address, data={"text_body": "Cần có công viên."}).status_code == 303
    assert "Cần có" not in client.get(f"/vi/proposals/{comment.contribution.root_id}").text
    review = translator.get("/vi/translations/review").text
    assert "Cần có công viên." in review
    assert "公園が必要です。" in review
    in_english = translator.get("/en/translations/review").text
    assert f"/vi/translations/contribution/{comment.id}/suggest" in in_english
    assert '<span>Written by <bdi translate="no">Lan</bdi></span>' in in_english
    entry = session.scalars(select(Translation)).one()
    assert translator.post(f"/vi/translations/review/{entry.id}/publish").status_code == 303
    page = client.get(f"/vi/proposals/{comment.contribution.root_id}").text
    assert '<div class="prose" lang="vi" dir="auto"><p>Cần có công viên.</p>' in page.replace("\n", "")
    assert '<bdi translate="no">Lan</bdi>' in page


def test_empty_suggestion_says_so(sign_in: SignIn) -> None:
    comment = make_comment(subject=make_proposal())
    answer = sign_in(make_user()).post(f"/vi/translations/contribution/{comment.id}/suggest", data={"text_body": " "})
    assert answer.status_code == 422


def test_report_from_the_page(sign_in: SignIn) -> None:
    proposal, reader = translated_proposal(), sign_in(make_user())
    address = f"/vi/translations/contribution/{proposal.id}/report"
    assert "Đặt ghế" in reader.get(address).text
    assert reader.post(address, data={"reason": "sai"}).status_code == 303
    assert len(session.scalars(select(TranslationReport)).all()) == 3
    assert f'<h1 lang="ja" dir="auto">{TITLE}</h1>' in plain(reader.get(f"/vi/proposals/{proposal.id}").text)
    assert reader.post(address, data={"reason": "sai"}).status_code == 409


@pytest.mark.parametrize("word", ["publish", "confirm", "reject"])
def test_residents_do_not_judge(sign_in: SignIn, word: str) -> None:
    make_comment("公園", subject=make_proposal())
    writer = make_user()
    browser = sign_in(writer)
    comment_id = make_comment("公園が必要です", subject=make_proposal()).id
    browser.post(f"/vi/translations/contribution/{comment_id}/suggest", data={"text_body": "cần công viên"})
    entry = session.scalars(select(Translation)).one()
    assert browser.post(f"/vi/translations/review/{entry.id}/{word}").status_code == 403
    session.refresh(entry)
    assert entry.state is State.DRAFT


def test_hidden_and_unknown_texts_are_nobody_s(sign_in: SignIn, engine: Engine) -> None:
    draft = make_proposal(status=ProposalStatus.DRAFT)
    browser = sign_in(make_user())
    for thing_id in (draft.id, 999_999):
        for word in ("suggest", "report"):
            assert browser.get(f"/vi/translations/contribution/{thing_id}/{word}").status_code == 404
        assert browser.post(f"/vi/translations/contribution/{thing_id}/request").status_code == 404
    own = sign_in(session.get_one(User, draft.contribution.author_id))
    assert own.post(f"/vi/translations/contribution/{draft.id}/request").status_code == 404
    assert own.get("/vi/translations/other/1/suggest").status_code == 404


def test_translators_do_not_see_what_moderation_hid(sign_in: SignIn, client: FlaskClient) -> None:
    comment, translator = make_comment("公園が必要です。", subject=make_proposal()), sign_in(make_translator("vi"))
    sign_in(make_user()).post(f"/vi/translations/contribution/{comment.id}/suggest", data={"text_body": "Cần có công viên."})
    assert "Cần có" in translator.get("/vi/translations/review").text
    comment.contribution.visibility, comment.contribution.hidden_reason = Visibility.HIDDEN, "個人情報"
    session.flush()
    entry = session.scalars(select(Translation)).one()
    assert "Cần có" not in translator.get("/vi/translations/review").text
    assert translator.post(f"/vi/translations/review/{entry.id}/publish").status_code == 404
    assert "Cần có" not in client.get(f"/vi/proposals/{comment.contribution.root_id}").text


def test_review_page_costs_the_same_for_one_and_three(sign_in: SignIn, count_statements: Any) -> None:
    translator = sign_in(make_translator("vi"))
    writer = sign_in(make_user())
    counts = []
    for number in range(3):
        comment = make_comment(f"意見の{number}番", subject=make_proposal())
        writer.post(f"/vi/translations/contribution/{comment.id}/suggest", data={"text_body": f"ý kiến {number}"})
        with count_statements() as counted:
            assert f"ý kiến {number}" in translator.get("/vi/translations/review").text
        counts.append(counted.count)
    assert counts[0] == counts[2]


def test_review_is_empty_for_who_reviews_nothing(sign_in: SignIn) -> None:
    assert sign_in(make_user()).get("/en/translations/review").status_code == 200


def test_official_answer_is_read_in_the_reader_s_language(client: FlaskClient) -> None:
    response = make_response("来年度に二つ置きます。")
    make_translation("来年度に二つ置きます。", "Sang năm sẽ đặt hai ghế.", origin=Origin.PERSON, author=make_user("Lan"))
    for path in (f"/vi/proposals/{response.contribution.root_id}", "/vi/responses", "/vi/"):
        page = client.get(path).text
        assert "Sang năm sẽ đặt hai ghế." in page, path


def test_process_is_read_in_the_reader_s_language(client: FlaskClient) -> None:
    process = make_process("公園の使い方")
    for source, text in (("公園の使い方", "Cách dùng công viên"), (process.question, "Bạn muốn gì?"), ("提案と意見", "Đề xuất và ý kiến")):
        make_translation(source, text)
    for path in (f"/vi/processes/{process.id}", "/vi/processes", "/vi/"):
        page = client.get(path).text
        assert all(text in page for text in ("Cách dùng công viên", "Bạn muốn gì?", "Đề xuất và ý kiến")), path
        assert "公園の使い方" in page, path


def test_settings_in_the_browser(administrator: FlaskClient) -> None:
    data = {"is_machine_on": "y", "day_limit": "500", "person_limit": "50", "process_limit": "5000"}
    assert administrator.get("/en/admin/translations").status_code == 200
    assert administrator.post("/en/admin/translations", data=data).status_code == 303
    row = session.get_one(TranslationSettings, 1)
    assert (row.is_machine_on, row.day_limit, row.person_limit, row.process_limit) == (True, 500, 50, 5000)
    assert administrator.post("/en/admin/translations", data=data | {"day_limit": "-1"}).status_code == 422
    assert administrator.post("/en/admin/translations", data=data | {"day_limit": "many"}).status_code == 422


def test_use_is_shown(administrator: FlaskClient, sign_in: SignIn, engine: Engine, run_worker: Worker) -> None:
    comment = make_comment("あ" * 123, subject=make_proposal())
    sign_in(make_user()).post(f"/vi/translations/contribution/{comment.id}/request")
    run_worker()
    page = administrator.get("/en/admin/translations").text
    assert "123" in page
    assert "Tiếng Việt" in page


def test_translators_in_the_browser(administrator: FlaskClient) -> None:
    person = make_user("Lan", email="lan@example.jp")
    address = "/en/admin/translations/translators"
    assert administrator.post(address, data={"email": "nobody@example.jp", "language": "vi"}).status_code == 422
    assert administrator.post(address, data={"email": "lan@example.jp", "language": "vi"}).status_code == 303
    assert "Lan" in administrator.get(address).text
    grant = queries.translators()[0]
    assert administrator.post(f"{address}/{grant.id}/revoke").status_code == 303
    assert queries.translator_languages(person) == frozenset()


def test_glossary_in_the_browser(administrator: FlaskClient, client: FlaskClient) -> None:
    assert "協働" in administrator.get("/en/admin/glossary").text
    word = {"term": "なし坊", "reading": "なしぼう", "word_en": "Nashibo", "is_active": "y"}
    assert administrator.post("/en/admin/glossary/word", data=word).status_code == 303
    assert "Nashibo" in client.get("/en/words").text
    address = "/en/admin/glossary/word?term=区長"
    assert "ward mayor" in administrator.get(address).text
    assert administrator.post(address, data={"term": "区長", "word_en": "ward head", "is_active": "y"}).status_code == 303
    page = client.get("/en/words").text
    assert "ward head" in page
    assert "ward mayor" not in page
    assert administrator.get("/en/admin/glossary/word?term=ない").status_code == 404
    assert administrator.post("/en/admin/glossary/word", data={"term": "", "is_active": "y"}).status_code == 422
    again = administrator.post("/en/admin/glossary/word", data=word | {"word_en": "Another"})
    assert again.status_code == 422
    assert "already in the list" in again.text
    assert "Another" in again.text
    assert "Another" not in client.get("/en/words").text
    assert administrator.post("/en/admin/glossary/word", data=word | {"term": "梨坊", "reading": "nashi"}).status_code == 422


def test_glossary_goes_out_and_in_as_csv(administrator: FlaskClient) -> None:
    out = administrator.get("/en/admin/glossary.csv")
    assert out.mimetype == "text/csv"
    text = out.get_data().decode("utf-8").replace("ward mayor", "ward head")
    answer = administrator.post("/en/admin/glossary/import", data={"file": (io.BytesIO(text.encode()), "glossary.csv")})
    assert answer.status_code == 303
    assert [row.term for row in session.scalars(select(GlossaryTerm))] == ["区長"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe\x00", "UTF-8"), (b"", "first line"), (b"term,en\na\n", "Line 2"), (b"term,en\na," + b"x" * 200 + b"\n", "characters")],
)
def test_wrong_file_is_refused_with_the_line(administrator: FlaskClient, content: bytes, words: str) -> None:
    answer = administrator.post("/en/admin/glossary/import", data={"file": (io.BytesIO(content), "glossary.csv")})
    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(GlossaryTerm)).all() == []


def test_glossary_is_not_for_residents(sign_in: SignIn) -> None:
    resident, translator = sign_in(make_user()), sign_in(make_translator("vi"))
    for path in ("/en/admin/glossary", "/en/admin/glossary.csv", "/en/admin/glossary/word"):
        assert resident.get(path).status_code == 404
        assert translator.get(path).status_code == 200
    assert resident.post("/en/admin/glossary/import").status_code == 404


def test_list_before_opening(administrator: FlaskClient, engine: Engine, run_worker: Worker) -> None:
    process = make_process(published=False)
    address = f"/en/admin/processes/{process.id}/translations"
    assert administrator.get(address).status_code == 200
    assert administrator.post(address, data={"languages": ["vi", "pt-BR"]}).status_code == 303
    assert "10 translations are missing" in administrator.get(address).text
    refused = administrator.post(f"/en/admin/processes/{process.id}/publish")
    assert refused.status_code == 403
    assert "10 translations are missing" in refused.text
    assert administrator.post(f"{address}/request").status_code == 303
    assert "Being translated" in administrator.get(address).text
    run_worker()
    assert "All translations are there." in administrator.get(address).text
    assert administrator.post(f"/en/admin/processes/{process.id}/publish").status_code == 303


def test_reason_lets_it_open(administrator: FlaskClient) -> None:
    process = make_process(published=False)
    address = f"/en/admin/processes/{process.id}/translations"
    administrator.post(address, data={"languages": ["my"]})
    assert administrator.post(f"{address}/override", data={"reason": ""}).status_code == 422
    assert administrator.post(f"{address}/override", data={"reason": "急ぎ"}).status_code == 303
    assert "急ぎ" in administrator.get(address).text
    assert administrator.post(f"/en/admin/processes/{process.id}/publish").status_code == 303


def test_without_any_engine_everything_else_works(client: FlaskClient, sign_in: SignIn, administrator: FlaskClient) -> None:
    proposal = make_proposal(TITLE, problem="", body="")
    decide()
    reader = sign_in(make_user())
    page = reader.get(f"/en/proposals/{proposal.id}").text
    assert "/request" not in page
    assert "/suggest" in page
    assert reader.post(f"/en/translations/contribution/{proposal.id}/request").status_code == 403
    assert "No translation service is set up." in administrator.get("/en/admin/translations").text


def test_only_the_town_decides(sign_in: SignIn) -> None:
    process = make_process()
    resident = sign_in(make_user(roles=(Role.MODERATOR,)))
    for path in ("/en/admin/translations", "/en/admin/translations/translators", f"/en/admin/processes/{process.id}/translations"):
        assert resident.get(path).status_code == 403


def test_translation_is_for_its_language_only(client: FlaskClient) -> None:
    proposal = translated_proposal()
    assert "Đặt ghế" not in client.get(f"/ko/proposals/{proposal.id}").text


def test_report_tells_what_is_new_since_the_last_report(sign_in: SignIn) -> None:
    proposal, reader = translated_proposal(), sign_in(make_user())
    address = f"/vi/translations/contribution/{proposal.id}/report"
    assert reader.post(address).status_code == 303
    first = session.scalars(select(Translation).order_by(Translation.id)).first()
    assert first is not None
    first.state = State.REJECTED
    make_translation(TITLE, "Ghế công viên")
    assert reader.post(address).status_code == 303
    assert len(session.scalars(select(TranslationReport)).all()) == 4
