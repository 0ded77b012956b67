"""A way to every address: rows of each kind, a value for each part of an address, and the people who try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import AnyConverter, Rule

from civic.accounts.models import RoleGrant, User, UserSession
from civic.db import session, utcnow
from civic.policy import Role
from civic.proposals.models import ProposalStatus
from civic.search.models import SearchSynonym
from civic.town.models import TownReading
from civic.town.wording import key_of
from civic.translations.models import State, TranslatorGrant
from tests.factories import (
    make_area,
    make_category,
    make_comment,
    make_department,
    make_handoff,
    make_process,
    make_proposal,
    make_response,
    make_town,
    make_user,
)
from tests.translations.worlds import make_translation

PERSONAS = ("anonymous", "resident", "moderator", "coordinator", "staff_a", "staff_b", "administrator")
ROLE_OF = {
    "moderator": Role.MODERATOR,
    "coordinator": Role.COORDINATOR,
    "staff_a": Role.DEPARTMENT,
    "staff_b": Role.DEPARTMENT,
    "administrator": Role.ADMINISTRATOR,
}


@dataclass
class World:
    """Some of everything. `values` gives each part of an address a value that exists."""

    people: dict[str, User]
    author: User
    values: dict[str, Any]
    things: dict[str, int] = field(default_factory=dict)


def build_world() -> World:
    """A small town in which every address leads somewhere."""
    make_town()
    a, b = make_department("道路課"), make_department("福祉課")
    author = make_user("提案者")
    people = {
        "resident": make_user("住民"),
        "moderator": make_user("進行役", roles=(Role.MODERATOR,)),
        "coordinator": make_user("推進員", roles=(Role.COORDINATOR,)),
        "staff_a": make_user("道路課職員", departments=(a,)),
        "staff_b": make_user("福祉課職員", departments=(b,)),
        "administrator": make_user("管理者", roles=(Role.ADMINISTRATOR,)),
    }
    area, category = make_area(), make_category()
    process = make_process(department=a, area=area, categories=(category,))
    proposal = make_proposal(author=author, process=process, area=area, category=category)
    draft = make_proposal("下書き", author=author, process=process, status=ProposalStatus.DRAFT)
    comment = make_comment(subject=proposal, author=author)
    handoff = make_handoff(proposal=make_proposal("採用", process=process, status=ProposalStatus.ADOPTED), department=a)
    answered = make_response(
        handoff=make_handoff(proposal=make_proposal("回答済み", process=process, status=ProposalStatus.ADOPTED), department=a)
    )
    other = make_user("別の人", roles=(Role.MODERATOR,))
    device = UserSession(token_hash="0" * 64, user_id=other.id, device="Linux · Firefox", expires_at=utcnow())
    synonyms = SearchSynonym(words="噴水\n泉水")
    session.add_all((device, synonyms))
    reading = TownReading(term="多納", reading="たのう")
    session.add(reading)
    session.flush()
    translation = make_translation("よい考えだと思います。", "Tôi nghĩ đó là ý hay.", state=State.REPORTED)
    translator = TranslatorGrant(user_id=other.id, language="vi", granted_by_id=other.id)
    session.add(translator)
    session.flush()
    grant_id = session.scalars(select(RoleGrant.id).where(RoleGrant.user_id == other.id)).one()
    values = {
        "proposal_id": proposal.id, "comment_id": comment.id, "contribution_id": comment.id, "process_id": process.id,
        "phase_id": process.phases[0].id, "handoff_id": handoff.id, "department_id": a.id, "response_id": answered.id, "user_id": other.id,
        "grant_id": grant_id, "session_id": device.id, "token": "not-a-token", "name": "nothing.eml", "place_id": area.id,
        "reading_id": reading.id,
        "thing_id": proposal.id, "translation_id": translation.id, "translator_id": translator.id,
        "filename": "app.css", "digest": "0", "path": "app.css", "lang": "ja", "synonym_id": synonyms.id, "key": "cancer",
        "slug": "ja", "sentence": key_of("", "Proposals"),
    }  # fmt: skip
    return World(people=people, author=author, values=values, things={"draft": draft.id, "handoff": handoff.id, "department_b": b.id})


def rules(app: Flask, *, unsafe: bool = False) -> Iterator[Rule]:
    """The addresses that can be read, or (`unsafe`) those that can be written to."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if (methods - {"GET"}) if unsafe else "GET" in methods:
            yield rule


def address(app: Flask, rule: Rule, world: World) -> str:
    """The address of a rule with values that exist; a part without a value in `World.values` is an error."""
    words = {name: sorted(found.items)[0] for name, found in rule._converters.items() if isinstance(found, AnyConverter)}
    values = world.values | words
    missing = rule.arguments - set(values)
    if missing:
        raise LookupError(f"tests/walk.py has no value for {sorted(missing)} of {rule.rule}")
    built = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
    if built is None:
        raise LookupError(f"no address for {rule.rule}")
    return built[1]
