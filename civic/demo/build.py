"""Builds the demo town by calling the services that pages call; only the dates are moved back afterwards (`civic.demo.past`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from civic.accounts.attempts import unlimited
from civic.accounts.models import User
from civic.accounts.queries import user_with_roles
from civic.accounts.services import create_user, give_role_by_operator
from civic.comments.models import Stance
from civic.comments.queries import comment_by
from civic.comments.services import delete_comment, post_comment
from civic.contributions.services import correct_language
from civic.db import session, utcnow
from civic.demo import content, past
from civic.demo.content import Idea, Remark, Theme, dated
from civic.handoff import services as handoff
from civic.handoff.models import ResponseDecision
from civic.i18n.languages import BY_SLUG, EASY
from civic.i18n.pages import local_day, zone
from civic.moderation import services as moderation
from civic.policy import Role
from civic.processes import services as processes
from civic.processes.models import Act, Process
from civic.proposals import policies
from civic.proposals import services as proposals
from civic.proposals.models import Proposal, ProposalStatus
from civic.town import services as town
from civic.town.models import Area, Category, Department, Town

BUILDING = timedelta(days=1)
HANDOVER_MESSAGE = "現地の状況と、できること・できないことを、理由をつけてご回答ください。"
RETURN_REASON = "バスの運行は総合政策課の担当です。"


@dataclass(frozen=True)
class DemoAccount:
    """An account that the demo shows with its password."""

    role: str
    email: str
    password: str
    display_name: str


def demo_accounts() -> list[DemoAccount]:
    """One account for each role."""
    return [DemoAccount(account.shown_as, account.email, content.password(), account.name) for account in content.accounts()]


def has_demo() -> bool:
    """Whether the database already holds a town."""
    return session.get(Town, 1) is not None


@dataclass
class _Scene:
    """The town while it is being built: everything by the key that the texts use."""

    now: datetime
    people: dict[str, User] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    departments: dict[str, int] = field(default_factory=dict)
    themes: dict[str, Process] = field(default_factory=dict)
    writers: list[User] = field(default_factory=list)


def build_demo(*, now: datetime) -> list[DemoAccount]:
    """Build everything around `now`: town, people, themes, proposals in every state, debate, handoffs, answers. The shown accounts."""
    with unlimited():
        scene = _Scene(now)
        _administrator(scene)
        _town(scene)
        _people(scene)
        for theme in content.themes():
            scene.themes[theme.key] = _theme(theme, scene)
        for number, idea in enumerate(content.ideas()):
            _idea(idea, number, scene)
        for draft in content.drafts():
            _draft(draft, scene)
        for theme in content.themes():
            _set_phases(theme, scene)
        past.move_people_and_themes(list(scene.themes.values()), now=now)
    return demo_accounts()


def _administrator(scene: _Scene) -> None:
    account = next(account for account in content.accounts() if account.role == "administrator")
    user = _account(account.email, account.name, account.language)
    give_role_by_operator(user, Role.ADMINISTRATOR)
    scene.people[account.key] = _with_roles(user)


def _account(email: str, name: str, language: str) -> User:
    return create_user(email=email, display_name=name, password=content.password(), language=language, confirmed=True, is_staff=True)


def _with_roles(user: User) -> User:
    found = user_with_roles(user.id)
    if found is None:
        raise LookupError(user.id)
    return found


def _town(scene: _Scene) -> None:
    facts, administrator = content.town(), scene.people["administrator"]
    town.set_up_town(
        names=facts["names"], contact_section=facts["contact_section"], contact_phone=facts["phone"], contact_email=facts["email"]
    )

    def place_all(kind: str, add: Callable[[content.Place], Area | Category | Department]) -> dict[str, int]:
        return {place.key: add(place).id for place in content.places(kind)}

    scene.areas = place_all("areas", lambda place: town.add_area(names=place.names, actor=administrator))
    scene.categories = place_all("categories", lambda place: town.add_category(names=place.names, actor=administrator))
    scene.departments = place_all(
        "departments", lambda place: town.add_department(names=place.names, phone=place.phone, actor=administrator)
    )


def _people(scene: _Scene) -> None:
    for account in [*content.accounts(), *content.officers()]:
        if account.key in scene.people:
            continue
        user = _account(account.email, account.name, account.language)
        if account.role != "resident":
            department_id = scene.departments[account.department] if account.department is not None else None
            give_role_by_operator(user, Role(account.role), department_id=department_id)
        person = _with_roles(user)
        if account.key:
            scene.people[account.key] = person
        if account.department is not None:
            scene.officers[account.department] = person
        if account.role == "resident":
            scene.writers.append(person)
    for number, resident in enumerate(content.residents(), start=1):
        person = _with_roles(_account(f"person{number}@example.jp", resident.name, resident.language))
        scene.people[resident.key] = person
        scene.writers.append(person)


def _theme(theme: Theme, scene: _Scene) -> Process:
    """A framed, published process. While building, one phase opens every act: nobody can act in a phase that is over or not yet begun."""
    administrator = scene.people["administrator"]
    process = processes.create_process(
        actor=administrator,
        title=theme.title,
        question=theme.question,
        background=theme.background,
        what_happens_next=theme.what_happens_next,
        language="ja",
        department_id=scene.departments[theme.department],
    )
    processes.add_phase(
        process,
        actor=administrator,
        title="準備",
        starts_at=scene.now - BUILDING,
        ends_at=utcnow() + BUILDING,
        acts=[str(act) for act in Act],
    )
    processes.publish_process(process, actor=administrator)
    session.refresh(process, ["phases"])
    return process


def _set_phases(theme: Theme, scene: _Scene) -> None:
    """The phases of the story in place of the one used for building; they begin and end at midnight."""
    midnight = scene.now.astimezone(zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    process, administrator = scene.themes[theme.key], scene.people["administrator"]
    building = process.phases[0]
    for number, stretch in enumerate(theme.phases):
        starts_at, ends_at = (midnight + timedelta(days=days) for days in (stretch.starts_in_days, stretch.ends_in_days))
        if number == 0:
            processes.update_phase(
                building, process=process, actor=administrator, title=stretch.title, starts_at=starts_at, ends_at=ends_at, acts=stretch.acts
            )
        else:
            processes.add_phase(process, actor=administrator, title=stretch.title, starts_at=starts_at, ends_at=ends_at, acts=stretch.acts)


def _language(person: User) -> str:
    return BY_SLUG[person.language].tag


def _draft(idea: Idea, scene: _Scene) -> Proposal:
    author = scene.people[idea.by]
    draft = proposals.create_draft(scene.themes[idea.theme], actor=author, title=idea.title, language=_language(author))
    if idea.body:
        proposals.update_draft(
            draft,
            actor=author,
            problem=idea.problem,
            body=idea.body,
            area_id=scene.areas[idea.area] if idea.area is not None else 0,
            category_id=scene.categories[idea.category] if idea.category else 0,
            language=_language(author),
        )
    if author.language == EASY.slug:
        correct_language(draft.contribution, language=EASY.tag, actor=author)
    return draft


def _idea(idea: Idea, number: int, scene: _Scene) -> None:
    """One proposal with its whole story, then moved to its days."""
    proposal = _draft(idea, scene)
    author = scene.people[idea.by]
    proposals.publish_proposal(proposal, actor=author)
    others = [person for person in scene.writers if person.id != author.id]
    for step in range(min(idea.supports, len(others))):
        proposals.support_proposal(proposal, actor=others[(number * 7 + step) % len(others)])
    comments = [_comment(remark, proposal, scene) for remark in idea.comments]
    _fate(idea, proposal, scene)
    past.move_story(
        proposal,
        comments,
        born=scene.now - timedelta(days=idea.days_ago, minutes=(number * 97) % 600),
        now=scene.now,
        overdue=idea.fate == "overdue",
    )


def _comment(remark: Remark, proposal: Proposal, scene: _Scene) -> int:
    writer = scene.people[remark.by]
    comment_id = post_comment(
        proposal.contribution,
        actor=writer,
        body=remark.text,
        stance=Stance(remark.stance),
        language=_language(writer),
        verdict=policies.can_comment(writer, proposal, at=utcnow()),
    )
    comment = comment_by(writer, comment_id) if remark.hidden or remark.taken_back else None
    if comment is not None and remark.hidden:
        moderation.hide_contribution(comment.contribution, actor=scene.people["moderator"], reason=remark.hidden)
    if comment is not None and remark.taken_back:
        delete_comment(comment, actor=writer)
    return comment_id


def _fate(idea: Idea, proposal: Proposal, scene: _Scene) -> None:
    """What became of an idea."""
    moderator = scene.people["moderator"]
    if idea.fate == "hidden":
        moderation.hide_contribution(proposal.contribution, actor=moderator, reason=idea.reason)
    elif idea.fate == "withdrawn":
        proposals.withdraw_proposal(proposal, actor=scene.people[idea.by], reason=idea.reason)
    elif idea.fate == "review":
        proposals.start_review(proposal, actor=moderator)
    elif idea.fate:
        proposals.start_review(proposal, actor=moderator)
        decision = ProposalStatus.NOT_ADOPTED if idea.fate == "declined" else ProposalStatus.ADOPTED
        proposals.decide_proposal(proposal, decision=decision, reason=dated(idea.reason, scene.now), actor=moderator)
        if idea.department:
            _hand_over(idea, proposal, scene)


def _hand_over(idea: Idea, proposal: Proposal, scene: _Scene) -> None:
    given = handoff.hand_over(
        proposal,
        actor=scene.people["coordinator"],
        department_id=scene.departments[idea.department],
        due_on=local_day(utcnow()) + timedelta(days=28),
        message=HANDOVER_MESSAGE,
    )
    officer = scene.officers[idea.department]
    if idea.fate == "returned":
        handoff.return_to_desk(given, actor=officer, reason=RETURN_REASON)
    elif idea.fate == "answered":
        handoff.publish_response(
            given, actor=officer, decision=ResponseDecision(idea.decision), body=dated(idea.answer, scene.now), language="ja"
        )
