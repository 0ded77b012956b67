"""Settings: what stops the program, and with which words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from civic.config import KNOWN_SETTINGS, Mode, SettingsError, load_settings

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "CIVIC_SECRET_KEY": "k" * 48,
    "CIVIC_BASE_URL": "https://sanka.example.lg.jp",
    "CIVIC_SMTP_HOST": "mail.example.lg.jp",
    "CIVIC_MAIL_FROM": "sanka@example.lg.jp",
}


def test_production_starts_with_what_it_needs() -> None:
    settings = load_settings(PRODUCTION)
    assert (settings.mode, settings.is_secure, settings.is_sqlite, settings.shows_development_pages) == (Mode.PRODUCTION, True, True, False)


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_without_something_it_needs_names_it(missing: str) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    with pytest.raises(SettingsError, match=missing):
        load_settings(given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CIVIC_COLOUR", "blue"),
        ("CIVIC_MODE", "fast"),
        ("CIVIC_PORT", "0"),
        ("CIVIC_PORT", "８０００"),
        ("CIVIC_THREADS", "many"),
        ("CIVIC_SECRET_KEY", "short"),
        ("CIVIC_SECRET_KEY_FALLBACKS", "short"),
        ("CIVIC_DATABASE_URL", "mysql://localhost/civic"),
        ("CIVIC_REDIS_URL", "localhost:6379"),
        ("CIVIC_TIME_ZONE", "Asia/Nowhere"),
        ("CIVIC_BASE_URL", "http://sanka.example.lg.jp"),
        ("CIVIC_BASE_URL", "https://sanka.example.lg.jp/path"),
        ("CIVIC_BASE_URL", "sanka.example.lg.jp"),
        ("CIVIC_LOG_LEVEL", "LOUD"),
        ("CIVIC_SMTP_SECURITY", "perhaps"),
        ("CIVIC_MAIL_FROM", "nobody"),
        ("CIVIC_RATE_LIMITS", "off"),
        ("CIVIC_SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_wrong_setting_stops_with_one_line_that_names_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings({**PRODUCTION, name: value})
    message = str(refused.value)
    assert "\n" not in message
    assert name.removesuffix("_FALLBACKS") in message


def test_secret_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s" * 40 + "\n", encoding="ascii")
    given = {name: value for name, value in PRODUCTION.items() if name != "CIVIC_SECRET_KEY"}
    assert load_settings({**given, "CIVIC_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == "s" * 40


def test_demo_makes_its_own_secret_once(tmp_path: Path) -> None:
    given = {"CIVIC_MODE": "demo", "CIVIC_DATA_DIR": str(tmp_path / "var")}
    first, second = load_settings(given), load_settings(given)
    assert first.secret_key == second.secret_key
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0


def test_keys_of_purposes_differ_and_old_secrets_stay_readable() -> None:
    settings = load_settings({**PRODUCTION, "CIVIC_SECRET_KEY_FALLBACKS": "o" * 40})
    assert settings.key_for("session") != settings.key_for("audit")
    assert settings.keys_for("audit")[0] == settings.key_for("audit")
    assert len(set(settings.keys_for("audit"))) == 2


def test_operating_manual_names_every_setting() -> None:
    manual = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    named = {name.removeprefix("CIVIC_") for name in re.findall(r"`(CIVIC_[A-Z_]+)`", manual)}
    assert {name for name in named if not name.startswith("TEST_")} == KNOWN_SETTINGS
