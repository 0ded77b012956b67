"""A person's proposals, drafts and supports, for the person's own copy of their data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from civic.accounts.export import exports
from civic.accounts.models import User
from civic.contributions.models import Contribution
from civic.db import session
from civic.proposals.models import Proposal, Support


@exports("proposals")
def own_proposals(user: User) -> list[dict[str, Any]]:
    """All of them, also drafts, withdrawn and hidden ones, oldest first. One statement."""
    rows = session.execute(
        select(Proposal, Contribution).join(Contribution, Contribution.id == Proposal.id).where(Contribution.author_id == user.id)
        .order_by(Contribution.id)
    )  # fmt: skip
    return [
        {
            "id": proposal.id,
            "process_id": row.process_id,
            "title": proposal.title,
            "problem": proposal.problem,
            "text": proposal.body,
            "area_id": proposal.area_id,
            "category_id": proposal.category_id,
            "language": row.language,
            "status": proposal.status,
            "decision_reason": proposal.decision_reason,
            "visibility": row.visibility,
            "hidden_reason": row.hidden_reason,
            "created_at": row.created_at.isoformat(),
            "published_at": row.published_at and row.published_at.isoformat(),
        }
        for proposal, row in rows
    ]


@exports("supports")
def own_supports(user: User) -> list[dict[str, Any]]:
    """Which proposals the person supports, and since when."""
    supports = session.scalars(select(Support).where(Support.user_id == user.id).order_by(Support.created_at, Support.proposal_id))
    return [{"proposal_id": support.proposal_id, "given_at": support.created_at.isoformat()} for support in supports]
