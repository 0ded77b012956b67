"""The chain: what is whole is whole, and each kind of damage is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from civic.audit import services, triggers
from civic.audit.models import AuditEntry, AuditLink
from civic.db import session, utcnow
from civic.events import publish
from civic.proposals.events import ProposalDecided
from civic.proposals.models import ProposalStatus

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def sealed() -> list[int]:
    """Five sealed entries, in a database whose own refusals are switched off: the case that the chain is for."""
    for number in range(5):
        publish(ProposalDecided(actor_id=number, proposal_id=number, status=ProposalStatus.ADOPTED))
    session.flush()
    services.seal_pending()
    triggers.drop(session.connection())
    session.expire_all()
    return list(session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)))


def test_fact_is_recorded_by_ids_only() -> None:
    publish(ProposalDecided(actor_id=7, proposal_id=3, status=ProposalStatus.ADOPTED))
    session.flush()
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.kind, entry.actor_id) == ("proposals.ProposalDecided", 7)
    assert entry.facts == {"proposal_id": 3, "status": "adopted"}


def test_verify_finds_nothing_in_a_whole_chain(sealed: list[int]) -> None:
    assert len(sealed) == 5
    assert services.verify() == []


def test_seal_goes_on_where_it_ended(sealed: list[int]) -> None:
    publish(ProposalDecided(actor_id=9, proposal_id=9, status=ProposalStatus.NOT_ADOPTED))
    session.flush()
    services.seal_pending()
    services.seal_pending()
    assert list(session.scalars(select(AuditLink.position).order_by(AuditLink.position))) == [1, 2, 3, 4, 5, 6]
    assert services.verify() == []


def test_verify_finds_a_changed_entry(sealed: list[int]) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.id == sealed[2]).values(facts={"proposal_id": 99}))
    problems = services.verify()
    assert len(problems) == 1
    assert problems[0].startswith(f"entry {sealed[2]}: changed")


def test_verify_finds_a_missing_entry(sealed: list[int]) -> None:
    session.execute(delete(AuditLink).where(AuditLink.entry_id == sealed[2]))
    session.execute(delete(AuditEntry).where(AuditEntry.id == sealed[2]))
    problems = services.verify()
    assert problems[0].startswith("link 3: missing")


def test_verify_finds_a_forged_link(sealed: list[int]) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.id == sealed[1]).values(kind="proposals.Other"))
    entry = session.get_one(AuditEntry, sealed[1], populate_existing=True)
    before = session.scalars(select(AuditLink.mac).where(AuditLink.position == 1)).one()
    key = b"x" * 32
    forged = services.mac_of(entry, position=2, previous=before, key=key)
    session.execute(update(AuditLink).where(AuditLink.position == 2).values(mac=forged, key_id=services.key_id(key)))
    problems = services.verify()
    assert problems[0].startswith(f"entry {sealed[1]}: forged")
    assert problems[1].startswith(f"entry {sealed[2]}: changed or forged")


def test_verify_finds_an_old_unsealed_entry() -> None:
    session.add(AuditEntry(kind="tests.Late", actor_id=None, facts={}, happened_at=utcnow() - timedelta(minutes=11)))
    session.flush()
    problems = services.verify()
    assert len(problems) == 1
    assert "not sealed" in problems[0]


def test_earlier_key_still_verifies(sealed: list[int]) -> None:
    keys, sealing = dict(services._State.keys), services._State.sealing
    try:
        services.configure([b"n" * 32, *keys.values()])
        assert services.verify() == []
        services.configure([b"n" * 32])
        assert len(services.verify()) == 5
    finally:
        services._State.keys, services._State.sealing = keys, sealing
