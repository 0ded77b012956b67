"""A town with a debate in several languages and an engine on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from civic.accounts.models import User
from civic.db import session, utcnow
from civic.translations import queries
from civic.translations.models import Origin, State, Translation, TranslationLink, TranslationSettings, TranslatorGrant
from civic.translations.providers import chosen
from civic.translations.providers.base import Provider
from civic.translations.providers.chat import Chat
from civic.translations.providers.http import Http
from civic.translations.providers.libretranslate import LibreTranslate
from civic.translations.texts import Item, Key, Thing, hash_of
from tests.factories import make_user
from tests.translations.engines import ChatEngine, Engine, LibreTranslateEngine, running


@contextmanager
def engine_in_use(*, with_chat: bool = False) -> Iterator[Engine]:
    """LibreTranslate's protocol on the loopback, set up as the operator would; the one before comes back afterwards."""
    before = chosen.engines()
    with running(LibreTranslateEngine()) as engine, running(ChatEngine()) as chat:
        http = Http(timeout=2.0, sleep=lambda seconds: None)
        providers: list[Provider] = [LibreTranslate(url=engine.url, key="libre-key", http=http)]
        if with_chat:
            providers.append(Chat(url=f"{chat.url}/v1", key="chat-key", model="town-model", http=http))
        chosen.use(*providers)
        try:
            yield engine
        finally:
            chosen.use(*before)


def decide(*, on: bool = True, day: int = 200_000, person: int = 20_000, process: int = 2_000_000) -> TranslationSettings:
    """What the town decided."""
    row = session.get(TranslationSettings, 1)
    if row is None:
        row = TranslationSettings(id=1, glossary_changed_at=utcnow())
        session.add(row)
    row.is_machine_on, row.day_limit, row.person_limit, row.process_limit = on, day, person, process
    session.flush()
    return row


def make_translation(
    source: str, text: str, *, language: str = "vi", source_language: str = "ja", state: State = State.PUBLISHED,
    origin: Origin = Origin.MACHINE, author: User | None = None, reviewed: bool = False, checks: tuple[str, ...] = (),
) -> Translation:  # fmt: skip
    """An entry of the memory."""
    entry = Translation(
        source_language=source_language, target_language=language, source_hash=hash_of(source), text=text, origin=origin, state=state,
        provider="libretranslate" if origin is Origin.MACHINE else "", author_id=author.id if author else None, checks=list(checks),
        reviewed_at=utcnow() if reviewed else None,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def make_translator(*languages: str) -> User:
    """A person who reviews languages."""
    person = make_user("翻訳者")
    admin = make_user("管理者")
    session.add_all(TranslatorGrant(user_id=person.id, language=language, granted_by_id=admin.id) for language in languages)
    session.flush()
    return person


def item_of(contribution_id: int) -> Item:
    """A public contribution with its texts."""
    item = queries.sendable_item(Key(Thing.CONTRIBUTION, contribution_id))
    assert item is not None
    return item


def links(contribution_id: int, language: str = "vi") -> dict[str, TranslationLink]:
    """The places of a contribution."""
    return queries.links_of(Key(Thing.CONTRIBUTION, contribution_id), language)
