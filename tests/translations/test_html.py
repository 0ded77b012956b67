"""Pages with translations in every state are sound HTML, in several scripts, for strangers, readers and translators."""

from __future__ import annotations

import html5lib
import pytest

from civic.policy import Role
from civic.translations.models import State
from tests.conftest import SignIn
from tests.factories import make_comment, make_handoff, make_proposal, make_response, make_user
from tests.translations.worlds import decide, engine_in_use, make_translation, make_translator


def problems(page: str) -> list[str]:
    """What a strict parser says, and ids that stand twice."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(page)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    return [f"line {line}: {code}" for (line, _column), code, _values in parser.errors] + [n for n in set(ids) if ids.count(n) > 1]


@pytest.mark.parametrize("language", ["vi", "ne", "my", "easy", "en", "th"])
def test_pages_with_translations_are_sound(sign_in: SignIn, language: str) -> None:
    tag = "ja-simple" if language == "easy" else language
    decide()
    proposal = make_proposal("町内会の公園")
    answer = make_response(handoff=make_handoff(proposal=proposal))
    for number, state in enumerate((State.PUBLISHED, State.REPORTED, State.DRAFT)):
        make_comment(f"意見の{number}番", subject=proposal)
        make_translation(f"意見の{number}番", f"<b>x</b> {number}\n\n- a\n- b", language=tag, state=state, checks=("numbers",))
    make_translation("町内会の公園", "題 & <i>", language=tag)
    process_id = proposal.contribution.process_id
    people = [make_user(roles=(Role.ADMINISTRATOR,)), make_translator(tag)]
    with engine_in_use(with_chat=True):
        for browser in [sign_in(person) for person in people]:
            for path in (
                "/", "/proposals", f"/proposals/{proposal.id}", "/processes", f"/processes/{process_id}", "/responses", "/words",
                f"/translations/contribution/{proposal.id}/suggest", f"/translations/contribution/{proposal.id}/report",
                f"/translations/contribution/{answer.id}/suggest", "/translations/review", "/admin/glossary", "/admin/glossary/word",
            ):  # fmt: skip
                page = browser.get(f"/{language}{path}")
                assert page.status_code == 200, path
                assert problems(page.text) == [], path
        browser = sign_in(people[0])
        browser.post(f"/{language}/admin/processes/{process_id}/translations", data={"languages": ["vi", "my"]})
        for path in ("/admin/translations", "/admin/translations/translators", f"/admin/processes/{process_id}/translations"):
            assert problems(browser.get(f"/{language}{path}").text) == [], path
