"""The worker against a real database: nobody waits while an engine thinks, and limits hold when many ask at once."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler

from flask import Flask
from sqlalchemy import func, select

from civic.accounts.queries import user_with_roles
from civic.db import session, unit_of_work
from civic.outbox.services import run_round
from civic.town.models import Area
from civic.translations import queries, services
from civic.translations.models import TranslationUsage
from tests.factories import make_comment, make_town, make_user
from tests.races import race
from tests.translations.worlds import decide, engine_in_use, item_of


def test_nobody_waits_while_the_engine_thinks(live_app: Flask) -> None:
    """On SQLite a worker that kept its transaction open would lock everybody out for as long as the engine takes."""
    took: list[float] = []

    def slow(_handler: BaseHTTPRequestHandler) -> bool:
        """Write from elsewhere while the worker waits for this answer."""
        started = time.monotonic()
        with live_app.app_context(), unit_of_work():
            session.add(Area(names={"ja": "北"}))
        took.append(time.monotonic() - started)
        return False

    with live_app.app_context(), engine_in_use() as engine:
        with unit_of_work():
            make_town()
            decide()
            comment_id = make_comment("公園が必要です。みんなの場所です。").id
            services.request_translation(item_of(comment_id), actor=make_user(), language="vi")
        engine.behave(slow)
        run_round()
        session.rollback()
        assert queries.readings([item_of(comment_id)], language="vi").contribution(comment_id).is_translated  # type: ignore[union-attr]  # it is there
    assert took
    assert took[0] < 5


def test_limit_holds_when_many_ask_at_once(live_app: Flask) -> None:
    with live_app.app_context():
        with unit_of_work():
            decide(day=100)
            comments = [make_comment(f"{number}" + "あ" * 39).id for number in range(8)]
            readers = [make_user().id for _comment in comments]

    def ask(number: int) -> None:
        services.request_translation(item_of(comments[number]), actor=user_with_roles(readers[number]), language="vi")

    with engine_in_use():
        assert race(live_app, ask, people=8) == ["done"] * 2 + ["refused"] * 6
    with live_app.app_context():
        assert session.scalar(select(func.sum(TranslationUsage.characters))) == 80
