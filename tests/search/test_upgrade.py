"""A town that had no search before: what is there is read by the worker after the upgrade."""

from __future__ import annotations

from pathlib import Path

from flask_migrate import downgrade, upgrade

from civic.contributions.models import Visibility
from civic.db import session, unit_of_work
from civic.outbox.services import run_round
from civic.proposals.models import ProposalStatus
from civic.readiness import MIGRATIONS
from civic.search import queries
from tests.databases import application, fresh_database
from tests.factories import make_comment, make_proposal, make_town


def test_texts_from_before_the_search_are_found_after_the_worker_ran(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as address, application(tmp_path, address, create=False) as app, app.app_context():
        upgrade(directory=str(MIGRATIONS))
        with unit_of_work():
            make_town()
            proposal = make_proposal("噴水")
            expected = [("proposal", proposal.id), ("comment", make_comment("噴水に賛成", subject=proposal).id)]
            make_comment("噴水に反対", subject=proposal, visibility=Visibility.WITHDRAWN)
            make_proposal("噴水の下書き", status=ProposalStatus.DRAFT)
        session.remove()
        downgrade(directory=str(MIGRATIONS), revision="0003")
        upgrade(directory=str(MIGRATIONS))
        assert queries.matching("噴水") == []
        session.rollback()
        run_round()
        assert queries.matching("噴水") == expected
        assert queries.status().waiting == 0
        session.rollback()
