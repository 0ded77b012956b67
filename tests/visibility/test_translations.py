"""Translations as a surface: a text that may not be read shows through none, and a rejected one leaves no trace."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from civic.accounts.models import User
from civic.accounts.services import delete_account
from civic.contributions.models import Visibility
from civic.db import session
from civic.proposals.models import Proposal, ProposalStatus
from civic.search import services as search
from civic.search.models import SearchDocument
from civic.translations import services
from civic.translations.models import Origin, State
from tests.conftest import SignIn
from tests.factories import make_comment, make_process, make_proposal, make_user
from tests.translations.worlds import item_of, make_translation, make_translator

TITLE, TRANSLATED, WORD = "噴水広場を直す", "Reparar la plaza zarzamora", "zarzamora"


def translated(visibility: Visibility, *, is_published: bool = True, author: User | None = None) -> Proposal:
    """A proposal that was public, translated and indexed, and then came into a state."""
    process = make_process(f"道{visibility}{is_published}")
    proposal = make_proposal(TITLE, author=author or make_user(), process=process, status=ProposalStatus.PUBLISHED)
    search.refresh("proposal", [proposal.id])
    suggested = services.suggest_translation(item_of(proposal.id), actor=make_user(), language="es", texts={"title": TRANSLATED})
    services.publish_translation(suggested[0], actor=make_translator("es"))
    search.analyse_waiting()
    proposal.contribution.visibility = visibility
    proposal.contribution.hidden_reason = "理由" if visibility is Visibility.HIDDEN else ""
    if not is_published:
        process.published_at = None
    session.flush()
    return proposal


def pages(browser: FlaskClient, proposal: Proposal) -> dict[str, str]:
    """Everywhere a translation may show."""
    thing = f"/es/translations/contribution/{proposal.id}"
    addresses = (
        "/es/", "/es/proposals", f"/es/proposals/{proposal.id}", f"/es/search?q={WORD[:6]}*", f"/es/search/words?q={WORD[:4]}",
        "/es/translations/review", "/es/words", f"{thing}/suggest", f"{thing}/report", "/es/search?q=zarzamosa",
    )  # fmt: skip
    return {address: browser.get(address).text for address in addresses}


@pytest.mark.parametrize(("visibility", "is_published"), [(Visibility.HIDDEN, True), (Visibility.DRAFT, True), (Visibility.PUBLIC, False)])
@pytest.mark.parametrize("who", ["public", "resident", "translator"])
def test_text_that_may_not_be_read_shows_through_no_translation(
    client: FlaskClient, sign_in: SignIn, visibility: Visibility, is_published: bool, who: str
) -> None:
    proposal = translated(visibility, is_published=is_published)
    browser = client if who == "public" else sign_in(make_translator("es") if who == "translator" else make_user())
    assert [address for address, page in pages(browser, proposal).items() if WORD in page.lower()] == []
    if who != "public":
        for act in ("request", "suggest", "report"):
            assert browser.post(f"/es/translations/contribution/{proposal.id}/{act}", data={"text_title": "x"}).status_code == 404


@pytest.mark.parametrize("visibility", [Visibility.WITHDRAWN, Visibility.HIDDEN])
def test_comment_that_is_gone_shows_through_no_translation(client: FlaskClient, sign_in: SignIn, visibility: Visibility) -> None:
    proposal = make_proposal("道", status=ProposalStatus.PUBLISHED)
    comment = make_comment(TITLE, subject=proposal)
    make_translation(TITLE, TRANSLATED, language="es")
    search.refresh("comment", [comment.id])
    search.analyse_waiting()
    assert TRANSLATED in client.get(f"/es/proposals/{proposal.id}").text
    comment.contribution.visibility = visibility
    comment.contribution.hidden_reason = "理由" if visibility is Visibility.HIDDEN else ""
    session.flush()
    for browser in (client, sign_in(make_translator("es"))):
        assert WORD not in browser.get(f"/es/proposals/{proposal.id}").text
        assert browser.get(f"/es/search/words?q={WORD[:4]}").json == []
        assert "<article" not in browser.get(f"/es/search?q={WORD}").text
        assert WORD not in browser.get("/es/translations/review").text
    assert sign_in(make_user()).get(f"/es/translations/contribution/{comment.id}/suggest").status_code == 404


def test_translation_stays_without_the_name_of_who_left(client: FlaskClient) -> None:
    author = make_user("訳した人", password="correct horse battery")
    proposal = make_proposal(TITLE, status=ProposalStatus.PUBLISHED)
    make_translation(TITLE, TRANSLATED, language="es", origin=Origin.PERSON, author=author)
    assert "訳した人" in client.get(f"/es/proposals/{proposal.id}").text
    delete_account(author, password="correct horse battery")
    page = client.get(f"/es/proposals/{proposal.id}").text
    assert TRANSLATED in page
    assert "訳した人" not in page


def test_same_text_elsewhere_keeps_its_translation_and_says_nothing_of_the_hidden_one(client: FlaskClient) -> None:
    hidden = translated(Visibility.HIDDEN)
    other = make_proposal(TITLE, process=make_process("別"), status=ProposalStatus.PUBLISHED)
    search.refresh("proposal", [other.id])
    found = client.get(f"/es/search?q={WORD}").text
    assert f"/es/proposals/{other.id}" in found
    assert f"/es/proposals/{hidden.id}" not in found
    assert TRANSLATED in client.get(f"/es/proposals/{other.id}").text


@pytest.mark.parametrize("way", ["reject", "replace", "report"])
@pytest.mark.parametrize("kind", ["proposal", "comment"])
def test_translation_that_is_taken_away_leaves_the_search_wherever_its_text_stands(client: FlaskClient, way: str, kind: str) -> None:
    """The memory is by text: a text that stands in two places is found by its translation in both, although one of them asked for it."""
    first = make_proposal("道を直す", process=make_process("道"))
    if kind == "proposal":
        asked, other = first, make_proposal("道を直す", process=make_process("別"), status=ProposalStatus.PUBLISHED)
    else:
        asked, other = make_comment("道を直す", subject=first), make_comment("道を直す", subject=first)  # type: ignore[assignment]
    entry = services.suggest_translation(
        item_of(asked.id), actor=make_user(), language="es", texts={"title" if kind == "proposal" else "body": f"Insulto {WORD}"}
    )[0]
    translator = make_translator("es")
    services.publish_translation(entry, actor=translator)
    search.refresh(kind, [asked.id, other.id])
    search.analyse_waiting()
    assert client.get(f"/es/search/words?q={WORD[:4]}").json == [WORD]
    if way == "reject":
        services.reject_translation(entry, actor=translator)
    elif way == "replace":
        better = make_translation("道を直す", "Arreglar la calle", language="es", state=State.DRAFT, origin=Origin.PERSON)
        services.publish_translation(better, actor=translator)
    else:
        entry.reviewed_at = None
        services.report_translation(entry, item=item_of(asked.id), actor=make_user())
    search.analyse_waiting()
    assert client.get(f"/es/search/words?q={WORD[:4]}").json == []
    assert f"Insulto {WORD}" not in client.get(f"/es/search?q={WORD}").text
    assert "<article" not in client.get(f"/es/search?q={WORD}").text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", '**Reparar** la plaza,\n\n- primero los bancos\n- después "la fuente" y las flores de la entrada (¡todas!)\n' * 3),
        ("th", "ซ่อมน้ำพุหน้าสถานีให้เด็กๆ เล่นได้อย่างปลอดภัยในหน้าร้อน และปลูกต้นไม้ให้ร่มเงาแก่ทุกคนที่มารอรถไฟทุกวัน"),
        ("my", "ဘူတာရုံရှေ့က ရေပန်းကို ပြင်ပေးပါ။ ကလေးတွေ ဘေးကင်းကင်း ကစားနိုင်ဖို့ လိုပါတယ်။ အရိပ်ရ သစ်ပင်တွေလည်း စိုက်ပေးပါ။"),
        ("ne", "स्टेशन अगाडिको फोहोरा मर्मत गर्नुहोस्। बालबालिकाहरू सुरक्षित रूपमा खेल्न सकून्। रूखहरू पनि रोप्नुहोस् ताकि छाया होस्।"),
        ("vi", "Sửa đài phun nước trước nhà ga để trẻ em chơi an toàn vào mùa hè và trồng cây lấy bóng mát cho mọi người đợi tàu"),
        ("zh-Hans", "修理车站前的喷泉"),
        ("en", "Fix it"),
    ],
)
def test_rejected_translation_is_found_wherever_it_stands_in_every_script(client: FlaskClient, language: str, text: str) -> None:
    proposal = make_proposal("道を直す")
    asked, other = make_comment(TITLE, subject=proposal), make_comment(TITLE, subject=proposal)
    entry = services.suggest_translation(item_of(asked.id), actor=make_user(), language=language, texts={"body": text})[0]
    translator = make_translator(language)
    services.publish_translation(entry, actor=translator)
    search.refresh("comment", [asked.id, other.id])
    assert set(found_as(language)) == {asked.id, other.id}
    services.reject_translation(entry, actor=translator)
    assert found_as(language) == []


def found_as(language: str) -> list[int]:
    """Comments that are in the index in a language."""
    return list(
        session.scalars(select(SearchDocument.target_id).where(SearchDocument.kind == "comment", SearchDocument.language == language))
    )
