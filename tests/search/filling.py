"""The corpus in a database: rows written at once, indexed with the search's own functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from sqlalchemy import insert

from civic.accounts.models import User
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Kind, Visibility
from civic.db import session, utcnow
from civic.processes.models import Process
from civic.proposals.models import Proposal, ProposalStatus
from civic.search.rebuilding import rebuild
from tests.search.corpus import Text

AT_ONCE = 2000


def write_texts(texts: Iterable[Text], *, process: Process, author: User) -> int:
    """Contributions with the numbers of the texts; those with a title are proposals, the others comments. Returns how many."""
    now, total, waiting = utcnow(), 0, iter(texts)
    while some := list(islice(waiting, AT_ONCE)):
        rows = [
            {
                "id": one.number,
                "kind": Kind.PROPOSAL if one.title else Kind.COMMENT,
                "process_id": process.id,
                "author_id": author.id,
                "visibility": Visibility.PUBLIC,
                "language": one.language,
                "published_at": now - timedelta(days=one.days),
            }
            for one in some
        ]
        session.execute(insert(Contribution), rows)
        proposals = [
            {
                "id": one.number,
                "title": one.title[:120],
                "body": one.body or "-",
                "status": ProposalStatus.PUBLISHED,
                "support_count": one.supports,
            }
            for one in some
            if one.title
        ]
        comments = [{"id": one.number, "stance": Stance.FOR, "body": one.body} for one in some if not one.title]
        if proposals:
            session.execute(insert(Proposal), proposals)
        if comments:
            session.execute(insert(Comment), comments)
        total += len(some)
    return total


def index_all() -> None:
    """As `civic search rebuild` does."""
    for _progress in rebuild():
        pass
