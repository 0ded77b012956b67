"""Builds the demo town by calling the services that pages call; only the dates are moved back afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from civic.accounts.attempts import unlimited
from civic.accounts.models import User
from civic.accounts.queries import user_with_roles
from civic.accounts.services import create_user, give_role_by_operator
from civic.comments.models import Stance
from civic.comments.services import post_comment
from civic.contributions.models import Contribution
from civic.db import session
from civic.demo import content
from civic.demo.content import Idea
from civic.handoff import services as handoff
from civic.handoff.models import Handoff, ResponseDecision
from civic.i18n.languages import BY_SLUG
from civic.moderation import services as moderation
from civic.policy import ALLOWED, Role
from civic.processes import services as processes
from civic.processes.models import Phase, Process
from civic.proposals import services as proposals
from civic.proposals.models import Proposal, ProposalStatus, Support
from civic.town import services as town
from civic.town.models import Town
from civic.town.queries import active_areas, active_categories


@dataclass(frozen=True)
class DemoAccount:
    """An account that the demo shows with its password."""

    role: str
    email: str
    password: str


def demo_accounts() -> list[DemoAccount]:
    """One account for each role."""
    return [DemoAccount(account["label"], account["email"], content.PASSWORD) for account in content.load().raw["accounts"]]


def has_demo() -> bool:
    """Whether the database already holds a town."""
    return session.get(Town, 1) is not None


@dataclass(frozen=True)
class Cast:
    """Who acts in the demo."""

    residents: list[User]
    moderator: User
    coordinator: User
    administrator: User
    officers: dict[int, User]
    departments: list[int]


def build_demo(*, now: datetime) -> None:
    """Build everything around `now`: town, people, themes, proposals in every state, debate, handoffs, answers."""
    said = content.load()
    with unlimited():
        cast = _people(said.raw)
        themes = [_theme(theme, cast, now) for theme in said.raw["themes"]]
        areas, categories = [row.id for row in active_areas()], [row.id for row in active_categories()]
        for idea in said.ideas:
            _idea(idea, cast, themes[idea.theme], areas, categories, now)
        for item in said.raw["drafts"]:
            author = cast.residents[item["author"]]
            draft = proposals.create_draft(themes[0], actor=author, title=item["title"], language=BY_SLUG[author.language].tag)
            if item["body"]:
                proposals.update_draft(draft, actor=author, body=item["body"])
    _set_real_phases(themes, said.raw["themes"], now)


def _set_up_town(raw: dict[str, Any], administrator: User) -> list[int]:
    town.set_up_town(names=raw["town"], contact_section=raw["contact"], contact_phone="0000-00-0000", contact_email="kyodo@example.jp")
    for names in raw["areas"]:
        town.add_area(names=names, actor=administrator)
    for names in raw["categories"]:
        town.add_category(names=names, actor=administrator)
    return [
        town.add_department(names=names, phone=f"0000-00-{100 + number:04d}", email="", actor=administrator).id
        for number, names in enumerate(raw["departments"])
    ]


def _account(email: str, name: str, language: str) -> User:
    return create_user(email=email, display_name=name, password=content.PASSWORD, language=language, confirmed=True, is_staff=True)


def _reload(user: User) -> User:
    found = user_with_roles(user.id)
    if found is None:
        raise LookupError(user.id)
    return found


def _people(raw: dict[str, Any]) -> Cast:
    """The accounts in the order of the file; the resident of the demo is the first, the Vietnamese one the eighth of the residents."""
    made = {account["email"]: _account(account["email"], account["name"], account["language"]) for account in raw["accounts"]}
    administrator = next(made[account["email"]] for account in raw["accounts"] if account["role"] == Role.ADMINISTRATOR)
    give_role_by_operator(administrator, Role.ADMINISTRATOR)
    departments = _set_up_town(raw, _reload(administrator))
    by_role: dict[str, User] = {}
    officers: dict[int, User] = {}
    for account in raw["accounts"]:
        role, department, user = account["role"], account["department"], made[account["email"]]
        if role is not None:
            give_role_by_operator(user, Role(role), department_id=None if department is None else departments[department])
        by_role[role or account["email"]] = _reload(user)
        if department is not None:
            officers[department] = by_role[role]
    for officer in raw["officers"]:
        user = _account(officer["email"], officer["name"], "ja")
        give_role_by_operator(user, Role.DEPARTMENT, department_id=departments[officer["department"]])
        officers[officer["department"]] = _reload(user)
    others = [
        _reload(_account(f"person{number}@example.jp", person["name"], person["language"]))
        for number, person in enumerate(raw["residents"], start=1)
    ]
    residents = [by_role["resident@example.jp"], *others[:6], by_role["resident-vi@example.jp"], *others[6:]]
    return Cast(residents, by_role["moderator"], by_role["coordinator"], by_role["administrator"], officers, departments)


def _midnight(now: datetime, *, days: int) -> datetime:
    """The beginning of a day in the town's time zone, as towns set their deadlines."""
    day = now.astimezone(ZoneInfo("Asia/Tokyo")).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=days)


def _theme(theme: dict[str, Any], cast: Cast, now: datetime) -> Process:
    """A framed, published process. While building, one phase lasts from long ago until later, so that every act is open."""
    process = processes.create_process(
        actor=cast.administrator,
        title=theme["title"],
        question=theme["question"],
        background=theme["background"],
        what_happens_next=theme["what_happens_next"],
        language="ja",
        department_id=cast.departments[theme["department"]],
    )
    processes.add_phase(
        process,
        actor=cast.administrator,
        title="準備",
        starts_at=now - timedelta(days=400),
        ends_at=now + timedelta(days=1),
        acts=["propose", "support", "comment"],
    )
    processes.publish_process(process, actor=cast.administrator)
    session.refresh(process, ["phases"])
    return process


def _set_real_phases(themes: list[Process], told: list[dict[str, Any]], now: datetime) -> None:
    """Replace the one phase used for building by the phases of the story, some of which are over or not yet begun.

    Done on the rows, because nobody can act in the past: the services rightly refuse that.
    """
    for process, theme in zip(themes, told, strict=True):
        session.execute(delete(Phase).where(Phase.process_id == process.id))
        for part in theme["phases"]:
            starts, ends = _midnight(now, days=part["starts_in_days"]), _midnight(now, days=part["ends_in_days"])
            session.add(Phase(process_id=process.id, title=part["title"], open_acts=part["acts"], starts_at=starts, ends_at=ends))
        begun = _midnight(now, days=theme["phases"][0]["starts_in_days"])
        process.published_at = min(begun - timedelta(days=7), now - timedelta(days=3))
    session.flush()


def _idea(idea: Idea, cast: Cast, process: Process, areas: list[int], categories: list[int], now: datetime) -> None:
    author = cast.residents[idea.author]
    proposal = proposals.create_draft(process, actor=author, title=idea.title, language=BY_SLUG[author.language].tag)
    proposals.update_draft(
        proposal,
        actor=author,
        problem=idea.problem,
        body=idea.body,
        area_id=areas[idea.area] if idea.area is not None else 0,
        category_id=categories[idea.category],
    )
    proposals.publish_proposal(proposal, actor=author)
    others = [person for person in cast.residents if person.id != author.id]
    for supporter in (others[(idea.author * 7 + number) % len(others)] for number in range(min(idea.supports, len(others)))):
        proposals.support_proposal(proposal, actor=supporter)
    ids = [
        post_comment(
            proposal.contribution,
            actor=cast.residents[said.author],
            body=said.body,
            stance=Stance(said.stance),
            language=BY_SLUG[cast.residents[said.author].language].tag,
            verdict=ALLOWED,
        ).id
        for said in idea.comments
    ]
    _fate(idea, proposal, cast, now)
    _move_back(proposal, ids, days=idea.days, now=now)


def _fate(idea: Idea, proposal: Proposal, cast: Cast, now: datetime) -> None:
    """What became of an idea."""
    if idea.fate == "hidden":
        moderation.hide_contribution(proposal.contribution, actor=cast.moderator, reason=idea.reason)
    elif idea.fate == "withdrawn":
        proposals.withdraw_proposal(proposal, actor=cast.residents[idea.author], reason=idea.reason)
    elif idea.fate == "declined":
        proposals.decide_proposal(proposal, decision=ProposalStatus.NOT_ADOPTED, reason=idea.reason, actor=cast.moderator)
    elif idea.fate:
        proposals.decide_proposal(proposal, decision=ProposalStatus.ADOPTED, reason=idea.reason, actor=cast.moderator)
        _hand_over(idea, proposal, cast, now)


def _hand_over(idea: Idea, proposal: Proposal, cast: Cast, now: datetime) -> None:
    given = handoff.hand_over(
        proposal,
        actor=cast.coordinator,
        department_id=cast.departments[idea.department],
        due_on=(now + timedelta(days=24)).date(),
        message="現地の状況と、できること・できないことを、理由をつけてご回答ください。",
    )
    officer = cast.officers[idea.department]
    if idea.fate == "returned":
        handoff.return_to_desk(given, actor=officer, reason="バスの運行は総合政策課の担当です。")
    elif idea.fate == "answered":
        handoff.publish_response(given, actor=officer, decision=ResponseDecision(idea.decision), body=idea.answer, language="ja")
    elif idea.fate == "open_late":
        session.execute(update(Handoff).where(Handoff.id == given.id).values(due_on=(now - timedelta(days=3)).date()))


def _move_back(proposal: Proposal, comment_ids: list[int], *, days: int, now: datetime) -> None:
    """Move the dates of one idea's story back, so that the demo looks lived in. Only dates change, and only here."""
    born = now - timedelta(days=days, hours=proposal.id % 9)
    moved = {"created_at": born, "published_at": born}
    session.execute(update(Contribution).where(Contribution.id == proposal.id).values(moved))
    for number, comment_id in enumerate(comment_ids, start=1):
        said = born + timedelta(hours=20 * number)
        session.execute(update(Contribution).where(Contribution.id == comment_id).values(created_at=said, published_at=said))
    if proposal.decided_at is not None:
        decided = born + timedelta(days=days // 3)
        session.execute(update(Proposal).where(Proposal.id == proposal.id).values(decided_at=decided))
        session.execute(update(Handoff).where(Handoff.proposal_id == proposal.id).values(handed_over_at=decided + timedelta(days=1)))
        answered = min(now - timedelta(hours=5), born + timedelta(days=2 * days // 3))
        responses = select(Contribution.id).where(Contribution.root_id == proposal.id, Contribution.is_official.is_(True))
        session.execute(
            update(Contribution)
            .where(Contribution.id.in_(responses))
            .values(published_at=answered)
            .execution_options(synchronize_session=False)
        )
        session.execute(
            update(Handoff).where(Handoff.proposal_id == proposal.id, Handoff.closed_at.is_not(None)).values(closed_at=answered)
        )
    session.execute(update(Support).where(Support.proposal_id == proposal.id).values(created_at=born + timedelta(hours=3)))
