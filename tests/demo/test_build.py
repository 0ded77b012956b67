"""The demo town is whole, and built by the services."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from civic.accounts.models import User
from civic.accounts.passwords import problem_with_password
from civic.audit.models import AuditEntry
from civic.comments.models import Comment
from civic.contributions.models import Contribution, Kind, Visibility
from civic.db import session, utcnow
from civic.demo import content
from civic.demo.build import build_demo, demo_accounts, has_demo
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse
from civic.i18n.languages import LANGUAGES
from civic.i18n.pages import local_day
from civic.processes.models import Act, Process
from civic.proposals.models import Proposal, ProposalStatus, Support
from civic.town.models import Area, Category, Department, Town


@pytest.fixture
def demo(database: None) -> None:
    build_demo(now=utcnow())
    session.flush()
    session.expire_all()


@pytest.mark.usefixtures("demo")
def test_build_town_is_named_in_every_language() -> None:
    wanted = {language.id for language in LANGUAGES}
    town = session.get(Town, 1)
    assert has_demo()
    assert town is not None
    assert set(town.names) == set(town.contact_section) == wanted
    for kind, number in ((Area, 7), (Category, 8), (Department, 9)):
        places = session.scalars(select(kind)).all()
        assert len(places) == number
        assert all(set(place.names) == wanted for place in places)


@pytest.mark.usefixtures("demo")
def test_build_proposals_are_many_and_in_every_language() -> None:
    written = Counter(session.scalars(select(Contribution.language).where(Contribution.kind == Kind.PROPOSAL)))
    assert {language.tag for language in LANGUAGES} == {tag for tag, number in written.items() if number >= 2}
    assert sum(written.values()) >= 48
    assert session.scalar(select(func.count()).select_from(Comment)) == sum(len(idea.comments) for idea in content.ideas()) >= 120


@pytest.mark.usefixtures("demo")
def test_build_every_fate_is_there() -> None:
    assert set(session.scalars(select(Proposal.status))) == set(ProposalStatus)
    assert set(session.scalars(select(Contribution.visibility).where(Contribution.kind == Kind.PROPOSAL))) == set(Visibility)
    handoffs = session.scalars(select(Handoff)).all()
    assert {handoff.status for handoff in handoffs} == set(HandoffStatus)
    assert len({handoff.department_id for handoff in handoffs}) >= 5
    today = local_day(utcnow())
    assert Counter(handoff.due_on < today for handoff in handoffs if handoff.status is HandoffStatus.RECEIVED) == {True: 1, False: 1}
    not_adopted = session.scalars(select(Proposal.decision_reason).where(Proposal.status == ProposalStatus.NOT_ADOPTED)).all()
    assert len(not_adopted) == 3
    assert all(not_adopted)
    assert not [body for body in session.scalars(select(OfficialResponse.body)) if "{" in body]


@pytest.mark.usefixtures("demo")
def test_build_processes_stand_at_different_phases() -> None:
    now = utcnow()
    found = {}
    for process in session.scalars(select(Process)):
        session.refresh(process, ["phases"])
        phase = process.phase_at(now)
        found[process.title] = None if phase is None else phase.acts
        assert process.published_at is not None
        assert process.published_at < now
    assert sorted(Counter(found.values()).items(), key=str) == sorted(
        {frozenset(Act): 2, frozenset({Act.SUPPORT, Act.COMMENT}): 1, None: 2}.items(), key=str
    )


@pytest.mark.usefixtures("demo")
def test_build_story_runs_forward_and_ends_before_now() -> None:
    now = utcnow()
    for contribution in session.scalars(select(Contribution).where(Contribution.published_at.is_not(None))):
        root = session.get(Contribution, contribution.root_id) if contribution.root_id else None
        assert contribution.published_at is not None
        assert contribution.published_at < now
        assert root is None or (root.published_at is not None and root.published_at < contribution.published_at)
    for handoff, proposal in session.execute(select(Handoff, Proposal).join(Proposal, Proposal.id == Handoff.proposal_id)):
        assert proposal.decided_at < handoff.handed_over_at < now
        assert handoff.closed_at is None or handoff.handed_over_at < handoff.closed_at < now
    assert session.scalar(select(func.max(User.created_at))) < session.scalar(select(func.min(Contribution.created_at)))


@pytest.mark.usefixtures("demo")
def test_build_counts_agree_with_rows_and_acts_are_recorded() -> None:
    supports = Counter(session.scalars(select(Support.proposal_id)))
    comments = Counter(session.scalars(select(Contribution.root_id).where(Contribution.kind == Kind.COMMENT)))
    for proposal in session.scalars(select(Proposal)):
        assert (proposal.support_count, proposal.comment_count) == (supports[proposal.id], comments[proposal.id])
    recorded = Counter(session.scalars(select(AuditEntry.kind)))
    assert recorded["proposals.ProposalSupported"] == sum(supports.values())
    assert recorded["comments.CommentPosted"] == sum(comments.values())


def test_accounts_have_a_password_that_the_rules_accept(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        assert all(not problem_with_password(account.password, email=account.email) for account in demo_accounts())
    assert [account.email.partition("@")[2] for account in demo_accounts()] == ["example.jp"] * 6
    assert all(account.display_name for account in demo_accounts())


@pytest.mark.static
def test_texts_name_only_what_exists() -> None:
    people = {account.key for account in content.accounts()} | {resident.key for resident in content.residents()}
    areas, categories = ({place.key for place in content.places(kind)} for kind in ("areas", "categories"))
    departments = {place.key for place in content.places("departments")}
    themes = {theme.key for theme in content.themes()}
    for idea in content.ideas():
        assert idea.by in people
        assert {remark.by for remark in idea.comments} <= people
        assert idea.area in {*areas, None}
        assert idea.category in categories
        assert idea.theme in themes
        assert idea.department in {*departments, ""}


@pytest.mark.static
def test_texts_hold_no_telephone_number_that_could_be_somebodys() -> None:
    for path in (content._FOLDER).glob("*.json"):
        found = re.findall(r"\b0\d{1,4}-\d{1,4}-\d{3,4}\b", path.read_text(encoding="utf-8"))
        assert [number for number in found if not number.startswith("0000-")] == []


@pytest.mark.static
def test_dated_counts_months_over_the_year() -> None:
    now = utcnow().replace(year=2026, month=11, day=25)
    assert content.dated("{month+1}から{month+2}、{year+2}年", now) == "2026年12月から2027年1月、2028年"
    assert content.dated("{month+13}", now) == "2027年12月"
