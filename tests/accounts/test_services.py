"""Accounts made, confirmed, changed and left; roles given and taken."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select

from civic.accounts import passwords, services, sessions
from civic.accounts.events import (
    AccountCreated,
    AccountDeleted,
    EmailChanged,
    EmailConfirmed,
    PasswordChanged,
    ProfileChanged,
    SignUpRepeated,
)
from civic.accounts.inputs import InvalidInputError
from civic.accounts.models import RoleGrant, User, UserSession
from civic.accounts.queries import user_by_email, user_with_roles
from civic.accounts.tokens import Purpose, make_token, read_token
from civic.audit.models import AuditEntry
from civic.db import session
from civic.events import Event
from civic.outbox.models import OutboxMessage
from civic.policy import ConflictError, GoneError, NotAllowedError, Role
from tests.factories import PASSWORD, make_department, make_town, make_user

pytestmark = pytest.mark.usefixtures("database")
NEW = "seven blue umbrellas"
Worker = Callable[[], int]


def sign_up(email: str = "hana@example.jp", name: str = "はな", password: str = PASSWORD, language: str = "vi") -> None:
    services.sign_up(email=email, display_name=name, password=password, language=language)


def kinds() -> list[str]:
    return [kind.removeprefix("mail.accounts.") for kind in session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id))]


def count_of_people() -> int:
    return session.scalar(select(func.count()).select_from(User)) or 0


def administrator() -> User:
    return make_user("管理", roles=(Role.ADMINISTRATOR,))


def open_sessions(user: User) -> list[int]:
    statement = select(UserSession.id).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return list(session.scalars(statement.order_by(UserSession.id)))


def test_sign_up_makes_an_unconfirmed_resident(captured_events: list[Event]) -> None:
    sign_up()
    user = user_by_email("hana@example.jp")
    assert user is not None
    assert (user.email_confirmed_at, user.display_name, user.language, user.roles) == (None, "はな", "vi", frozenset())
    assert captured_events == [AccountCreated(actor_id=None, user_id=user.id)]
    assert kinds() == ["confirm"]


def test_sign_up_with_a_known_address_changes_nothing_and_tells_its_owner(captured_events: list[Event]) -> None:
    user = make_user("まえから", email="hana@example.jp")
    kept = user.password_hash
    sign_up("HANA@example.jp", password=NEW)
    assert (user.display_name, user.password_hash, user.language) == ("まえから", kept, "ja")
    assert kinds() == ["exists"]
    assert captured_events == [SignUpRepeated(actor_id=None, user_id=user.id)]
    assert count_of_people() == 1


def test_later_request_takes_an_unconfirmed_account_over_and_voids_earlier_links() -> None:
    sign_up(name="先の人")
    user = user_by_email("hana@example.jp")
    assert user is not None
    earlier = make_token(user, Purpose.CONFIRM)
    sign_up(name="後の人", password=NEW, language="en")
    assert (user.display_name, user.language) == ("後の人", "en")
    assert passwords.verify_password(user.password_hash, NEW)
    with pytest.raises(GoneError):
        read_token(earlier, Purpose.CONFIRM)
    assert read_token(make_token(user, Purpose.CONFIRM), Purpose.CONFIRM) is user
    assert count_of_people() == 1


def test_mails_differ_where_the_answer_does_not(run_worker: Worker, mails: list[EmailMessage]) -> None:
    make_town()
    make_user("まえから", email="known@example.jp", language="en")
    sign_up("known@example.jp")
    sign_up("unknown@example.jp", name="はなこ", language="en")
    run_worker()
    known, unknown = sorted(mails, key=lambda mail: mail["To"])
    assert (known["To"], known["Subject"]) == ("known@example.jp", "You already have an account")
    assert (unknown["To"], unknown["Subject"]) == ("unknown@example.jp", "Please confirm your e-mail address")
    assert "/en/confirm/" in unknown.get_content()
    assert "/confirm/" not in known.get_content()
    assert "はなこ" not in unknown.get_content()


def test_sign_up_twice_within_a_minute_sends_one_mail() -> None:
    make_user(email="known@example.jp")
    sign_up("known@example.jp")
    sign_up("known@example.jp")
    assert kinds() == ["exists"]


@pytest.mark.parametrize("known", ["nobody", "unconfirmed", "confirmed"])
@pytest.mark.parametrize("password", [PASSWORD, "short", "x" * 5000])
def test_sign_up_hashes_as_often_whoever_has_the_address(monkeypatch: pytest.MonkeyPatch, known: str, password: str) -> None:
    if known != "nobody":
        make_user(email="hana@example.jp", confirmed=known == "confirmed")
    hashed: list[str] = []

    def note(text: str) -> str:
        hashed.append(text)
        return "hash"

    monkeypatch.setattr("civic.accounts.inputs.hash_password", note)
    if password == PASSWORD:
        sign_up(password=password)
        assert hashed == [PASSWORD]
    else:
        with pytest.raises(InvalidInputError):
            sign_up(password=password)
        assert hashed == []


@pytest.mark.parametrize("known", ["nobody", "unconfirmed", "confirmed"])
@pytest.mark.parametrize("password", ["wrong horse battery", "", "x" * 5000])
def test_check_password_verifies_once_and_asks_once_whoever_has_the_address(
    monkeypatch: pytest.MonkeyPatch, count_statements: Callable[[], object], known: str, password: str
) -> None:
    if known != "nobody":
        make_user(email="hana@example.jp", confirmed=known == "confirmed")
    verified: list[str | None] = []
    original = passwords._Cost.hasher

    class Hasher:
        def verify(self, kept: str, given: bytes) -> bool:
            verified.append(kept)
            return original.verify(kept, given)

    monkeypatch.setattr(passwords._Cost, "hasher", Hasher())
    session.expire_all()
    with count_statements() as counted:  # type: ignore[attr-defined]  # the fixture is a context manager
        assert sessions.check_password("hana@example.jp", password) is None
    assert counted.count == 1
    assert len(verified) == 1
    assert (verified[0] or "").startswith("$argon2id$")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("email", {"email": "not an address"}),
        ("display_name", {"name": "市役所"}),
        ("display_name", {"name": "みほん市"}),
        ("display_name", {"name": "Mihon  City"}),
        ("display_name", {"name": "道路課"}),
        ("password", {"password": "password123"}),
        ("password", {"password": "みほん市みほん市みほん市"}),
        ("password", {"password": "hana@example.jp"}),
    ],
)
def test_sign_up_refuses_what_cannot_be_used_and_saves_nothing(field: str, given: dict[str, str]) -> None:
    make_town()
    make_department("道路課")
    with pytest.raises(InvalidInputError) as refusal:
        sign_up(**given)
    assert (refusal.value.field, refusal.value.status) == (field, 422)
    assert count_of_people() == 0
    assert kinds() == []


def test_create_user_for_an_address_that_has_an_account_is_a_conflict() -> None:
    staff = services.create_user(
        email="x@example.jp", display_name="市役所 道路課", password=PASSWORD, language="ja", confirmed=True, is_staff=True
    )
    assert staff.email_confirmed_at is not None
    with pytest.raises(ConflictError):
        services.create_user(email="X@EXAMPLE.JP", display_name="はな", password=PASSWORD, language="ja")


def test_confirm_email(captured_events: list[Event]) -> None:
    user = make_user(confirmed=False)
    token = make_token(user, Purpose.CONFIRM)
    with pytest.raises(InvalidInputError) as refusal:
        services.confirm_email(read_token(token, Purpose.CONFIRM), actor=None, password=NEW)
    assert (refusal.value.field, user.email_confirmed_at, captured_events) == ("password", None, [])
    services.confirm_email(read_token(token, Purpose.CONFIRM), actor=None, password=PASSWORD)
    assert user.email_confirmed_at is not None
    assert captured_events == [EmailConfirmed(actor_id=user.id, user_id=user.id)]
    with pytest.raises(GoneError):
        read_token(token, Purpose.CONFIRM)
    with pytest.raises(GoneError):
        services.refuse_account(user)


def test_only_the_account_itself_is_confirmed_without_password() -> None:
    user, other = make_user(confirmed=False), make_user()
    with pytest.raises(InvalidInputError):
        services.confirm_email(user, actor=other)
    services.confirm_email(user, actor=user)
    assert user.email_confirmed_at is not None


def test_mailbox_replaces_what_a_stranger_chose(captured_events: list[Event]) -> None:
    user = make_user("知らない人", confirmed=False, language="en")
    token = make_token(user, Purpose.CONFIRM)
    sessions.begin_session(user, user_agent="")
    with pytest.raises(InvalidInputError):
        services.confirm_email_with_new_password(user, display_name="はな", password="short", language="ja")
    assert (user.display_name, user.email_confirmed_at) == ("知らない人", None)
    services.confirm_email_with_new_password(user, display_name="はな", password=NEW, language="ja")
    assert (user.display_name, user.language) == ("はな", "ja")
    assert passwords.verify_password(user.password_hash, NEW)
    assert open_sessions(user) == []
    assert EmailConfirmed(actor_id=user.id, user_id=user.id) in captured_events
    with pytest.raises(GoneError):
        read_token(token, Purpose.CONFIRM)


def test_refused_account_is_gone_and_the_address_is_free(captured_events: list[Event]) -> None:
    user = make_user(email="hana@example.jp", confirmed=False)
    token = make_token(user, Purpose.CONFIRM)
    services.refuse_account(user)
    assert (user.email, user.password_hash, user.display_name) == (None, None, "")
    assert captured_events == [AccountDeleted(actor_id=None, user_id=user.id)]
    with pytest.raises(GoneError):
        read_token(token, Purpose.CONFIRM)
    sign_up("hana@example.jp")
    assert count_of_people() == 2


def test_reset_is_mailed_to_confirmed_accounts_and_does_equal_work_for_others(run_worker: Worker, mails: list[EmailMessage]) -> None:
    make_town()
    make_user(email="known@example.jp")
    make_user(email="waiting@example.jp", confirmed=False)
    for address in ("known@example.jp", "waiting@example.jp", "nobody@example.jp"):
        services.ask_for_reset(address)
    assert kinds() == ["reset", "confirm", "reset"]
    run_worker()
    assert sorted(mail["To"] for mail in mails) == ["known@example.jp", "waiting@example.jp"]
    payloads = session.scalars(select(OutboxMessage.payload))
    assert not any("@" in str(payload) for payload in payloads)


def test_reset_password_ends_all_sessions(captured_events: list[Event]) -> None:
    user = make_user()
    token = make_token(user, Purpose.RESET)
    for _number in range(2):
        sessions.begin_session(user, user_agent="")
    services.reset_password(read_token(token, Purpose.RESET), password=NEW)
    assert open_sessions(user) == []
    assert passwords.verify_password(user.password_hash, NEW)
    assert PasswordChanged(actor_id=user.id, user_id=user.id) in captured_events
    assert kinds() == ["password-changed"]
    with pytest.raises(GoneError):
        read_token(token, Purpose.RESET)


def test_change_password_keeps_this_session_only() -> None:
    user = make_user()
    ids = [sessions.begin_session(user, user_agent="")[0].id for _number in range(3)]
    with pytest.raises(InvalidInputError) as wrong:
        services.change_password(user, current=NEW, password=NEW, keep_session_id=ids[1])
    with pytest.raises(InvalidInputError) as easy:
        services.change_password(user, current=PASSWORD, password="password123", keep_session_id=ids[1])
    assert (wrong.value.field, easy.value.field) == ("current_password", "password")
    assert open_sessions(user) == ids
    services.change_password(user, current=PASSWORD, password=NEW, keep_session_id=ids[1])
    assert open_sessions(user) == [ids[1]]
    assert passwords.verify_password(user.password_hash, NEW)


def test_change_profile(captured_events: list[Event]) -> None:
    make_town()
    user, staff = make_user(), make_user(departments=(make_department("道路課"),))
    services.change_profile(user, display_name="  グエン・ヴァン・アン ", language="vi")
    assert (user.display_name, user.language) == ("グエン・ヴァン・アン", "vi")
    assert captured_events == [ProfileChanged(actor_id=user.id, user_id=user.id)]
    with pytest.raises(InvalidInputError):
        services.change_profile(user, display_name="みほん市 道路課", language="vi")
    services.change_profile(staff, display_name="みほん市 道路課", language="ja")
    assert staff.display_name == "みほん市 道路課"


def test_email_changes_after_the_new_mailbox_said_so(run_worker: Worker, mails: list[EmailMessage], captured_events: list[Event]) -> None:
    make_town()
    user = make_user(email="old@example.jp")
    reset = make_token(user, Purpose.RESET)
    with pytest.raises(InvalidInputError):
        services.ask_for_email_change(user, email="new@example.jp", password="wrong")
    services.ask_for_email_change(user, email="new@example.jp", password=PASSWORD)
    assert user.email == "old@example.jp"
    run_worker()
    assert [mail["To"] for mail in mails] == ["new@example.jp"]
    for stranger in (None, make_user()):
        with pytest.raises(InvalidInputError):
            services.confirm_email_change(user, actor=stranger, password=NEW)
    assert user.email == "old@example.jp"
    services.confirm_email_change(user, actor=None, password=PASSWORD)
    assert (user.email, user.email_key, user.new_email) == ("new@example.jp", "new@example.jp", None)
    assert EmailChanged(actor_id=user.id, user_id=user.id) in captured_events
    with pytest.raises(GoneError):
        read_token(reset, Purpose.RESET)
    with pytest.raises(GoneError):
        services.confirm_email_change(user, actor=user)
    run_worker()
    assert mails[-1]["To"] == "old@example.jp"
    assert not any("old@example.jp" in str(payload) for payload in session.scalars(select(OutboxMessage.payload)))


def test_email_change_to_an_address_that_has_an_account_tells_its_owner_only() -> None:
    make_user(email="taken@example.jp")
    user = make_user()
    own = make_token(user, Purpose.EMAIL)
    services.ask_for_email_change(user, email="Taken@example.jp", password=PASSWORD)
    assert kinds() == ["exists"]
    with pytest.raises(GoneError):
        read_token(own, Purpose.EMAIL)  # as after a wish for an address that is free: the own links tell nothing either
    with pytest.raises(ConflictError):
        services.confirm_email_change(user, actor=user)


def test_refused_change_of_address_keeps_the_old_one() -> None:
    user = make_user(email="old@example.jp")
    services.ask_for_email_change(user, email="new@example.jp", password=PASSWORD)
    token = make_token(user, Purpose.EMAIL)
    services.refuse_email_change(user)
    assert (user.email, user.new_email) == ("old@example.jp", None)
    with pytest.raises(GoneError):
        read_token(token, Purpose.EMAIL)


def test_wish_for_another_address_goes_with_the_old_password() -> None:
    user = make_user()
    services.ask_for_email_change(user, email="new@example.jp", password=PASSWORD)
    services.reset_password(user, password=NEW)
    assert user.new_email is None


def test_email_change_takes_an_address_from_an_account_that_was_never_confirmed() -> None:
    squatter, user = make_user(email="mine@example.jp", confirmed=False), make_user()
    services.ask_for_email_change(user, email="mine@example.jp", password=PASSWORD)
    services.confirm_email_change(user, actor=user)
    assert user.email == "mine@example.jp"
    assert squatter.deleted_at is not None


def test_email_change_is_a_conflict_when_the_address_was_confirmed_by_somebody_meanwhile() -> None:
    user = make_user()
    services.ask_for_email_change(user, email="mine@example.jp", password=PASSWORD)
    make_user(email="mine@example.jp")
    with pytest.raises(ConflictError):
        services.confirm_email_change(user, actor=user)
    session.refresh(user)
    assert user.email != "mine@example.jp"


def test_delete_account_leaves_nothing_personal(captured_events: list[Event]) -> None:
    user = make_user("さくら", email="sakura@example.jp", roles=(Role.MODERATOR,))
    user.new_email = "sakura2@example.jp"
    sessions.begin_session(user, user_agent="")
    link = make_token(user, Purpose.RESET)
    with pytest.raises(InvalidInputError):
        services.delete_account(user, password="wrong")
    services.delete_account(user, password=PASSWORD)
    session.expire_all()
    kept = session.get_one(User, user.id)
    assert (kept.email, kept.email_key, kept.new_email, kept.password_hash, kept.display_name) == (None, None, None, None, "")
    assert kept.deleted_at is not None
    assert session.scalars(select(UserSession).where(UserSession.user_id == user.id)).all() == []
    assert session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id, RoleGrant.revoked_at.is_(None))).all() == []
    assert AccountDeleted(actor_id=user.id, user_id=user.id) in captured_events
    assert user_with_roles(user.id) is None
    with pytest.raises(GoneError):
        read_token(link, Purpose.RESET)
    assert not any("sakura" in str(facts) for facts in session.scalars(select(AuditEntry.facts)))


def test_address_of_a_deleted_account_is_not_kept_in_the_outbox(run_worker: Worker, mails: list[EmailMessage]) -> None:
    make_town()
    user = make_user(email="old@example.jp")
    services.ask_for_email_change(user, email="new@example.jp", password=PASSWORD)
    services.confirm_email_change(user, actor=user)
    services.delete_account(user, password=PASSWORD)
    run_worker()
    assert mails == []
    assert not any("example.jp" in str(payload) for payload in session.scalars(select(OutboxMessage.payload)))


def test_address_of_a_deleted_account_can_be_used_again() -> None:
    user = make_user(email="hana@example.jp")
    services.delete_account(user, password=PASSWORD)
    sign_up()
    again = user_by_email("hana@example.jp")
    assert again is not None
    assert again.id != user.id


def test_last_administrator_stays() -> None:
    first = administrator()
    with pytest.raises(NotAllowedError):
        services.delete_account(first, password=PASSWORD)
    assert first.deleted_at is None
    second = administrator()
    with pytest.raises(NotAllowedError):
        services.revoke_role(first.grants[0], user=first, actor=first)
    services.revoke_role(second.grants[0], user=second, actor=first)
    with pytest.raises(NotAllowedError):
        services.delete_account(first, password=PASSWORD)


def test_imported_author_is_one_account_a_key_and_cannot_sign_in() -> None:
    first = services.create_imported_author(source_key="a:1", display_name="寄稿者", language="ja")
    assert services.create_imported_author(source_key="a:1", display_name="別名", language="ja") is first
    assert services.create_imported_author(source_key="a:2", display_name="寄稿者", language="ja") is not first
    assert sessions.check_password(first.email_key or "", "nobody has this password") is None
