"""Rows for tests, built directly and flushed. Each function fills what the test does not name; nothing here asks a policy."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm.attributes import set_committed_value

from civic.accounts.models import RoleGrant, User
from civic.accounts.passwords import hash_password
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Kind, Visibility
from civic.db import session, utcnow
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse, ResponseDecision
from civic.policy import Role
from civic.processes.models import Act, Override, Phase, Process
from civic.proposals.models import Proposal, ProposalStatus
from civic.town.models import Area, Category, Department, Town

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)
_VISIBILITY = {ProposalStatus.DRAFT: Visibility.DRAFT, ProposalStatus.WITHDRAWN: Visibility.WITHDRAWN}
_DECIDED = (ProposalStatus.ADOPTED, ProposalStatus.NOT_ADOPTED)


def make_town(name: str = "みほん市") -> Town:
    """The one town; a second call gives the same row."""
    town = session.get(Town, 1)
    if town is None:
        town = Town(
            id=1, names={"ja": name, "en": "Mihon City"}, contact_section={"ja": "市民協働課", "en": "Citizen Participation Section"},
            contact_phone="012-345-6789", contact_email="sanka@mihon.example.jp",
        )  # fmt: skip
        session.add(town)
        session.flush()
    return town


def make_department(name: str = "道路課") -> Department:
    """A department."""
    department = Department(names={"ja": name, "en": f"{name} (en)"}, phone="012-345-0000", email="section@mihon.example.jp")
    session.add(department)
    session.flush()
    return department


def make_area(name: str = "中央地区") -> Area:
    """A district."""
    area = Area(names={"ja": name, "en": "Central district"}, position=next(_numbers))
    session.add(area)
    session.flush()
    return area


def make_category(name: str = "防災") -> Category:
    """A field of the town's work."""
    category = Category(names={"ja": name, "en": "Disaster prevention"}, position=next(_numbers))
    session.add(category)
    session.flush()
    return category


def make_user(
    display_name: str = "みどり",
    *,
    language: str = "ja",
    roles: Iterable[Role] = (),
    departments: Iterable[Department] = (),
    confirmed: bool = True,
    password: str = PASSWORD,
    email: str | None = None,
) -> User:
    """A person; `departments` make department staff of them."""
    address = email or f"person{next(_numbers)}@example.jp"
    now = utcnow()
    user = User(
        email=address, email_key=address.lower(), email_confirmed_at=now if confirmed else None, password_hash=hash_password(password),
        display_name=display_name, language=language, created_at=now,
    )  # fmt: skip
    session.add(user)
    session.flush()
    grants = [RoleGrant(user_id=user.id, role=role) for role in roles if role is not Role.DEPARTMENT]
    grants += [RoleGrant(user_id=user.id, role=Role.DEPARTMENT, department_id=department.id) for department in departments]
    session.add_all(grants)
    session.flush()
    set_committed_value(user, "grants", grants)
    return user


def make_process(
    title: str = "みんなの公園をどう使うか",
    *,
    acts: Iterable[Act] = tuple(Act),
    published: bool = True,
    department: Department | None = None,
    area: Area | None = None,
    categories: Iterable[Category] = (),
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    override: Override | None = None,
) -> Process:
    """A process with one phase, from last week to next month unless said otherwise, in which `acts` are open."""
    now = utcnow()
    phase = Phase(
        title="提案と意見", starts_at=starts_at or now - timedelta(days=7), ends_at=ends_at or now + timedelta(days=30),
        open_acts=[str(act) for act in acts], override=override,
    )  # fmt: skip
    process = Process(
        title=title, question="公園をどう使いたいですか。", background="公園が古くなりました。", what_happens_next="担当課が検討します。",
        department=department, area=area, categories=list(categories), phases=[phase],
        published_at=now - timedelta(days=7) if published else None,
    )  # fmt: skip
    session.add(process)
    session.flush()
    return process


def make_proposal(
    title: str = "公園にベンチを置く",
    *,
    author: User | None = None,
    process: Process | None = None,
    status: ProposalStatus = ProposalStatus.PUBLISHED,
    problem: str = "座る所がありません。",
    body: str = "入口の近くにベンチを二つ置く。",
    language: str = "ja",
    area: Area | None = None,
    category: Category | None = None,
    decision_reason: str | None = None,
    visibility: Visibility | None = None,
    published_at: datetime | None = None,
) -> Proposal:
    """A proposal in a state, with what the state needs (a decided one has its reason)."""
    now = utcnow()
    shown = visibility or _VISIBILITY.get(status, Visibility.PUBLIC)
    contribution = Contribution(
        kind=Kind.PROPOSAL, process=process or make_process(), author=author or make_user(), visibility=shown, language=language,
        published_at=None if shown is Visibility.DRAFT else published_at or now,
        withdrawn_at=now if shown is Visibility.WITHDRAWN else None,
        hidden_reason="個人情報があります。" if shown is Visibility.HIDDEN else "",
    )  # fmt: skip
    session.add(contribution)
    session.flush()
    decided = status in _DECIDED
    proposal = Proposal(
        id=contribution.id, contribution=contribution, title=title, problem=problem, body=body, area=area, category=category,
        status=status, decision_reason=decision_reason if decision_reason is not None else "多くの賛同がありました。" if decided else "",
        decided_at=now if decided else None,
    )  # fmt: skip
    session.add(proposal)
    session.flush()
    return proposal


def make_comment(
    body: str = "よい考えだと思います。",
    *,
    subject: Contribution | Proposal | None = None,
    author: User | None = None,
    stance: Stance = Stance.FOR,
    language: str = "ja",
    visibility: Visibility = Visibility.PUBLIC,
) -> Comment:
    """A comment on a proposal (or on the contribution of one); the proposal's count follows."""
    if subject is None or isinstance(subject, Proposal):
        subject = (subject or make_proposal()).contribution
    contribution = Contribution(
        kind=Kind.COMMENT, process=subject.process, author=author or make_user(), root_id=subject.id, visibility=visibility,
        language=language, published_at=utcnow(), hidden_reason="個人情報があります。" if visibility is Visibility.HIDDEN else "",
    )  # fmt: skip
    session.add(contribution)
    session.flush()
    comment = Comment(id=contribution.id, contribution=contribution, stance=stance, body=body)
    session.add(comment)
    proposal = session.get(Proposal, subject.id)
    if proposal is not None and visibility is Visibility.PUBLIC:
        proposal.comment_count += 1
    session.flush()
    return comment


def make_handoff(
    *,
    proposal: Proposal | None = None,
    department: Department | None = None,
    due_on: date | None = None,
    status: HandoffStatus = HandoffStatus.RECEIVED,
    message: str = "ご検討ください。",
    return_reason: str = "",
    by: User | None = None,
) -> Handoff:
    """An adopted proposal in a department's hands, due in three weeks."""
    now = utcnow()
    coordinator = by or make_user("協働推進員", roles=(Role.COORDINATOR,))
    handoff = Handoff(
        proposal=proposal or make_proposal(status=ProposalStatus.ADOPTED), department=department or make_department(),
        due_on=due_on or (now + timedelta(days=21)).date(), message=message, status=status,
        return_reason=return_reason or ("担当が違います。" if status is HandoffStatus.RETURNED else ""),
        handed_over_by_id=coordinator.id, closed_at=None if status is HandoffStatus.RECEIVED else now,
    )  # fmt: skip
    session.add(handoff)
    session.flush()
    return handoff


def make_response(
    body: str = "来年度に二つ置きます。",
    *,
    handoff: Handoff | None = None,
    author: User | None = None,
    decision: ResponseDecision = ResponseDecision.WILL_DO,
    language: str = "ja",
) -> OfficialResponse:
    """The official response to a handoff, which is answered by it."""
    handoff = handoff or make_handoff()
    handoff.status, handoff.closed_at = HandoffStatus.ANSWERED, utcnow()
    root = handoff.proposal.contribution
    contribution = Contribution(
        kind=Kind.RESPONSE, process=root.process, author=author or make_user("担当課職員", departments=(handoff.department,)),
        root_id=root.id, visibility=Visibility.PUBLIC, language=language, published_at=utcnow(), is_official=True,
    )  # fmt: skip
    session.add(contribution)
    session.flush()
    response = OfficialResponse(
        id=contribution.id, contribution=contribution, handoff=handoff, department=handoff.department, decision=decision, body=body
    )
    session.add(response)
    session.flush()
    return response
