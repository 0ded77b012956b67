"""The composition root: the only file that knows every feature."""

from __future__ import annotations

import os
from collections import defaultdict

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

import civic.accounts.confirm_views
import civic.accounts.own_views
import civic.accounts.people_views
import civic.accounts.subscribers
import civic.audit.subscribers
import civic.comments.searching
import civic.comments.subscribers
import civic.handoff.searching
import civic.handoff.texts
import civic.moderation.language_views
import civic.moderation.searching
import civic.notifications.subscribers
import civic.processes.admin_views
import civic.proposals.searching
import civic.proposals.subscribers
import civic.proposals.wizard
import civic.search.subscribers
import civic.town.reading_views
import civic.town.wording_views
import civic.translations.admin_views
import civic.translations.subscribers  # noqa: F401 - these modules add pages or reactions when imported
from civic import db, logs
from civic.accounts import access, passwords, tokens
from civic.accounts import attempts as account_attempts
from civic.accounts.views import blueprint as accounts
from civic.audit import services as audit
from civic.config import Settings, load_settings
from civic.events import subscribe
from civic.handoff.panels import home_panel, proposal_panel
from civic.handoff.views import blueprint as handoff
from civic.i18n import pages as language_pages
from civic.i18n.text import fill_own_words
from civic.moderation.views import blueprint as moderation
from civic.processes.readings import fill_readings
from civic.processes.views import blueprint as processes
from civic.proposals.panels import register_home_panel, register_proposal_panel
from civic.proposals.views import blueprint as proposals
from civic.readiness import register_checks
from civic.search.queries import translated_as
from civic.search.services import BATCH
from civic.search.services import refresh as index_anew
from civic.search.sources import register_versions
from civic.search.views import blueprint as search
from civic.town.frame import town_card
from civic.town.views import blueprint as town
from civic.town.views import fill_actor
from civic.town.wording import TownWords
from civic.translations import versions
from civic.translations.events import TranslationConfirmed, TranslationMade, TranslationPublished, TranslationRejected, TranslationReported
from civic.translations.pages import read_page
from civic.translations.providers import chosen as translation_engines
from civic.translations.texts import items_of_process
from civic.translations.views import blueprint as translations
from civic.ui import addresses, assets, errors, frame, furigana, headers, health, limits, prose, templating
from civic.ui.views import blueprint as ui
from civic.ui.views import root

MAX_BODY = 256 * 1024
PAGES = (ui, town, accounts, processes, proposals, moderation, handoff, search, translations)


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
    for part in (templating, assets, frame, furigana, prose, errors, limits, health):
        part.init_app(app)
    _configure_features(settings)
    frame.fill_town(app, town_card)
    frame.fill_account_language(app, _account_language)
    fill_actor(access.signed_in_user)
    fill_own_words(TownWords())
    register_proposal_panel("handoff/_panel.html", proposal_panel)
    fill_readings(lambda processes: read_page(item for process in processes for item in items_of_process(process)))
    register_home_panel("handoff/_outcomes.html", home_panel)
    register_versions(versions.published_versions)
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
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True}
        | ({} if settings.is_sqlite else {"pool_size": settings.threads, "pool_pre_ping": True}),
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


@subscribe(TranslationMade)
def _index_made(event: TranslationMade) -> None:
    """A text can be read, and so found, in one language more."""
    _index_targets(versions.target_of(event.thing, event.thing_id))


@subscribe(TranslationPublished)
def _index_published(event: TranslationPublished) -> None:
    _index_translation(event.translation_id)


@subscribe(TranslationRejected)
def _index_rejected(event: TranslationRejected) -> None:
    _index_translation(event.translation_id)


@subscribe(TranslationReported)
def _index_reported(event: TranslationReported) -> None:
    _index_translation(event.translation_id)


@subscribe(TranslationConfirmed)
def _index_confirmed(event: TranslationConfirmed) -> None:
    _index_translation(event.translation_id)


def _index_translation(translation_id: int) -> None:
    """Where its text was asked for, and wherever words stand in the index that readers do not see any longer."""
    found = dict.fromkeys(versions.targets_of(translation_id))
    for language, text in versions.no_longer_said(translation_id):
        found |= dict.fromkeys(translated_as(text, language))
    _index_targets(list(found))


def _index_targets(targets: list[tuple[str, int]]) -> None:
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for kind, target_id in targets:
        by_kind[kind].append(target_id)
    for kind, ids in by_kind.items():
        for start in range(0, len(ids), BATCH):
            index_anew(kind, ids[start : start + BATCH])


def _configure_features(settings: Settings) -> None:
    passwords.configure(memory_kib=settings.password_memory_kib)
    tokens.configure(settings.keys_for)
    account_attempts.configure(settings.key_for("attempts"), is_counting=settings.rate_limits)
    audit.configure(settings.keys_for("audit"))
    translation_engines.configure(settings)
