"""The gate of the catalogues: `python -m civic.i18n.catalogue_check` fails when one of them may not be shipped.

A translation is text from many hands that ends in pages and mails. It must say every sentence, and may add nothing: no markup, address,
placeholder, or invisible and direction-changing character that its sentence does not have.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from civic.i18n.collect import collect
from civic.i18n.merge import SHIPPED
from civic.i18n.text import CATALOGUES

PLACEHOLDER = re.compile(r"%\((\w+)\)[a-zA-Z]|(?<!%)%[a-zA-Z]|\{(\w*)\}")
ADDRESS = re.compile(r"(?i)(?:javascript|data|vbscript|mailto):|https?://\S+|www\.\S+")
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
JAPANESE = re.compile("[ぁ-ゖァ-ヺ]")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: Counter[tuple[str, tuple[tuple[str, str | None], ...]]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[(tag, tuple(sorted(attrs, key=str)))] += 1

    handle_startendtag = handle_starttag


def tags(text: str) -> Counter[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """The markup of a text, counted."""
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser.found


def placeholders(text: str) -> Counter[str]:
    """The placeholders of a text, counted."""
    return Counter(match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", "")))


def check_translation(sentence: str, said: str, *, counts_may_drop: bool = False) -> list[str]:
    """What a translation adds or leaves out; empty when nothing. `counts_may_drop`: a plural form may leave out the number."""
    problems = []
    if tags(said) - tags(sentence) or said.count("<") > sentence.count("<"):
        problems.append("adds markup")
    mine, theirs = placeholders(sentence), placeholders(said)
    if set(theirs) - set(mine):
        problems.append(f"adds {', '.join(sorted(set(theirs) - set(mine)))}")
    if mine and "%" in PLACEHOLDER.sub("", said.replace("%%", "")):
        problems.append("has a per cent sign that is not doubled")
    missing = set(mine) - set(theirs) - ({"%(num)s"} if counts_may_drop else set())
    if missing:
        problems.append(f"leaves out {', '.join(sorted(missing))}")
    if set(ADDRESS.findall(said)) - set(ADDRESS.findall(sentence)):
        problems.append("adds an address")
    if set(INVISIBLE.findall(said)) - set(INVISIBLE.findall(sentence)):
        problems.append("has an invisible or direction-changing character")
    if said.strip() != said and sentence.strip() == sentence:
        problems.append("has white space around it")
    return problems


def check_message(message: Message, language_id: str, *, forms: int) -> list[str]:
    """What is wrong with one message."""
    sentences = list(message.id) if isinstance(message.id, (tuple, list)) else [str(message.id)]
    said = list(message.string) if isinstance(message.string, (tuple, list)) else [str(message.string or "")]
    if message.fuzzy:
        return ["is marked fuzzy"]
    if not all(said):
        return ["is not translated"]
    is_plural = len(sentences) > 1
    if len(said) != (forms if is_plural else 1):
        return [f"has {len(said)} plural forms, {forms} are needed"]
    problems = [problem for form in said for problem in check_translation(sentences[-1], form, counts_may_drop=is_plural and len(said) > 1)]
    if language_id not in {"ja", "ja@easy"} and any(JAPANESE.search(form) for form in said) and not JAPANESE.search(sentences[-1]):
        problems.append("has Japanese in it")
    return problems


def check_catalogue(path: Path, template: Catalog | None = None) -> list[str]:
    """Each problem of a .po file as one line; with `template` (what the code says now) also what is missing or left over."""
    language_id = path.parts[-3]
    with path.open("rb") as file:
        try:
            catalogue = read_po(file, locale=Locale.parse(language_id), abort_invalid=True)
        except Exception as error:
            return [f"{path}: cannot be read: {error}"]
    problems = []
    for message in catalogue:
        if message.id:
            found = check_message(message, language_id, forms=catalogue.num_plurals)
            problems += [f"{path}: {message.id!r} {problem}" for problem in found]
    if template is not None:
        here = {(message.id, message.context) for message in catalogue if message.id}
        there = {(message.id, message.context) for message in template if message.id}
        problems += [f"{path}: {key[0]!r} is missing: run make i18n" for key in sorted(there - here, key=str)]
        problems += [f"{path}: {key[0]!r} is not said anywhere: run make i18n" for key in sorted(here - there, key=str)]
    return problems


def check_all(folder: Path = CATALOGUES) -> list[str]:
    """The problems of all shipped languages."""
    template = collect()
    problems = []
    for language_id in SHIPPED:
        path = folder / language_id / "LC_MESSAGES" / "messages.po"
        problems += check_catalogue(path, template) if path.exists() else [f"{path}: there is no catalogue"]
    return problems


def main() -> int:
    """Print the problems; 1 when there are any."""
    problems = check_all()
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
