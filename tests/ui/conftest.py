"""A small application with the frame alone: what it promises must hold whatever features there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Blueprint, Flask, abort, jsonify, request, session
from flask.testing import FlaskClient
from flask_wtf import CSRFProtect

from civic import logs
from civic.config import load_settings
from civic.i18n import pages
from civic.policy import ConflictError, GoneError, NotAllowedError, TooManyError, Verdict, public
from civic.ui import assets, errors, frame, furigana, headers, health, limits, prose
from civic.ui.views import blueprint as ui
from civic.ui.views import root

MakeApp = Callable[..., Flask]
PRODUCTION = {
    "CIVIC_MODE": "production",
    "CIVIC_SECRET_KEY": "k" * 40,
    "CIVIC_BASE_URL": "https://sanka.example.jp",
    "CIVIC_SMTP_HOST": "localhost",
    "CIVIC_MAIL_FROM": "sanka@example.jp",
}


def _refusals() -> Blueprint:
    blueprint = Blueprint("accounts", "tests.ui.refusals")

    @blueprint.get("/sign-in", endpoint="sign_in")
    @public
    def _sign_in() -> str:
        return "sign in"

    @blueprint.route("/refuse/<kind>", methods=["GET", "POST"], endpoint="refuse")
    @public
    def _refuse(kind: str) -> str:
        session.get("anything")
        if kind.isdigit():
            abort(int(kind))
        if kind == "read":
            return request.form["text"]
        raise {
            "rule": NotAllowedError(Verdict("Only the author can do this.", remedy="accounts.sign_in")),
            "conflict": ConflictError("Somebody was faster."),
            "gone": GoneError("It was hidden."),
            "often": TooManyError("Please wait.", retry_after=77),
            "crash": RuntimeError("secret detail"),
        }[kind]

    @blueprint.get("/long", endpoint="long")
    @public
    def _long() -> str:
        return "あ" * 5000

    @blueprint.get("/mine", endpoint="mine")
    @public
    def _mine() -> str:
        session["_user_id"] = "token"
        return "mine"

    @blueprint.get("/numbers", endpoint="numbers")
    @public
    def _numbers() -> object:
        return jsonify([1])

    return blueprint


@pytest.fixture
def make_small(tmp_path: Path) -> MakeApp:
    """`make_small(environ, **config)`: the frame with a few pages that refuse."""

    def make(environ: dict[str, str] | None = None, **config: object) -> Flask:
        app = Flask("civic", static_folder=None, template_folder=None)
        settings = load_settings({"CIVIC_MODE": "test", "CIVIC_DATA_DIR": str(tmp_path)} | (environ or {}))
        app.config.update(CIVIC=settings, SECRET_KEY="k" * 40, WTF_CSRF_ENABLED=False)
        app.config.update(config)
        for part in (logs, headers, pages):
            part.init_app(app)
        CSRFProtect(app)
        for part in (assets, frame, furigana, prose, errors, limits, health):
            part.init_app(app)
        for blueprint in (ui, _refusals()):
            app.register_blueprint(blueprint, url_prefix="/<lang:lang>")
        app.register_blueprint(root)
        return app

    return make


@pytest.fixture
def small(make_small: MakeApp) -> FlaskClient:
    """A browser before the frame alone."""
    return make_small().test_client()
