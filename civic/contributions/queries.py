"""Who may see a contribution: the one predicate that pages, lists, exports, mails and every later surface use."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from civic.accounts.models import User
from civic.contributions.models import Contribution, Visibility
from civic.policy import Role
from civic.processes.models import Process

READABLE = (Visibility.PUBLIC, Visibility.WITHDRAWN)
_ROOT = aliased(Contribution)


def visible_to(viewer: User | None) -> ColumnElement[bool]:
    """The visibility rule over `Contribution`, for a viewer or (None) the public, whose rule is built once.

    Readable by all: public or withdrawn, in a published process, and its root likewise readable. The author also reads the own drafts and
    hidden texts; moderators also read hidden texts. Nobody but the author reads a draft, and nobody reads what hangs on an unreadable root
    unless they may read the root.
    """
    return _PUBLIC if viewer is None else _rule(viewer)


def _rule(viewer: User | None) -> ColumnElement[bool]:
    root = _ROOT
    in_published_process = exists(
        select(Process.id).where(Process.id == Contribution.process_id, Process.published_at.is_not(None)).correlate(Contribution)
    )
    root_readable: ColumnElement[bool] = root.visibility.in_(READABLE)
    readable: ColumnElement[bool] = Contribution.visibility.in_(READABLE)
    if viewer is not None:
        if viewer.has_role(Role.MODERATOR):
            root_readable = root.visibility != Visibility.DRAFT
            readable = Contribution.visibility != Visibility.DRAFT
        root_readable = or_(root_readable, root.author_id == viewer.id)
        readable = or_(readable, Contribution.author_id == viewer.id)
    hangs_on_readable = or_(
        Contribution.root_id.is_(None),
        exists(select(root.id).where(root.id == Contribution.root_id, root_readable).correlate(Contribution)),
    )
    shown = and_(readable, hangs_on_readable)
    if viewer is not None and viewer.has_role(Role.ADMINISTRATOR):
        return shown
    own = Contribution.author_id == viewer.id if viewer is not None else None
    return and_(shown, in_published_process if own is None else or_(in_published_process, own))


_PUBLIC = _rule(None)
