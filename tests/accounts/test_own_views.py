"""A person's own pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from civic.accounts.events import DataExported
from civic.accounts.export import _parts, exports
from civic.accounts.labels import public_name
from civic.accounts.models import User, UserSession
from civic.accounts.passwords import verify_password
from civic.db import session
from civic.events import Event
from civic.i18n.text import in_language
from civic.policy import Role
from tests.accounts.links import path_in
from tests.factories import PASSWORD, make_proposal, make_user

NEW = "seven blue umbrellas"
SignIn = Callable[[User], FlaskClient]
PAGES = ("", "/profile", "/email", "/password", "/devices", "/data", "/delete")


@pytest.mark.parametrize("page", PAGES)
def test_own_page_is_shown_to_who_is_signed_in_only(client: FlaskClient, sign_in: SignIn, page: str) -> None:
    answer = client.get(f"/en/account{page}")
    assert (answer.status_code, answer.location) == (303, f"/en/sign-in?next=/en/account{page}")
    for language in ("ja", "easy", "en"):
        shown = sign_in(make_user()).get(f"/{language}/account{page}")
        assert shown.status_code == 200
        assert shown.text.count("<h1") == 1


def test_profile_changes_name_and_language(sign_in: SignIn) -> None:
    user = make_user()
    own = sign_in(user)
    answer = own.post("/en/account/profile", data={"display_name": "김민준", "language": "ko"})
    assert (answer.status_code, answer.location) == (303, "/ko/account")
    assert "김민준" in own.get(answer.location).text
    for typed in (
        {"display_name": "市長", "language": "ko"},
        {"display_name": "道", "language": "xx"},
        {"display_name": "", "language": "ko"},
    ):
        assert own.post("/en/account/profile", data=typed).status_code == 422
    session.refresh(user)
    assert (user.display_name, user.language) == ("김민준", "ko")


def test_email_changes_by_the_link_in_the_new_mailbox(
    sign_in: SignIn, client: FlaskClient, run_worker: Callable[[], int], mails: list[EmailMessage]
) -> None:
    user = make_user(email="old@example.jp", language="en")
    own = sign_in(user)
    for typed in ({"email": "new@example.jp", "password": "wrong"}, {"email": "new", "password": PASSWORD}):
        assert own.post("/en/account/email", data=typed).status_code == 422
    assert own.post("/en/account/email", data={"email": "new@example.jp", "password": PASSWORD}).status_code == 303
    run_worker()
    link = path_in(mails[0])
    assert client.get(link).status_code == 200
    assert "old@example.jp" in own.get("/en/account/email").text
    assert client.post(link).status_code == 422
    assert client.post(link, data={"password": PASSWORD}).status_code == 303
    assert "new@example.jp" in own.get("/en/account/email").text
    assert (client.get(link).status_code, client.post(link).status_code) == (410, 410)


def test_password_changes_with_the_present_one_and_ends_other_sessions(sign_in: SignIn) -> None:
    user = make_user()
    here, there = sign_in(user), sign_in(user)
    for typed in ({"current_password": "wrong", "password": NEW}, {"current_password": PASSWORD, "password": "short"}):
        answer = here.post("/en/account/password", data=typed)
        assert answer.status_code == 422
        assert not any(f'value="{value}"' in answer.text for value in typed.values())
    assert here.post("/en/account/password", data={"current_password": PASSWORD, "password": NEW}).status_code == 303
    assert (here.get("/en/account").status_code, there.get("/en/account").status_code) == (200, 303)
    session.refresh(user)
    assert verify_password(user.password_hash, NEW)


@pytest.mark.parametrize("page", ["email", "password", "data", "delete"])
def test_guessing_the_password_of_an_open_session_is_limited(sign_in: SignIn, page: str) -> None:
    own = sign_in(make_user())
    typed = {"email": "new@example.jp", "current_password": "wrong password", "password": NEW}
    statuses = [own.post(f"/en/account/{page}", data=typed).status_code for _number in range(11)]
    assert statuses == [422] * 10 + [429]


def test_device_is_ended_by_its_owner_only(sign_in: SignIn) -> None:
    user, other = make_user(), make_user()
    here, there, foreign = sign_in(user), sign_in(user), sign_in(other)
    ids = {row.user_id: row.id for row in session.scalars(select(UserSession).order_by(UserSession.id))}
    page = here.get("/en/account/devices").text
    assert page.count("Linux · Firefox") == 2
    assert page.count("(this device)") == 1
    assert here.post(f"/en/account/devices/{ids[other.id]}/end").status_code == 404
    assert here.post(f"/en/account/devices/{ids[user.id]}/end").status_code == 303
    assert [browser.get("/en/account").status_code for browser in (here, there, foreign)] == [200, 303, 200]
    assert here.post(f"/en/account/devices/{ids[user.id]}/end").status_code == 404


def test_devices_page_costs_the_same_for_one_and_for_three(sign_in: SignIn, count_statements: object) -> None:
    user = make_user()
    own = sign_in(user)
    counts = []
    for _number in range(2):
        with count_statements() as counted:  # type: ignore[operator]  # the fixture is a context manager
            assert own.get("/en/account/devices").status_code == 200
        counts.append(counted.count)
        sign_in(user)
        sign_in(user)
    assert counts[0] == counts[1]


def test_data_comes_as_a_file_after_the_password(sign_in: SignIn, captured_events: list[Event]) -> None:
    user = make_user("みどり", email="midori@example.jp", roles=(Role.MODERATOR,))
    own = sign_in(user)
    assert own.post("/en/account/data", data={"password": "wrong password"}).status_code == 422
    assert captured_events == []
    answer = own.post("/en/account/data", data={"password": PASSWORD})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    account = json.loads(answer.text)["account"]
    assert (account["email"], account["display_name"], account["roles"][0]["role"]) == ("midori@example.jp", "みどり", "moderator")
    assert account["devices"][0]["device"] == "Linux · Firefox"
    assert "argon2" not in answer.text
    assert captured_events == [DataExported(actor_id=user.id, user_id=user.id)]


def test_features_add_their_part_to_the_data(sign_in: SignIn) -> None:
    exports("kites")(lambda user: {"owner": user.id})
    try:
        user = make_user()
        answer = sign_in(user).post("/en/account/data", data={"password": PASSWORD})
        assert json.loads(answer.text)["kites"] == {"owner": user.id}
    finally:
        del _parts["kites"]


def test_delete_leaves_contributions_without_a_name(sign_in: SignIn, client: FlaskClient) -> None:
    user = make_user("みどりさん", email="midori@example.jp")
    proposal = make_proposal(author=user)
    here, there = sign_in(user), sign_in(user)
    assert here.post("/en/account/delete", data={"password": "wrong password"}).status_code == 422
    assert here.post("/en/account/delete", data={"password": PASSWORD}).status_code == 303
    assert [browser.get("/en/account").status_code for browser in (here, there)] == [303, 303]
    assert session.scalar(select(func.count(UserSession.id))) == 0
    page = client.get(f"/en/proposals/{proposal.id}")
    assert page.status_code == 200
    assert "みどりさん" not in page.text
    assert "Former participant" in page.text
    assert client.post("/en/sign-in", data={"email": "midori@example.jp", "password": PASSWORD}).status_code == 422


def test_last_administrator_is_told_why_they_cannot_leave(sign_in: SignIn) -> None:
    user = make_user(roles=(Role.ADMINISTRATOR,))
    answer = sign_in(user).post("/en/account/delete", data={"password": PASSWORD})
    assert (answer.status_code, "One administrator has to stay" in answer.text) == (403, True)
    session.refresh(user)
    assert user.deleted_at is None


@pytest.mark.usefixtures("database")
def test_public_name_of_who_left() -> None:
    with in_language("en"):
        assert public_name(User(display_name="", language="ja")) == "Former participant"
        assert public_name(User(display_name="みどり", language="ja")) == "みどり"
