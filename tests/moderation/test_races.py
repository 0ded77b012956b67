"""Several moderators decide at the same moment, in requests of their own."""

from __future__ import annotations

import threading

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from civic.audit.models import AuditEntry
from civic.db import session, unit_of_work
from civic.policy import Role
from civic.proposals.models import Proposal, ProposalStatus
from tests.conftest import signed_in_browser
from tests.factories import make_proposal, make_town, make_user

PEOPLE = 4


def test_one_decision_counts_and_the_others_keep_their_words(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work():
        make_town()
        address = f"/en/moderation/proposals/{make_proposal().id}"
        browsers = [signed_in_browser(live_app, make_user(roles=(Role.MODERATOR,))) for _number in range(PEOPLE)]
    start = threading.Barrier(PEOPLE)
    answers: dict[int, list[str]] = {}

    def decide(number: int, browser: FlaskClient) -> None:
        start.wait(30)
        answer = browser.post(address, data={"decision": "adopted", "reason": f"Reason number {number}"})
        answers.setdefault(answer.status_code, []).append(answer.text if f"Reason number {number}" in answer.text else "")

    threads = [threading.Thread(target=decide, args=given) for given in enumerate(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {status: len(texts) for status, texts in answers.items()} == {303: 1, 409: PEOPLE - 1}
    assert all("Somebody else has just changed this proposal." in text for text in answers[409])
    with live_app.app_context():
        assert session.scalars(select(Proposal.status)).one() is ProposalStatus.ADOPTED
        decided = AuditEntry.kind == "proposals.ProposalDecided"
        assert session.scalar(select(func.count()).select_from(AuditEntry).where(decided)) == 1
