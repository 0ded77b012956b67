"""Which languages there are, and which one a visitor gets."""

from __future__ import annotations

import pytest
from babel import Locale

from civic.i18n.languages import BY_ID, BY_SLUG, LANGUAGES, PSEUDO, by_slug, fallback_ids, from_accept


def test_fourteen_languages_with_names_and_tags_of_their_own() -> None:
    assert len(LANGUAGES) == 14
    for part in ("slug", "id", "tag", "endonym"):
        assert len({getattr(language, part) for language in LANGUAGES}) == 14


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_babel_keeps_the_identity_of_each(language: object) -> None:
    """Babel loses some ids silently: `ja_simple` becomes `ja`."""
    assert str(Locale.parse(BY_SLUG[str(language)].id)) == BY_SLUG[str(language)].id


@pytest.mark.parametrize(
    ("wishes", "slug"),
    [
        (["zh-TW", "en"], "zh-hant"),
        (["zh-HK"], "zh-hant"),
        (["zh-Hant-TW"], "zh-hant"),
        (["zh-CN"], "zh-hans"),
        (["zh"], "zh-hans"),
        (["tl-PH"], "fil"),
        (["pt-PT"], "pt-br"),
        (["in"], "id"),
        (["my-MM"], "my"),
        (["ne-NP", "ja"], "ne"),
        (["ja-simple"], "easy"),
        (["en-GB"], "en"),
        (["de", "fr", "vi"], "vi"),
        (["JA"], "ja"),
    ],
)
def test_browser_wish_finds_its_language(wishes: list[str], slug: str) -> None:
    found = from_accept(wishes)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("wishes", [[], ["de", "fr"], ["*"], [""], ["rtl"], ["x" * 500]])
def test_browser_wish_without_a_language_finds_none(wishes: list[str]) -> None:
    assert from_accept(wishes) is None


def test_pseudo_language_is_never_offered() -> None:
    assert PSEUDO not in LANGUAGES
    assert by_slug("rtl") is None
    assert from_accept(["ar-XB", "ar"]) is None


def test_fallbacks_begin_with_the_language_and_end() -> None:
    for language_id in BY_ID:
        chain = fallback_ids(language_id)
        assert chain[0] == language_id
        assert len(set(chain)) == len(chain)
    assert fallback_ids("ja@easy") == ("ja@easy", "ja")
    assert fallback_ids("zh_Hant") == ("zh_Hant", "zh_Hans", "en", "ja")
