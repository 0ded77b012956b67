"""What moderators do with texts. Decisions on proposals are in `civic.proposals.services`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update

from civic.accounts.models import User
from civic.contributions.models import Contribution, Visibility
from civic.db import session
from civic.events import publish
from civic.i18n.text import _
from civic.i18n.writing import accepted
from civic.moderation import policies
from civic.moderation.events import ContributionHidden, ContributionRestored
from civic.policy import ConflictError, enforce

MAX_REASON = 3000


def hide_contribution(contribution: Contribution, *, actor: User, reason: str) -> None:
    """Take a text out of sight; the reason stands in its place."""
    enforce(policies.can_hide(actor, contribution))
    _change(contribution, was=policies.HIDEABLE, visibility=Visibility.HIDDEN, hidden_reason=accepted(reason, maximum=MAX_REASON))
    publish(ContributionHidden(actor_id=actor.id, contribution_id=contribution.id))


def restore_contribution(contribution: Contribution, *, actor: User) -> None:
    """Show a hidden text again: as withdrawn when its writer had withdrawn it."""
    enforce(policies.can_restore(actor, contribution))
    shown = Visibility.PUBLIC if contribution.withdrawn_at is None else Visibility.WITHDRAWN
    _change(contribution, was=(Visibility.HIDDEN,), visibility=shown, hidden_reason="")
    publish(ContributionRestored(actor_id=actor.id, contribution_id=contribution.id))


def _change(contribution: Contribution, *, was: Collection[Visibility], **values: object) -> None:
    session.flush()
    changed = session.execute(
        update(Contribution)
        .where(Contribution.id == contribution.id, Contribution.visibility.in_(was))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.expire(contribution, list(values))
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE always has a row count
        raise ConflictError(_("Somebody else has just changed this. Please look at it again."))
