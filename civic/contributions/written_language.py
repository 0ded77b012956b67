"""Which language a text is in, when it is written: by the text itself, in doubt by its writer."""

from __future__ import annotations

from dataclasses import dataclass

from civic.i18n.detection import Detection, detect
from civic.i18n.languages import BY_SLUG, BY_TAG, Language

CHOICES = 3


@dataclass(frozen=True, slots=True)
class WrittenLanguage:
    """The tag to keep with the text. `choices` are the languages to ask its writer about, likeliest first; empty when there is no doubt."""

    tag: str
    choices: tuple[Language, ...] = ()


def language_of(text: str, *, writer: str) -> WrittenLanguage:
    """The language of a text whose writer uses the site in the language with the tag `writer`.

    Where the text says nothing (signs only), it is the writer's; easy Japanese counts as Japanese, which people write there.
    """
    own = "ja" if writer == "ja-simple" else writer
    slug = BY_TAG[own].slug if own in BY_TAG else None
    found = detect(text, prior=slug)
    if found.language is None:
        return WrittenLanguage(own)
    language = BY_SLUG[found.language]
    return WrittenLanguage(language.tag, () if found.sure or found.language == slug else _choices(found, slug))


def _choices(found: Detection, writer: str | None) -> tuple[Language, ...]:
    likely = [found.language, writer, *found.others]
    slugs = list(dict.fromkeys(slug for slug in likely if slug))
    return tuple(BY_SLUG[slug] for slug in slugs[:CHOICES])
