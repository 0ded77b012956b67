"""The panel that says whether an official text is easy to read: beside the typed text, without script, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from civic.contributions.models import Contribution, Kind
from civic.db import session
from civic.policy import Role
from civic.processes.models import Process
from civic.proposals.models import ProposalStatus
from tests.factories import make_handoff, make_process, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")
BODY = "書類を提出してください。\n令和8年4/1までです。<b>"


def test_officer_checks_the_answer_and_keeps_every_word(sign_in: Any) -> None:
    handoff = make_handoff()
    browser = sign_in(make_user(departments=(handoff.department,)))
    address = f"/en/handoffs/{handoff.id}/response"
    assert "Is this easy to read?" not in browser.get(address).text
    form = {"decision": "will_study", "body": BODY, "language": "ja", "next_step_on": "2099-01-31", "step": "check"}
    page = browser.post(address, data=form)
    assert page.status_code == 200
    for words in (
        "Is this easy to read?", '<mark lang="ja">提出</mark>', "Easier:", "2026年", "4月1日", "of 100 points",
        "書類を提出してください。\n令和8年4/1までです。&lt;b&gt;</textarea>", 'value="2099-01-31"',
    ):  # fmt: skip
        assert words in page.text
    assert 'value="will_study" checked' in page.text
    assert '<option selected value="ja">' in page.text
    assert session.scalar(select(func.count()).where(Contribution.kind == Kind.RESPONSE)) == 0


def test_officer_checks_before_anything_else_is_filled_in(sign_in: Any) -> None:
    handoff = make_handoff()
    browser = sign_in(make_user(departments=(handoff.department,)))
    page = browser.post(f"/ja/handoffs/{handoff.id}/response", data={"body": "", "step": "check"})
    assert page.status_code == 200
    english = browser.post(f"/en/handoffs/{handoff.id}/response", data={"body": "We will do it.", "step": "check"})
    assert "This check is for Japanese texts." in english.text


def test_preview_of_the_answer_offers_the_check(sign_in: Any) -> None:
    handoff = make_handoff()
    browser = sign_in(make_user(departments=(handoff.department,)))
    form = {"decision": "will_do", "body": "来年置きます。", "language": "ja", "next_step_on": "", "step": "preview"}
    assert 'name="step" value="check"' in browser.post(f"/en/handoffs/{handoff.id}/response", data=form).text


def test_resident_may_ask_for_the_check_before_publishing(sign_in: Any) -> None:
    author = make_user()
    draft = make_proposal("書類の提出をやめる", author=author, status=ProposalStatus.DRAFT)
    browser = sign_in(author)
    page = browser.get(f"/en/proposals/{draft.id}/preview").text
    assert "check=1#plain-japanese" in page
    assert "Is this easy to read?" not in page
    assert '<mark lang="ja">提出</mark>' in browser.get(f"/en/proposals/{draft.id}/preview?check=1").text


@pytest.mark.parametrize("which", ["new", "edit"])
def test_administrator_checks_the_framing_of_a_theme(sign_in: Any, which: str) -> None:
    process = make_process()
    browser = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    address = "/en/admin/processes/new" if which == "new" else f"/en/admin/processes/{process.id}/edit"
    before = session.scalar(select(func.count()).select_from(Process))
    form = {"title": "駅前の計画", "question": "協働を推進するには？", "background": "", "what_happens_next": "", "language": "ja",
            "department_id": "0", "area_id": "0", "step": "check"}  # fmt: skip
    page = browser.post(address, data=form)
    assert page.status_code == 200
    assert '<mark lang="ja">推進</mark>' in page.text
    assert "協働を推進するには？</textarea>" in page.text
    assert session.scalar(select(func.count()).select_from(Process)) == before
    assert process.title != "駅前の計画"
