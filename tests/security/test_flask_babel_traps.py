"""Two traps of Flask-Babel: lazy text that passes as markup, and a half translated language that shows message ids."""

from __future__ import annotations

import gettext
from pathlib import Path

import flask_babel
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from markupsafe import escape

from civic.i18n import text
from civic.i18n.text import _, in_language, lazy, load_catalogue

EVIL = "<img src=x onerror=alert(1)>"


@pytest.mark.usefixtures("database")
def test_lazy_text_with_a_value_is_escaped_like_any_other(app: Flask) -> None:
    """flask-babel#121: `LazyString.__html__` returned the formatted text as safe."""
    said = flask_babel.lazy_gettext("Hello %(name)s.", name=EVIL)
    assert not hasattr(said, "__html__")
    assert "<img" not in str(escape(said))
    assert "<img" not in app.jinja_env.from_string("{{ said }}").render(said=said)


@pytest.mark.usefixtures("database")
def test_value_in_a_sentence_is_escaped_in_a_template(app: Flask) -> None:
    shown = app.jinja_env.from_string('{{ _("Hello %(name)s.", name=name) }}').render(name=EVIL)
    assert "<img" not in shown
    assert "&lt;img" in shown


@pytest.mark.usefixtures("database")
def test_sentence_is_escaped_even_if_a_catalogue_adds_markup(app: Flask) -> None:
    assert "<b>" not in app.jinja_env.from_string("{{ said }}").render(said=lazy("<b>"))
    assert "<b>" not in app.jinja_env.from_string("{{ _(said) }}").render(said="<b>")


@pytest.mark.usefixtures("database")
def test_percent_and_braces_in_values_are_left_alone() -> None:
    assert _("Hello %(name)s.", name="100% {config} %(name)s").endswith("100% {config} %(name)s.")


def compiled(folder: Path, language_id: str, messages: dict[str, str]) -> None:
    catalogue = Catalog(locale=language_id)
    for sentence, said in messages.items():
        catalogue.add(sentence, said)
    target = folder / language_id / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def test_half_translated_language_falls_back_along_its_chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path, "zh_Hans", {"One": "一", "Two": "二"})
    compiled(tmp_path, "zh_Hant", {"One": "壹"})
    compiled(tmp_path, "ja", {"One": "ひとつ", "Two": "ふたつ", "Three": "みっつ"})
    compiled(tmp_path, "ja@easy", {"One": "1つ"})
    monkeypatch.setattr(text, "CATALOGUES", tmp_path)
    said = {name: [load_catalogue(name).gettext(word) for word in ("One", "Two", "Three")] for name in ("zh_Hant", "ja@easy", "es")}
    assert said == {"zh_Hant": ["壹", "二", "Three"], "ja@easy": ["1つ", "ふたつ", "みっつ"], "es": ["One", "Two", "Three"]}
    assert gettext.NullTranslations().gettext("One") == "One"


@pytest.mark.usefixtures("database")
def test_language_of_a_block_ends_with_it() -> None:
    before = str(flask_babel.get_locale())
    with in_language("vi"):
        assert str(flask_babel.get_locale()) == "vi"
    assert str(flask_babel.get_locale()) == before
