"""The composition root: the only file that knows every feature."""

from __future__ import annotations

import os

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

import civic.accounts.own_views
import civic.accounts.people_views
import civic.accounts.subscribers
import civic.audit.subscribers
import civic.comments.subscribers
import civic.notifications.subscribers
import civic.processes.admin_views
import civic.proposals.subscribers
import civic.proposals.wizard  # noqa: F401 - these modules add pages or reactions when imported
from civic import db, logs
from civic.accounts import access, passwords, tokens
from civic.accounts import attempts as account_attempts
from civic.accounts.views import blueprint as accounts
from civic.audit import services as audit
from civic.config import Settings, load_settings
from civic.handoff.panels import home_panel, proposal_panel
from civic.handoff.views import blueprint as handoff
from civic.i18n import pages as language_pages
from civic.moderation.views import blueprint as moderation
from civic.processes.views import blueprint as processes
from civic.proposals.panels import register_home_panel, register_proposal_panel
from civic.proposals.views import blueprint as proposals
from civic.readiness import register_checks
from civic.town.frame import town_card
from civic.town.views import blueprint as town
from civic.town.views import fill_actor
from civic.ui import addresses, assets, errors, frame, headers, health, limits, prose, templating
from civic.ui.views import blueprint as ui
from civic.ui.views import root

MAX_BODY = 256 * 1024
PAGES = (ui, town, accounts, processes, proposals, moderation, handoff)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from settings (by default those of the environment; raises `SettingsError`)."""
    settings = settings or load_settings(os.environ)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("civic", static_folder=None, template_folder=None)
    app.config.update(flask_config(settings))
    logs.init_app(app)
    db.init_app(app)
    Migrate(app, db.db, directory="migrations", render_as_batch=True, compare_type=True)
    headers.init_app(app)
    addresses.init_app(app)
    language_pages.init_app(app)
    access.init_app(app)
    CSRFProtect(app)
    for part in (templating, assets, frame, prose, errors, limits, health):
        part.init_app(app)
    _configure_features(settings)
    frame.fill_town(app, town_card)
    frame.fill_account_language(app, _account_language)
    fill_actor(access.signed_in_user)
    register_proposal_panel("handoff/_panel.html", proposal_panel)
    register_home_panel("handoff/_outcomes.html", home_panel)
    for blueprint in PAGES:
        app.register_blueprint(blueprint, url_prefix="/<lang:lang>")
    app.register_blueprint(root)
    register_checks()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _account_language() -> str | None:
    person = access.viewer()
    return person.language if person is not None else None


def flask_config(settings: Settings) -> dict[str, object]:
    """What Flask and its extensions are told."""
    return {
        "CIVIC": settings,
        "SECRET_KEY": settings.key_for("session").hex(),
        "SECRET_KEY_FALLBACKS": [key.hex() for key in settings.keys_for("session")[1:]],
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {} if settings.is_sqlite else {"pool_size": settings.threads, "pool_pre_ping": True},
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY,
        "SESSION_COOKIE_NAME": "__Host-civic" if settings.is_secure else "civic",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 30 * 24 * 3600,
        "WTF_CSRF_TIME_LIMIT": None,
        "JSON_AS_ASCII": False,
        "TESTING": settings.mode == "test",
    }


def _configure_features(settings: Settings) -> None:
    passwords.configure(memory_kib=settings.password_memory_kib)
    tokens.configure(settings.keys_for)
    account_attempts.configure(settings.key_for("attempts"), is_counting=settings.rate_limits)
    audit.configure(settings.keys_for("audit"))
