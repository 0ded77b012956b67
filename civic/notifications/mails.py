"""The mails that tell people what happened, each in its receiver's language. None goes to who may not read the proposal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from civic.accounts.models import User
from civic.accounts.queries import user_with_roles
from civic.contributions.models import Contribution
from civic.contributions.queries import visible_to
from civic.db import session
from civic.handoff.labels import decision_label
from civic.handoff.models import Handoff, HandoffStatus, OfficialResponse
from civic.i18n.dates import format_day
from civic.i18n.languages import BY_SLUG, JA, Language
from civic.i18n.text import _, in_language
from civic.outbox.mail import Mail, builds
from civic.proposals.labels import status_label
from civic.proposals.models import Proposal
from civic.town.models import Department, name_in
from civic.ui.frame import absolute

DECIDED, HANDED_OVER = "mail.notifications.decided", "mail.notifications.handed-over"
RETURNED, ANSWERED = "mail.notifications.returned", "mail.notifications.answered"
MAX_QUOTED = 1500
Words = Callable[[User, dict[str, Any], Language], tuple[str, list[str]] | None]


def _letter(kind: str) -> Callable[[Words], Words]:
    def register(words: Words) -> Words:
        @builds(kind)
        def build(payload: dict[str, Any]) -> Mail | None:
            user = user_with_roles(int(payload["user_id"]))
            if user is None or user.email is None or user.is_imported or user.email_confirmed_at is None:
                return None
            language = BY_SLUG.get(user.language, JA)
            with in_language(language.id):
                said = words(user, payload, language)
                if said is None:
                    return None
                paragraphs = [_("Dear %(name)s,", name=user.display_name), *said[1]]
            return Mail(to=user.email, subject=said[0], text="\n\n".join(paragraphs) + "\n", language_tag=language.tag)

        return words

    return register


def _quoted(text: str) -> str:
    """Somebody's words, marked as such; the rest of a long text is behind the link."""
    shown = text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED].rstrip()} …"
    return "\n".join(f"> {line}".rstrip() for line in shown.splitlines())


def _proposal(user: User, proposal_id: int) -> Proposal | None:
    """The proposal, if the receiver may read it."""
    return session.scalar(
        select(Proposal).join(Contribution, Contribution.id == Proposal.id).where(Proposal.id == proposal_id, visible_to(user))
    )


def _handoff(user: User, handoff_id: int, status: HandoffStatus) -> tuple[Handoff, Proposal, Department] | None:
    """The handoff while it stands so, if the receiver may read its proposal."""
    row = session.execute(
        select(Handoff, Proposal, Department)
        .join(Proposal, Proposal.id == Handoff.proposal_id)
        .join(Contribution, Contribution.id == Proposal.id)
        .join(Department, Department.id == Handoff.department_id)
        .where(Handoff.id == handoff_id, Handoff.status == status, visible_to(user))
    ).one_or_none()
    return (row[0], row[1], row[2]) if row is not None else None


@_letter(DECIDED)
def _decided(user: User, payload: dict[str, Any], _language: Language) -> tuple[str, list[str]] | None:
    proposal = _proposal(user, payload["proposal_id"])
    if proposal is None:
        return None
    return _("There is a decision about your proposal"), [
        proposal.title,
        _("Decision: %(decision)s", decision=status_label(proposal.status)),
        _quoted(proposal.decision_reason),
        _("You can read the reason here:"),
        absolute("proposals.show", lang=user.language, proposal_id=proposal.id),
    ]


@_letter(HANDED_OVER)
def _handed_over(user: User, payload: dict[str, Any], language: Language) -> tuple[str, list[str]] | None:
    found = _handoff(user, payload["handoff_id"], HandoffStatus.RECEIVED)
    if found is None or found[0].department_id not in user.department_ids:
        return None
    handoff, proposal, department = found
    name, day = name_in(department.names, language), format_day(handoff.due_on, language)
    return _("A proposal waits for your department's answer"), [
        proposal.title,
        _("%(department)s is asked to answer by %(day)s.", department=name, day=day),
        absolute("handoff.show", lang=user.language, handoff_id=handoff.id),
    ]


@_letter(RETURNED)
def _returned(user: User, payload: dict[str, Any], language: Language) -> tuple[str, list[str]] | None:
    found = _handoff(user, payload["handoff_id"], HandoffStatus.RETURNED)
    if found is None:
        return None
    handoff, proposal, department = found
    return _("A proposal is back at the desk"), [
        proposal.title,
        _quoted(handoff.return_reason),
        _("%(department)s returned it. The reason is at the desk:", department=name_in(department.names, language)),
        absolute("handoff.desk", lang=user.language),
    ]


@_letter(ANSWERED)
def _answered(user: User, payload: dict[str, Any], language: Language) -> tuple[str, list[str]] | None:
    proposal = _proposal(user, payload["proposal_id"])
    row = session.execute(
        select(OfficialResponse, Department)
        .join(Department, Department.id == OfficialResponse.department_id)
        .join(Contribution, Contribution.id == OfficialResponse.id)
        .where(OfficialResponse.id == payload["response_id"], visible_to(user))
    ).one_or_none()
    if proposal is None or row is None:
        return None
    response, department = row
    return _("The town has answered your proposal"), [
        proposal.title,
        _("Decision: %(decision)s", decision=decision_label(response.decision)),
        _quoted(response.body),
        _("%(department)s has answered. You can read the answer here:", department=name_in(department.names, language)),
        absolute("proposals.show", lang=user.language, proposal_id=proposal.id),
    ]
