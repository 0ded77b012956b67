"""The town's own words in place of shipped sentences: what can be said differently, and what is said."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from flask import g, has_request_context, request
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from civic.db import session
from civic.i18n.languages import BY_ID, EN
from civic.i18n.merge import SHIPPED, read_catalogue
from civic.town.models import Town, TownWording
from civic.ui.frame import town

PAGE = 50


@dataclass(frozen=True)
class Sentence:
    """A sentence of the interface: in English (one form, or two where a number stands in it), and as it is shipped in a language."""

    key: str
    context: str
    message: str
    plural: str
    shipped: tuple[str, ...]

    @property
    def forms(self) -> int:
        """How many forms the language needs."""
        return len(self.shipped)


def key_of(context: str, message: str) -> str:
    """A short name of a sentence for addresses: from its words, so that it stays the same between releases."""
    return sha256(f"{context}\x04{message}".encode()).hexdigest()[:16]


@lru_cache(maxsize=16)
def sentences(language_id: str) -> Mapping[str, Sentence]:
    """All sentences, by key. English has no catalogue: its sentences are the keys of another one."""
    is_english = language_id == EN.id
    found: dict[str, Sentence] = {}
    for message in read_catalogue(SHIPPED[0] if is_english else language_id):
        if not message.id:
            continue
        english = tuple(message.id) if isinstance(message.id, (tuple, list)) else (str(message.id),)
        said = tuple(message.string) if isinstance(message.string, (tuple, list)) else (str(message.string or ""),)
        key = key_of(message.context or "", english[0])
        found[key] = Sentence(
            key, message.context or "", english[0], english[1] if len(english) > 1 else "", english if is_english else said
        )
    return found


def _own(language_id: str) -> list[tuple[str, str, list[str]]]:
    columns = (TownWording.context, TownWording.message, TownWording.texts)
    rows = session.execute(select(*columns).where(TownWording.language == language_id).order_by(TownWording.message, TownWording.context))
    return [(context, message, texts) for context, message, texts in rows]


def own_wording(language_id: str) -> dict[str, list[str]]:
    """What the town says differently in a language, by the key of the sentence. One statement."""
    return {key_of(context, message): texts for context, message, texts in _own(language_id)}


def wording_counts() -> dict[str, int]:
    """How many sentences the town says differently, by language id."""
    rows = session.execute(select(TownWording.language, func.count()).group_by(TownWording.language))
    return {row[0]: row[1] for row in rows}


class TownWords:
    """The town's words for `civic.i18n.text.fill_own_words`."""

    def __init__(self) -> None:
        self._seen: int | None = None

    def revision(self) -> int:
        """Known to a page from its frame; a mail asks for it.

        The few words of an act that answers with the way to the next page ("Thank you. …") take what the last page here knew: not worth a
        statement of their own.
        """
        if not has_request_context():
            try:
                return session.scalar(select(Town.wording_revision).where(Town.id == 1)) or 0
            except (OperationalError, ProgrammingError):  # a command may speak before there is a database
                return 0
        if self._seen is None or request.method != "POST" or "town" in g:
            self._seen = town().wording_revision
        return self._seen

    def texts(self, language_id: str, revision: int) -> Mapping[tuple[str, str], list[str]]:
        """Read from the database; called once for each revision and language."""
        return {(context, message): texts for context, message, texts in _own(language_id)}


def as_po(language_id: str) -> bytes:
    """The town's words of a language as a PO file, to be kept or offered to the project."""
    catalogue = Catalog(
        locale=BY_ID[language_id].babel, charset="utf-8", project="civic", fuzzy=False, header_comment="# Own words of the town."
    )
    known = sentences(language_id)
    for context, message, texts in _own(language_id):
        sentence = known.get(key_of(context, message))
        if sentence is not None and sentence.plural:
            catalogue.add((message, sentence.plural), tuple(texts), context=context or None)
        elif sentence is not None:
            catalogue.add(message, texts[0], context=context or None)
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, width=0)
    return written.getvalue()
