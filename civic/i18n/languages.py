"""The languages of the interface, and how a visitor's language is chosen.

Ids are a fixed table because Babel loses or refuses some of them: `ja_simple` silently becomes `ja`, `pt-BR` raises; `ja@easy` keeps its
modifier. `ja-simple` is a registered BCP 47 tag (IANA variant `simple`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True)
class Language:
    """One language of the interface: `slug` in addresses, `id` for gettext and Babel, `tag` for HTML, `endonym` in the switch."""

    slug: str
    id: str
    tag: str
    endonym: str
    hreflang: str | None
    direction: str = "ltr"

    @property
    def babel(self) -> Locale:
        """Babel's locale: dates, numbers, plurals."""
        return Locale.parse(self.id)

    def __str__(self) -> str:
        return self.slug


JA = Language("ja", "ja", "ja", "日本語", "ja")
EASY = Language("easy", "ja@easy", "ja-simple", "やさしい日本語", None)
EN = Language("en", "en", "en", "English", "en")
LANGUAGES: tuple[Language, ...] = (
    JA,
    EASY,
    EN,
    Language("zh-hans", "zh_Hans", "zh-Hans", "简体中文", "zh-Hans"),
    Language("zh-hant", "zh_Hant", "zh-Hant", "繁體中文", "zh-Hant"),
    Language("ko", "ko", "ko", "한국어", "ko"),
    Language("vi", "vi", "vi", "Tiếng Việt", "vi"),
    Language("pt-br", "pt_BR", "pt-BR", "Português (Brasil)", "pt-BR"),
    Language("fil", "fil", "fil", "Filipino", "fil"),
    Language("ne", "ne", "ne", "नेपाली", "ne"),
    Language("id", "id", "id", "Bahasa Indonesia", "id"),
    Language("es", "es", "es", "Español", "es"),
    Language("th", "th", "th", "ไทย", "th"),
    Language("my", "my", "my", "မြန်မာ", "my"),
)
PSEUDO = Language("rtl", "ar", "ar-XB", "‏Pseudo RTL", None, "rtl")
"""A right-to-left pseudo-locale for proving the layout; never offered and absent in production."""

BY_SLUG = {language.slug: language for language in (*LANGUAGES, PSEUDO)}
BY_ID = {language.id: language for language in (*LANGUAGES, PSEUDO)}
BY_TAG = {language.tag: language for language in LANGUAGES}

_FALLBACKS = {"ja@easy": ("ja",), "zh_Hant": ("zh_Hans", "en", "ja")}
_ACCEPT = {
    "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "zh-hant": "zh-hant", "zh-hans": "zh-hans", "zh": "zh-hans",
    "tl": "fil", "fil": "fil", "pt": "pt-br", "in": "id", "ja-simple": "easy",
}  # fmt: skip


def fallback_ids(language_id: str) -> tuple[str, ...]:
    """The catalogue ids to try in order for a message, the language itself first."""
    return (language_id, *(x for x in _FALLBACKS.get(language_id, ("en", "ja")) if x != language_id))


def name_of(tag: str) -> str:
    """What a language calls itself; of a language that is not offered (a text that was imported) Babel knows the name, else the tag."""
    if tag in BY_TAG:
        return BY_TAG[tag].endonym
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (ValueError, UnknownLocaleError):
        return tag


def reads_the_same(tag: str, other: str) -> bool:
    """Whether who reads one of two languages reads the other: easy Japanese is Japanese, but the two Chinese scripts differ."""
    first, second = (x.removesuffix("-simple").lower() for x in (tag, other))
    return first == second or (first.split("-")[0] == second.split("-")[0] and not first.startswith("zh"))


def by_slug(slug: str | None) -> Language | None:
    """The offered language of an address prefix or cookie, or None."""
    language = BY_SLUG.get(slug or "")
    return None if language is PSEUDO else language


def from_accept(tags: Iterable[str]) -> Language | None:
    """The first offered language among a browser's wishes (RFC 4647 lookup by a table: Babel's own loses zh-TW, tl and pt-PT)."""
    for tag in tags:
        parts = tag.lower().split("-")
        for length in range(len(parts), 0, -1):
            prefix = "-".join(parts[:length])
            found = by_slug(_ACCEPT.get(prefix, prefix))
            if found is not None:
                return found
    return None
