"""What stands around every page: navigation, addresses of other languages, the town's name, the visitor's looks.

Everything that depends on the language alone is made once and kept; a request pays for what is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

import flask_babel
from flask import Flask, current_app, g, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from civic.config import Settings
from civic.db import utcnow
from civic.i18n.furigana.readings import NO_READINGS, Readings
from civic.i18n.languages import LANGUAGES, Language
from civic.i18n.pages import current_language, local_day
from civic.i18n.text import _, forget_words, words_revision
from civic.policy import Role

SIZE_COOKIE, CONTRAST_COOKIE = "civic_size", "civic_contrast"
ORIGINALS_COOKIE = "civic_originals"
SIZES, CONTRASTS = ("m", "l", "xl"), ("std", "high", "dark")
_FRAMES, _PIECES = "civic.frames", "civic.frame_pieces"
_REST = "\ue000"
"""Stands for the part of an address after the language in pieces that are kept: a character that no address holds."""


class TownFacts(Protocol):
    """What every page says about the town, in the page's language."""

    @property
    def name(self) -> str:
        """The town's name."""

    @property
    def section(self) -> str:
        """The section of the town hall that runs this site."""

    @property
    def phone(self) -> str:
        """Its telephone number."""

    @property
    def email(self) -> str:
        """Its e-mail address."""

    @property
    def notice(self) -> str:
        """What stands on every page while it is not empty."""

    @property
    def notice_language(self) -> str:
        """The tag of the notice's language."""

    @property
    def readings(self) -> Readings:
        """How the town's names and words are read."""

    @property
    def wording_revision(self) -> int:
        """The state of the town's own words; 0 when it has none."""


@dataclass(frozen=True)
class UnknownTown:
    """Stands in before the town is set up, and on the page of a fault, which must ask nothing of the database."""

    name: str
    section: str = ""
    phone: str = ""
    email: str = ""
    notice: str = ""
    notice_language: str = "ja"
    readings: Readings = NO_READINGS
    wording_revision: int = 0


class Person(Protocol):
    """What the frame needs to know of a signed-in person."""

    def has_role(self, *roles: Role) -> bool:
        """Whether one of the roles is held."""


class Link(NamedTuple):
    """A link of the frame; `key` names its picture and is told apart by it."""

    key: str
    href: str
    label: str


@dataclass(frozen=True)
class Frame:
    """The parts that depend on the language alone. A link whose feature is missing is left out."""

    language: Language
    home: str
    display: str
    furigana: str
    search: str
    search_words: str
    sign_in: str
    sign_out: str
    main: tuple[Link, ...]
    account: tuple[Link, ...]
    staff: tuple[tuple[Role, Link], ...]
    foot: tuple[Link, ...]
    words: dict[str, str]

    def account_links(self, person: Person) -> list[Link]:
        """The person's own pages, and the workplaces that their roles open."""
        return [*self.account, *(link for role, link in self.staff if person.has_role(role))]


def _nothing() -> None:
    return None


@dataclass
class _Slots:
    town: Callable[[], TownFacts | None] = _nothing
    account_language: Callable[[], str | None] = _nothing


def _slots(app: Flask) -> _Slots:
    found: _Slots = app.extensions.setdefault("civic.slots", _Slots())
    return found


def fill_town(app: Flask, source: Callable[[], TownFacts | None]) -> None:
    """Give the frame its facts about the town; `source` is asked once a request at most."""
    _slots(app).town = source


def fill_account_language(app: Flask, source: Callable[[], str | None]) -> None:
    """Tell the frame how to find the language slug of the signed-in person, for addresses without a language."""
    _slots(app).account_language = source


def account_language() -> str | None:
    """The language slug that the signed-in person chose."""
    return _slots(current_app).account_language()


def town() -> TownFacts:
    """The town of this instance."""
    found: TownFacts | None = g.get("town")
    if found is None:
        found = g.town = _slots(current_app).town() or unknown_town()
    return found


def unknown_town() -> UnknownTown:
    """Facts that need no database."""
    return UnknownTown(_("Town participation"))


def town_name() -> str:
    """The town's name in the page's language."""
    return town().name


def has_endpoint(name: str) -> bool:
    """Whether the application has this page."""
    return name in current_app.view_functions


def absolute(endpoint: str, **arguments: Any) -> str:
    """The full address of a page, also outside a request: for mails and feeds. `_anchor` is understood."""
    settings: Settings = current_app.config["CIVIC"]
    anchor = arguments.pop("_anchor", None)
    current_app.inject_url_defaults(endpoint, arguments)
    path = current_app.url_map.bind("civic.invalid").build(endpoint, arguments)
    return f"{settings.base_url}{path}" + (f"#{quote(str(anchor))}" if anchor else "")


def set_language(language: Language) -> None:
    """Make the rest of this request speak `language`, although its address names none."""
    g.language = language
    flask_babel.refresh()
    forget_words()


def frame() -> Frame:
    """The frame in the page's language."""
    language = current_language()
    frames: dict[tuple[str, int], Frame] = current_app.extensions[_FRAMES]
    key = (language.slug, words_revision())
    found = frames.get(key)
    if found is None:
        found = frames[key] = _build(language)
    return found


def _links(items: Iterable[tuple[str, str, str]]) -> tuple[Link, ...]:
    return tuple(Link(key, url_for(endpoint), label) for key, endpoint, label in items if has_endpoint(endpoint))


def _address(endpoint: str, default: str = "") -> str:
    return url_for(endpoint) if has_endpoint(endpoint) else default


def _build(language: Language) -> Frame:
    staff = (
        (Role.MODERATOR, "moderation.queue", _("Moderation")),
        (Role.COORDINATOR, "handoff.desk", _("Desk")),
        (Role.DEPARTMENT, "handoff.inboxes", _("Department inbox")),
        (Role.ADMINISTRATOR, "town.admin", _("Administration")),
    )
    return Frame(
        language=language,
        home=f"/{language.slug}/",
        display=_address("ui.display"),
        furigana=_address("ui.switch_furigana"),
        search=_address("search.index"),
        search_words=_address("search.words"),
        sign_in=_address("accounts.sign_in"),
        sign_out=_address("accounts.sign_out"),
        main=_links(
            (
                ("home", "proposals.home", _("Home")),
                ("proposals", "proposals.index", _("Proposals")),
                ("themes", "processes.index", _("Themes")),
                ("me", "accounts.me", _("My page")),
            )
        ),
        account=_links((("me", "accounts.me", _("My page")), ("mine", "proposals.mine", _("My proposals")))),
        staff=tuple((role, Link(endpoint, url_for(endpoint), label)) for role, endpoint, label in staff if has_endpoint(endpoint)),
        foot=_links(
            (
                ("answers", "handoff.responses", _("Answers from the town")),
                ("words", "translations.words", _("Words of the town hall")),
                ("accessibility", "ui.accessibility", _("Accessibility")),
                ("privacy", "ui.privacy", _("Privacy")),
            )
        ),
        words={
            "skip": _("Skip to the main text"),
            "display": _("Display"),
            "show_furigana": _("Show furigana"),
            "hide_furigana": _("Hide furigana"),
            "search": _("Search"),
            "sign_in": _("Sign in"),
            "sign_out": _("Sign out"),
            "pages": _("Main pages"),
            "account": _("Your account"),
            "contact": _("Questions? Please ask us, also by telephone."),
            "telephone": _("Telephone"),
            "about": _("About this site"),
            "summary": _("Take part in what your town decides: write proposals, support them, and read the answers."),
        },
    )


def _piece(*key: Any, arguments: Callable[[], tuple[Any, ...]]) -> Markup:
    """A piece of the frame, made by the macro that its key begins with the first time, and kept."""
    pieces: dict[tuple[Any, ...], Markup] = current_app.extensions[_PIECES]
    key = (*key, words_revision())
    found = pieces.get(key)
    if found is None:
        made = getattr(current_app.jinja_env.get_template("ui/_frame.html").module, key[0])(*arguments())
        found = pieces[key] = made
    return found


def _rest() -> str:
    """This address after the language, for the same page in another language."""
    prefix = f"/{current_language().slug}/"
    return quote(request.path.removeprefix(prefix)) if request.path.startswith(prefix) else ""


def _alternates() -> list[tuple[Language, str]]:
    return [(language, f"/{language.slug}/{_REST}") for language in LANGUAGES]


def page_links() -> Markup:
    """For search engines: the one full address of this page, and this page in the languages that they know."""
    slug = current_language().slug

    def arguments() -> tuple[Any, ...]:
        return _alternates(), current_app.config["CIVIC"].base_url, f"/{slug}/{_REST}"

    return _piece("links", slug, arguments=arguments).replace(_REST, _rest())


def language_menu() -> Markup:
    """The list of languages; each leads to this same page, with its arguments."""
    language, rest = current_language(), _rest()
    if request.query_string and request.method == "GET":
        rest = f"{rest}?{request.query_string.decode('ascii', 'ignore')}"
    return _piece("languages", language.slug, arguments=lambda: (_alternates(), language)).replace(_REST, rest)


def search_box() -> str:
    """The search box in the head of every page but the search's own, which has a larger one."""
    shown = frame()
    is_here = not shown.search or request.path == shown.search
    return "" if is_here else _piece("search_box", shown.language.slug, arguments=lambda: (shown,))


def navigation() -> Markup:
    """The main pages, the present one marked."""
    shown, path = frame(), request.path
    current, is_exact = "", True
    for link in shown.main:
        if path == link.href or (link.key != "home" and path.startswith(f"{link.href}/")):
            current, is_exact = link.key, path == link.href
    return _piece("navigation", shown.language.slug, current, is_exact, arguments=lambda: (shown, current, is_exact))


def foot(facts: TownFacts) -> Markup:
    """Whom to ask, and the statements."""
    shown = frame()
    section, phone = facts.section, facts.phone
    return _piece("foot", shown.language.slug, section, phone, arguments=lambda: (shown, section, phone))


def here() -> str:
    """This address as the value of an argument, to come back to it."""
    return quote(request.full_path if request.query_string else request.path)


def cookie(name: str) -> str:
    """What the visitor's browser keeps under a name; empty when nothing. (Werkzeug's own `get` of what is missing makes an exception.)"""
    kept = request.cookies
    return str(kept[name]) if name in kept else ""


def text_size() -> str:
    """The size of text that the visitor chose."""
    chosen = cookie(SIZE_COOKIE)
    return chosen if chosen in SIZES else SIZES[0]


def contrast() -> str:
    """The colours that the visitor chose."""
    chosen = cookie(CONTRAST_COOKIE)
    return chosen if chosen in CONTRASTS else CONTRASTS[0]


def prefers_originals() -> bool:
    """Whether the visitor wants texts as they were written, with translations one touch away."""
    return cookie(ORIGINALS_COOKIE) == "on"


def days_left(day: date | datetime) -> int:
    """Days from today, in the town's time zone, to `day`; 0 is today, below 0 is over."""
    return ((local_day(day) if isinstance(day, datetime) else day) - local_day(utcnow())).days


def iso(moment: date | datetime) -> str:
    """A day or moment for machines."""
    return moment.isoformat()


def _context() -> dict[str, Any]:
    return {"town": town()}


def init_app(app: Flask) -> None:
    """Install the frame's part of the template language."""
    app.extensions[_FRAMES], app.extensions[_PIECES] = {}, {}
    app.context_processor(_context)
    app.jinja_env.globals.update(
        contrast=contrast,
        days_left=days_left,
        foot=foot,
        frame=frame,
        has_endpoint=has_endpoint,
        here=here,
        language_menu=language_menu,
        navigation=navigation,
        page_links=page_links,
        search_box=search_box,
        text_size=text_size,
        town_name=town_name,
    )
    app.jinja_env.filters["iso"] = iso
    app.jinja_env.globals.setdefault("csrf_token", generate_csrf)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
