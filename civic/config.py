"""Settings from the environment, checked at start.

Every setting is named `CIVIC_<NAME>`. A secret may be given as `CIVIC_<NAME>_FILE` instead, a path whose content is the value.
A wrong or unknown setting stops the program with one line that says what to set (`SettingsError`).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

PREFIX = "CIVIC_"
MIN_SECRET_LENGTH = 32
E = TypeVar("E", bound=StrEnum)


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line for the operator."""


class Mode(StrEnum):
    """How the program runs: `production` is strict, the others say what they loosen."""

    PRODUCTION = "production"
    DEMO = "demo"
    DEVELOPMENT = "development"
    TEST = "test"


class SmtpSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of one instance. Times are in seconds unless the name says otherwise."""

    mode: Mode
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    data_dir: Path
    database_url: str
    base_url: str
    redis_url: str | None
    trusted_proxies: int
    default_language: str
    time_zone: str
    host: str
    port: int
    threads: int
    log_level: str
    smtp_host: str | None
    smtp_port: int
    smtp_username: str | None
    smtp_password: str | None
    smtp_security: SmtpSecurity
    mail_from: str
    password_memory_kib: int
    rate_limits: bool = field(default=True)
    translation_provider: str = ""
    translation_url: str | None = None
    translation_key: str | None = field(default=None, repr=False)
    translation_secret: str | None = field(default=None, repr=False)
    translation_user: str = ""
    translation_region: str = ""
    translation_model: str = ""
    translation_timeout: int = 20
    translation_chat_url: str | None = None
    translation_chat_key: str | None = field(default=None, repr=False)
    translation_chat_model: str = ""

    @property
    def is_sqlite(self) -> bool:
        """Whether the default file database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def is_secure(self) -> bool:
        """Whether pages are reached by https, so that cookies may be `Secure` and HSTS is sent."""
        return self.base_url.startswith("https://")

    @property
    def shows_development_pages(self) -> bool:
        """Whether `/_ui` and `/_mail` exist: never in production."""
        return self.mode is not Mode.PRODUCTION

    def key_for(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, derived from the secret (HKDF-Expand, RFC 5869, one block)."""
        return derive_key(self.secret_key, purpose)

    def keys_for(self, purpose: str) -> list[bytes]:
        """The current key of a purpose first, then those of earlier secrets, to verify what was made before a rotation."""
        return [derive_key(secret, purpose) for secret in (self.secret_key, *self.secret_key_fallbacks)]


def derive_key(secret: str, purpose: str) -> bytes:
    """HKDF with SHA-256 (RFC 5869): extract with a fixed salt, expand one block of 32 bytes for `purpose`."""
    extracted = hmac.new(b"civic", secret.encode(), hashlib.sha256).digest()
    return hmac.new(extracted, purpose.encode() + b"\x01", hashlib.sha256).digest()


_SECRETS = (
    "SECRET_KEY", "SMTP_PASSWORD", "DATABASE_URL", "REDIS_URL", "TRANSLATION_KEY", "TRANSLATION_SECRET", "TRANSLATION_CHAT_KEY",
)  # fmt: skip
TRANSLATION_NEEDS = {
    "libretranslate": ("URL",), "deepl": ("KEY",), "google": ("KEY",), "azure": ("KEY",), "textra": ("USER", "KEY", "SECRET"),
    "chat": ("URL", "MODEL"),
}  # fmt: skip
"""The settings `CIVIC_TRANSLATION_<NAME>` without which an engine cannot be asked."""
KNOWN_SETTINGS = frozenset(
    {
        "MODE", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATA_DIR", "DATABASE_URL", "BASE_URL", "REDIS_URL", "TRUSTED_PROXIES",
        "DEFAULT_LANGUAGE", "TIME_ZONE", "HOST", "PORT", "THREADS", "LOG_LEVEL", "SMTP_HOST", "SMTP_PORT", "SMTP_USERNAME",
        "SMTP_PASSWORD", "SMTP_SECURITY", "MAIL_FROM", "PASSWORD_MEMORY_KIB", "RATE_LIMITS", "TRANSLATION_PROVIDER", "TRANSLATION_URL",
        "TRANSLATION_KEY", "TRANSLATION_SECRET", "TRANSLATION_USER", "TRANSLATION_REGION", "TRANSLATION_MODEL", "TRANSLATION_TIMEOUT",
        "TRANSLATION_CHAT_URL", "TRANSLATION_CHAT_KEY", "TRANSLATION_CHAT_MODEL",
    }
    | {f"{name}_FILE" for name in _SECRETS}
)  # fmt: skip


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read and check all settings; raises `SettingsError` with one line that says what to set."""
    given = _read_secret_files({k.removeprefix(PREFIX): v for k, v in environ.items() if k.startswith(PREFIX)})
    settings = _parse(given)
    _check(settings)
    return settings


def _read_secret_files(given: dict[str, str]) -> dict[str, str]:
    unknown = sorted(set(given) - KNOWN_SETTINGS)
    if unknown:
        raise SettingsError(f"Unknown setting {PREFIX}{unknown[0]}: see docs/operating.md for the list of settings.")
    for name in _SECRETS:
        path = given.pop(f"{name}_FILE", None)
        if path is not None:
            try:
                given[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{PREFIX}{name}_FILE cannot be read: {error.strerror}.") from error
    return given


def _parse(given: dict[str, str]) -> Settings:
    def text(name: str, default: str) -> str:
        return given.get(name, default).strip()

    def number(name: str, default: int, low: int, high: int) -> int:
        raw = text(name, str(default))
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            raise SettingsError(f"Set {PREFIX}{name} to a whole number from {low} to {high}; it is {raw!r}.")
        return int(raw)

    mode = _choice(Mode, "MODE", text("MODE", "production"))
    port = number("PORT", 8000, 1, 65535)
    data_dir = Path(text("DATA_DIR", "var")).resolve()
    return Settings(
        mode=mode,
        secret_key=given.get("SECRET_KEY") or _demo_secret(mode, data_dir),
        secret_key_fallbacks=tuple(x for x in text("SECRET_KEY_FALLBACKS", "").split(",") if x),
        data_dir=data_dir,
        database_url=text("DATABASE_URL", f"sqlite:///{data_dir / 'civic.db'}"),
        base_url=text("BASE_URL", "" if mode is Mode.PRODUCTION else f"http://127.0.0.1:{port}").rstrip("/"),
        redis_url=given.get("REDIS_URL") or None,
        trusted_proxies=number("TRUSTED_PROXIES", 0, 0, 5),
        default_language=text("DEFAULT_LANGUAGE", "ja"),
        time_zone=text("TIME_ZONE", "Asia/Tokyo"),
        host=text("HOST", "127.0.0.1"),
        port=port,
        threads=number("THREADS", 8, 1, 64),
        log_level=text("LOG_LEVEL", "INFO").upper(),
        smtp_host=given.get("SMTP_HOST") or None,
        smtp_port=number("SMTP_PORT", 587, 1, 65535),
        smtp_username=given.get("SMTP_USERNAME") or None,
        smtp_password=given.get("SMTP_PASSWORD") or None,
        smtp_security=_choice(SmtpSecurity, "SMTP_SECURITY", text("SMTP_SECURITY", "starttls")),
        mail_from=text("MAIL_FROM", "" if mode is Mode.PRODUCTION else "civic@localhost"),
        password_memory_kib=number("PASSWORD_MEMORY_KIB", 8 if mode is Mode.TEST else 19456, 8, 1048576),
        rate_limits=text("RATE_LIMITS", "on") != "off",
        translation_provider=text("TRANSLATION_PROVIDER", ""),
        translation_url=given.get("TRANSLATION_URL") or None,
        translation_key=given.get("TRANSLATION_KEY") or None,
        translation_secret=given.get("TRANSLATION_SECRET") or None,
        translation_user=text("TRANSLATION_USER", ""),
        translation_region=text("TRANSLATION_REGION", ""),
        translation_model=text("TRANSLATION_MODEL", ""),
        translation_timeout=number("TRANSLATION_TIMEOUT", 20, 1, 60),
        translation_chat_url=given.get("TRANSLATION_CHAT_URL") or None,
        translation_chat_key=given.get("TRANSLATION_CHAT_KEY") or None,
        translation_chat_model=text("TRANSLATION_CHAT_MODEL", ""),
    )


def _choice(kind: type[E], name: str, raw: str) -> E:
    try:
        return kind(raw)
    except ValueError:
        raise SettingsError(f"Set {PREFIX}{name} to one of {', '.join(kind)}; it is {raw!r}.") from None


def _demo_secret(mode: Mode, data_dir: Path) -> str:
    """Outside production a secret is made once and kept beside the data; in production there is no default."""
    if mode is Mode.PRODUCTION:
        return ""
    if mode is Mode.TEST:
        return "only-for-tests-" + "0" * MIN_SECRET_LENGTH
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def _check(settings: Settings) -> None:
    for secret in (settings.secret_key, *settings.secret_key_fallbacks):
        if len(secret) < MIN_SECRET_LENGTH:
            raise SettingsError(
                f"Set {PREFIX}SECRET_KEY (or {PREFIX}SECRET_KEY_FILE) to at least {MIN_SECRET_LENGTH} random characters, "
                'for example the output of: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
    if not settings.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(f"Set {PREFIX}DATABASE_URL to sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME.")
    if settings.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingsError(f"Set {PREFIX}LOG_LEVEL to DEBUG, INFO, WARNING or ERROR.")
    if settings.redis_url and not settings.redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError(f"Set {PREFIX}REDIS_URL to redis://HOST:PORT/NUMBER.")
    try:
        ZoneInfo(settings.time_zone)
    except (KeyError, ValueError, OSError):
        raise SettingsError(f"Set {PREFIX}TIME_ZONE to a name such as Asia/Tokyo.") from None
    address = urlsplit(settings.base_url)
    if address.scheme not in {"http", "https"} or not address.hostname or address.path:
        raise SettingsError(f"Set {PREFIX}BASE_URL to the address residents use, for example https://sanka.example.lg.jp.")
    _check_translation(settings)
    if settings.mode is Mode.PRODUCTION:
        _check_production(settings)


def _check_translation(settings: Settings) -> None:
    provider = settings.translation_provider
    if provider and provider not in TRANSLATION_NEEDS:
        raise SettingsError(f"Set {PREFIX}TRANSLATION_PROVIDER to one of {', '.join(TRANSLATION_NEEDS)}; it is {provider!r}.")
    for name in TRANSLATION_NEEDS.get(provider, ()):
        if not getattr(settings, f"translation_{name.lower()}"):
            raise SettingsError(f"Set {PREFIX}TRANSLATION_{name}: {provider} cannot be asked without it.")
    if settings.translation_chat_url and not settings.translation_chat_model:
        raise SettingsError(f"Set {PREFIX}TRANSLATION_CHAT_MODEL: the chat endpoint must know which model to use.")
    for name, url in (("URL", settings.translation_url), ("CHAT_URL", settings.translation_chat_url)):
        address = urlsplit(url or "https://none")
        if address.scheme not in {"http", "https"} or not address.hostname or address.query or address.username:
            raise SettingsError(f"Set {PREFIX}TRANSLATION_{name} to an address such as https://translate.example.lg.jp.")


def _check_production(settings: Settings) -> None:
    if not settings.is_secure:
        raise SettingsError(f"Set {PREFIX}BASE_URL to an https address: passwords and sessions must not cross the net in the open.")
    if settings.smtp_host is None:
        raise SettingsError(f"Set {PREFIX}SMTP_HOST: residents confirm their address by e-mail.")
    if "@" not in settings.mail_from:
        raise SettingsError(f"Set {PREFIX}MAIL_FROM to the sender address of the town's mails.")
    if not settings.rate_limits:
        raise SettingsError(f"{PREFIX}RATE_LIMITS=off is for measurements only: remove it in production.")
