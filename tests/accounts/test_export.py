"""A person's copy of their data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from civic.accounts.events import DataExported
from civic.accounts.export import export_of
from civic.contributions.models import Visibility
from civic.db import session
from civic.events import Event
from civic.policy import Role
from civic.proposals.models import ProposalStatus, Support
from tests.factories import PASSWORD, make_comment, make_proposal, make_user

pytestmark = pytest.mark.usefixtures("database")
ADDRESS = "/en/account/data"


def test_copy_holds_everything_of_the_person_and_nothing_of_others() -> None:
    user, other = make_user("もちぬし", roles=(Role.MODERATOR,)), make_user("となり")
    shown, draft = make_proposal("公開した案", author=user), make_proposal("下書きの案", author=user, status=ProposalStatus.DRAFT)
    foreign = make_proposal("他の人の案", author=other)
    hidden = make_comment("隠された意見", subject=foreign, author=user, visibility=Visibility.HIDDEN)
    make_comment("他の人の意見", subject=shown, author=other)
    session.add_all([Support(proposal_id=foreign.id, user_id=user.id), Support(proposal_id=shown.id, user_id=other.id)])
    session.flush()

    copy = json.loads(json.dumps(export_of(user)))

    assert copy["account"]["email"] == user.email
    assert [role["role"] for role in copy["account"]["roles"]] == ["moderator"]
    assert [(one["id"], one["title"], one["status"]) for one in copy["proposals"]] == [
        (shown.id, "公開した案", "published"),
        (draft.id, "下書きの案", "draft"),
    ]
    assert copy["proposals"][0]["text"] == shown.body
    assert copy["proposals"][0]["problem"] == shown.problem
    assert [(one["id"], one["about_id"], one["text"], one["visibility"]) for one in copy["comments"]] == [
        (hidden.id, foreign.id, "隠された意見", "hidden")
    ]
    assert [one["proposal_id"] for one in copy["supports"]] == [foreign.id]
    everything = json.dumps(copy, ensure_ascii=False)
    assert "他の人" not in everything
    assert "argon2" not in everything
    assert "token" not in everything


def test_copy_costs_the_same_however_much_there_is(count_statements: Any) -> None:
    user, counts = make_user(), []
    for _number in range(2):
        make_comment(subject=make_proposal(author=user), author=user)
        session.expire_all()
        with count_statements() as counted:
            export_of(user)
        counts.append(counted.count)
    assert counts[0] == counts[1]


def test_download_needs_the_password(sign_in: Any, captured_events: list[Event]) -> None:
    user = make_user()
    proposal, browser = make_proposal("わたしの案", author=user), sign_in(user)
    assert browser.get(ADDRESS).status_code == 200
    for password in ("", "wrong horse battery"):
        refused = browser.post(ADDRESS, data={"password": password})
        assert refused.status_code == 422
        assert proposal.title not in refused.text
    assert not [event for event in captured_events if isinstance(event, DataExported)]
    answer = browser.post(ADDRESS, data={"password": PASSWORD})
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.json is not None
    assert [one["title"] for one in answer.json["proposals"]] == ["わたしの案"]
    assert DataExported(actor_id=user.id, user_id=user.id) in captured_events
