"""Who may see a contribution: the one predicate that pages, lists, exports, mails and every later surface use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from civic.accounts.models import User
from civic.contributions.models import Contribution, Visibility
from civic.policy import Role
from civic.processes.models import Process

READABLE = (Visibility.PUBLIC, Visibility.WITHDRAWN)
_ROOT = aliased(Contribution)


class Standing(NamedTuple):
    """What of a viewer decides what the rule looks like. A statement is built once for each; the person comes in as a parameter."""

    is_signed_in: bool = False
    moderates: bool = False
    administers: bool = False


PUBLIC = Standing()


def standing_of(viewer: User | None) -> Standing:
    """The standing of a viewer, or (None) of the public."""
    return PUBLIC if viewer is None else Standing(True, viewer.has_role(Role.MODERATOR), viewer.has_role(Role.ADMINISTRATOR))


def viewer_values(viewer: User | None) -> dict[str, int]:
    """The parameter that a statement with `visible_as` needs when it runs."""
    return {} if viewer is None else {"viewer_id": viewer.id}


def visible_to(viewer: User | None) -> ColumnElement[bool]:
    """The visibility rule over `Contribution`, for a viewer or (None) the public.

    Readable by all: public or withdrawn, in a published process, and its root likewise readable. The author also reads the own drafts and
    hidden texts; moderators also read hidden texts. Nobody but the author reads a draft, and nobody reads what hangs on an unreadable root
    unless they may read the root.
    """
    return visible_as(PUBLIC) if viewer is None else _rule(standing_of(viewer), viewer.id)


@lru_cache
def visible_as(standing: Standing) -> ColumnElement[bool]:
    """The same rule for statements that are built once: run them with `viewer_values`."""
    return _rule(standing, bindparam("viewer_id", type_=Contribution.__table__.c.author_id.type))


def _rule(standing: Standing, viewer_id: Any) -> ColumnElement[bool]:
    root = _ROOT
    in_published_process = exists(
        select(Process.id).where(Process.id == Contribution.process_id, Process.published_at.is_not(None)).correlate(Contribution)
    )
    root_readable: ColumnElement[bool] = root.visibility.in_(READABLE)
    readable: ColumnElement[bool] = Contribution.visibility.in_(READABLE)
    if standing.moderates:
        root_readable = root.visibility != Visibility.DRAFT
        readable = Contribution.visibility != Visibility.DRAFT
    if standing.is_signed_in:
        root_readable = or_(root_readable, root.author_id == viewer_id)
        readable = or_(readable, Contribution.author_id == viewer_id)
    hangs_on_readable = or_(
        Contribution.root_id.is_(None),
        exists(select(root.id).where(root.id == Contribution.root_id, root_readable).correlate(Contribution)),
    )
    shown = and_(readable, hangs_on_readable)
    if standing.administers:
        return shown
    return and_(shown, or_(in_published_process, Contribution.author_id == viewer_id) if standing.is_signed_in else in_published_process)
