"""Engines are made from the operator's settings; keys show nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from civic.accounts.export import export_of
from civic.config import Settings, SettingsError, load_settings
from civic.translations import services
from civic.translations.providers.chosen import engine_for, made, use
from tests.factories import make_comment, make_user
from tests.translations.worlds import item_of

BASE = {"CIVIC_MODE": "test"}


def settings(**given: str) -> Settings:
    """Settings by their name without the prefix."""
    return load_settings(BASE | {f"CIVIC_TRANSLATION_{name}": value for name, value in given.items()})


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, []),
        ({"PROVIDER": "libretranslate", "URL": "http://127.0.0.1:5000"}, ["libretranslate"]),
        ({"PROVIDER": "deepl", "KEY": "k"}, ["deepl"]),
        ({"PROVIDER": "google", "KEY": "k"}, ["google"]),
        ({"PROVIDER": "azure", "KEY": "k", "REGION": "japaneast"}, ["azure"]),
        ({"PROVIDER": "textra", "KEY": "k", "SECRET": "s", "USER": "town"}, ["textra"]),
        ({"PROVIDER": "chat", "URL": "http://127.0.0.1:8001/v1", "MODEL": "m"}, ["chat"]),
        ({"PROVIDER": "deepl", "KEY": "k", "CHAT_URL": "http://127.0.0.1:8001/v1", "CHAT_MODEL": "m"}, ["deepl", "chat"]),
        ({"CHAT_URL": "http://127.0.0.1:8001/v1", "CHAT_MODEL": "m"}, ["chat"]),
    ],
)
def test_engines_of_the_settings(given: dict[str, str], names: list[str]) -> None:
    assert [engine.name for engine in made(settings(**given))] == names


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PROVIDER": "babelfish"}, "TRANSLATION_PROVIDER"),
        ({"PROVIDER": "libretranslate"}, "TRANSLATION_URL"),
        ({"PROVIDER": "deepl"}, "TRANSLATION_KEY"),
        ({"PROVIDER": "textra", "KEY": "k", "SECRET": "s"}, "TRANSLATION_USER"),
        ({"PROVIDER": "chat", "URL": "http://127.0.0.1/v1"}, "TRANSLATION_MODEL"),
        ({"CHAT_URL": "http://127.0.0.1/v1"}, "TRANSLATION_CHAT_MODEL"),
        ({"PROVIDER": "libretranslate", "URL": "ftp://x"}, "TRANSLATION_URL"),
        ({"PROVIDER": "libretranslate", "URL": "http://me:secret@x"}, "TRANSLATION_URL"),
        ({"TIMEOUT": "0"}, "TRANSLATION_TIMEOUT"),
    ],
)
def test_wrong_settings_say_what_to_set(given: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(**given)
    assert f"CIVIC_{named}" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_key_is_read_from_a_file_and_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("very-secret-key\n", encoding="utf-8")
    found = settings(PROVIDER="deepl", KEY_FILE=str(tmp_path / "key"))
    assert found.translation_key == "very-secret-key"
    assert "very-secret-key" not in repr(found)


def test_chat_endpoint_takes_what_the_engine_does_not_know() -> None:
    engines = made(settings(PROVIDER="deepl", KEY="k", CHAT_URL="http://127.0.0.1/v1", CHAT_MODEL="m"))
    use(*engines)
    try:
        chosen = {tag: engine.name if (engine := engine_for("ja", tag)) else None for tag in ("vi", "ne", "ja-simple", "tlh")}
        assert chosen == {"vi": "deepl", "ne": "chat", "ja-simple": "chat", "tlh": None}
    finally:
        use()


def test_people_take_their_translations_with_them(app: Flask, database: None) -> None:
    writer, comment = make_user(), make_comment("公園")
    services.suggest_translation(item_of(comment.id), actor=writer, language="vi", texts={"body": "công viên"})
    (own,) = export_of(writer)["translations"]
    assert (own["into"], own["text"], own["state"]) == ("vi", "công viên", "draft")
    assert export_of(writer)["translation_reports"] == []
