"""A debate of six people in six languages: who they are, what they say, and what the translation services answer about it.

`python -m tests.browser.debate` makes the accounts in the town of the settings.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from civic.accounts.services import create_user
from civic.app import create_app
from civic.db import unit_of_work
from civic.demo.content import password
from tests.translations.engines import AzureEngine, ChatEngine, running


@dataclass(frozen=True)
class Person:
    """Somebody in the debate. `slug` is of the interface, `tag` of what they read."""

    key: str
    name: str
    slug: str
    tag: str

    @property
    def email(self) -> str:
        """Their address."""
        return f"debate-{self.slug}@example.jp"


PEOPLE = (
    Person("ja", "佐藤 花", "ja", "ja"),
    Person("easy", "キム ソヨン", "easy", "ja-simple"),
    Person("vi", "Trần Thị Lan", "vi", "vi"),
    Person("ne", "सीता गुरुङ", "ne", "ne"),
    Person("pt", "Ana Souza", "pt-br", "pt-BR"),
    Person("en", "Emma Clark", "en", "en"),
)
BY_KEY = {person.key: person for person in PEOPLE}
_SAID = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
TITLE: dict[str, str] = _SAID["title"]
BODY: dict[str, str] = _SAID["body"]
COMMENTS: dict[str, dict[str, str]] = _SAID["comments"]
"""What everybody else says, by who says it, in the languages of the readers."""
BETTER: str = _SAID["better"]
"""The Vietnamese person's own words for the English comment."""
ORIGINAL = {"proposal": "ja", **{key: BY_KEY[key].tag for key in COMMENTS}}
"""The language in which each text was written."""


def _lines() -> dict[tuple[str, str], str]:
    found = {}
    texts = [(TITLE, "ja"), (BODY, "ja"), *((COMMENTS[key], BY_KEY[key].tag) for key in COMMENTS)]
    for said, source in texts:
        for tag, words in said.items():
            found[said[source], tag] = words
            found.update({(line, tag): into for line, into in zip(said[source].split("\n"), words.split("\n"), strict=True) if line})
    return found


@dataclass
class Interpreter:
    """What the fake services say: the sentences above, by text or by line."""

    unknown: list[tuple[str, str]] = field(default_factory=list)
    lines: dict[tuple[str, str], str] = field(default_factory=_lines)

    def says(self, text: str, tag: str) -> str:
        """The translation into the language of a tag; a text that nobody prepared is noted."""
        plain = html.unescape(re.sub(r"<[^>]+>", "", text))
        if (plain, tag) not in self.lines:
            self.unknown.append((plain, tag))
        return self.lines.get((plain, tag), plain)


@dataclass(frozen=True)
class Services:
    """The two services that a town would have: one for all languages, a chat endpoint for easy Japanese."""

    azure: AzureEngine
    chat: ChatEngine
    interpreter: Interpreter

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a town that uses them."""
        return {
            "TRANSLATION_PROVIDER": "azure", "TRANSLATION_URL": self.azure.url, "TRANSLATION_KEY": "azure-key",
            "TRANSLATION_REGION": "japaneast", "TRANSLATION_CHAT_URL": f"{self.chat.url}/v1", "TRANSLATION_CHAT_KEY": "chat-key",
            "TRANSLATION_CHAT_MODEL": "town-model",
        }  # fmt: skip

    @property
    def problems(self) -> list[str]:
        """What they found wrong with what they were sent."""
        unknown = (f"nobody prepared {text!r} in {tag}" for text, tag in self.interpreter.unknown)
        return [*self.azure.problems, *self.chat.problems, *unknown]


@contextmanager
def services() -> Iterator[Services]:
    """Both on the loopback."""
    interpreter = Interpreter()
    azure, chat = AzureEngine(), ChatEngine()
    azure.words = lambda text, code: html.escape(interpreter.says(text, {"pt": "pt-BR"}.get(code, code)), quote=False)
    chat.words = lambda text, code: interpreter.says(text, {"ja": "ja-simple"}.get(code, code))
    with running(azure), running(chat):
        yield Services(azure, chat, interpreter)


def make_people() -> None:
    """The accounts, confirmed, with the password of the demo town."""
    with create_app().app_context(), unit_of_work():
        for person in PEOPLE:
            create_user(email=person.email, display_name=person.name, password=password(), language=person.slug, confirmed=True)


if __name__ == "__main__":
    make_people()
