"""Which engines the operator chose. Without any, everything but machine translation works."""

from __future__ import annotations

from collections.abc import Callable

from civic.config import Settings
from civic.translations.providers.azure import Azure
from civic.translations.providers.base import Provider
from civic.translations.providers.chat import Chat
from civic.translations.providers.deepl import DeepL
from civic.translations.providers.google import Google
from civic.translations.providers.http import Http
from civic.translations.providers.libretranslate import LibreTranslate
from civic.translations.providers.textra import TexTra

_chosen: list[Provider] = []


def configure(settings: Settings) -> None:
    """Make the engines that the settings name."""
    use(*made(settings))


def use(*providers: Provider) -> None:
    """Ask these, in this order."""
    _chosen[:] = providers


def engines() -> tuple[Provider, ...]:
    """The engines in use."""
    return tuple(_chosen)


def engine_for(source: str, target: str) -> Provider | None:
    """The first engine that knows both languages."""
    return next((provider for provider in _chosen if provider.can(source, target)), None)


def made(settings: Settings) -> list[Provider]:
    """The engines of the settings: the one that is named, then the chat endpoint when it has an address."""
    found: list[Provider] = []
    main = _main(settings, Http(timeout=float(settings.translation_timeout)))
    if main is not None:
        found.append(main)
    if settings.translation_chat_url:
        found.append(_chat(settings.translation_chat_url, settings.translation_chat_key, settings.translation_chat_model))
    return found


def _main(settings: Settings, http: Http) -> Provider | None:
    url, key = settings.translation_url or "", settings.translation_key or ""
    user, secret = settings.translation_user, settings.translation_secret or ""
    makers: dict[str, Callable[[], Provider]] = {
        "libretranslate": lambda: LibreTranslate(url=url, key=key, http=http),
        "deepl": lambda: DeepL(url=url, key=key, http=http),
        "google": lambda: Google(url=url, key=key, http=http),
        "azure": lambda: Azure(url=url, key=key, region=settings.translation_region, http=http),
        "textra": lambda: TexTra(user=user, key=key, secret=secret, url=url, engine=settings.translation_model, http=http),
        "chat": lambda: _chat(url, key, settings.translation_model),
    }
    maker = makers.get(settings.translation_provider)
    return maker() if maker is not None else None


def _chat(url: str, key: str | None, model: str) -> Chat:
    """Models are slower than the other engines: the time-out is the client's own."""
    return Chat(url=url, key=key or "", model=model)
