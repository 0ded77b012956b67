"""Pages that belong to no feature: looks, statements, the address without a language, and the pages for developers."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from civic.config import Settings
from civic.db import utcnow
from civic.i18n.languages import LANGUAGES
from civic.i18n.pages import COOKIE, current_language, negotiated_language
from civic.i18n.text import _, lazy
from civic.policy import public
from civic.ui import gallery as samples
from civic.ui.assets import asset_response
from civic.ui.choices import choices
from civic.ui.forms import Form
from civic.ui.frame import (
    CONTRAST_COOKIE,
    ORIGINALS_COOKIE,
    SIZE_COOKIE,
    account_language,
    contrast,
    prefers_originals,
    text_size,
    town,
)
from civic.ui.furigana import FURIGANA_COOKIE, OFF, ON
from civic.ui.mailbox import read_letter, read_letters
from civic.ui.safe_next import safe_next

blueprint = Blueprint("ui", __name__, template_folder="templates")
root = Blueprint("root", __name__)
_YEAR = 365 * 24 * 3600
Page = str | Response | tuple[str, int]


def _settings() -> Settings:
    settings: Settings = current_app.config["CIVIC"]
    return settings


class DisplayForm(Form):
    """How pages look on this device."""

    next = HiddenField()
    size = RadioField(lazy("Size of text"), choices=choices([("m", lazy("Normal")), ("l", lazy("Large")), ("xl", lazy("Very large"))]))
    contrast = RadioField(
        lazy("Colours"),
        choices=choices([("std", lazy("Normal")), ("high", lazy("Strong contrast")), ("dark", lazy("Black background"))]),
    )
    language = SelectField(lazy("Language"), choices=choices((language.slug, language.endonym) for language in LANGUAGES))
    originals = BooleanField(lazy("Always show originals first"), description=lazy("Translations are then one touch away."))


@blueprint.route("/display", methods=["GET", "POST"])
@public
def display() -> Page:
    """Text size, colours and language of this device, kept in cookies."""
    chosen = {"size": text_size(), "contrast": contrast(), "language": current_language().slug, "next": request.args.get("next", "")}
    form = DisplayForm(data=chosen | {"originals": prefers_originals()})
    if form.validate_on_submit():
        language = str(form.language.data)
        response = redirect(_in_language(safe_next(form.next.data, f"/{language}/"), language), 303)
        originals = (ORIGINALS_COOKIE, ON if form.originals.data else OFF)
        for name, value in ((SIZE_COOKIE, form.size.data), (CONTRAST_COOKIE, form.contrast.data), (COOKIE, language), originals):
            response.set_cookie(name, value, max_age=_YEAR, secure=_settings().is_secure, httponly=True, samesite="Lax")
        return response
    page = render_template("ui/display.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.get("/display/furigana")
@public
def switch_furigana() -> Response:
    """Show or hide readings on this device, and go back to the page. A link, so that pages without an account stay without a session."""
    response = redirect(safe_next(request.args.get("next"), f"/{current_language().slug}/"), 303)
    chosen = ON if request.args.get("show") == ON else OFF
    response.set_cookie(FURIGANA_COOKIE, chosen, max_age=_YEAR, secure=_settings().is_secure, httponly=True, samesite="Lax")
    return response


def _in_language(target: str, language: str) -> str:
    """The same page in the language that was chosen."""
    prefix = f"/{current_language().slug}/"
    return f"/{language}/{target.removeprefix(prefix)}" if target.startswith(prefix) else target


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """What residents with disabilities can expect, and whom to tell."""
    parts = [
        (
            _("What we aim at"),
            [
                _("Everyone should be able to take part here, whatever their eyes, ears, hands, language or device."),
                _("We build and test these pages for JIS X 8341-3 level AA and WCAG 2.2 level AA."),
                _("Every page is built to work with a keyboard, with a screen reader, with large text and without scripts."),
                _("You can change the size of text and the colours on the page “Display”."),
            ],
        ),
        (
            _("What is not finished"),
            [
                _("Automatic tests check the main pages before each release. Tests by people with disabilities are still to come."),
                _("Not every text of a resident is translated. Machine translations can be wrong; the original is always there."),
            ],
        ),
        (
            _("If something keeps you out"),
            [
                _("Please tell us, by telephone or e-mail: we mend it, and until then we take your words in another way."),
            ],
        ),
    ]
    return render_template("ui/text_page.html", title=_("Accessibility"), parts=parts)


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is kept about people, why, for how long."""
    parts = [
        (
            _("Visiting these pages"),
            [
                _("You can read everything without an account."),
                _("There is no advertising and no tracker, and your device loads nothing from other companies' servers."),
                _("Public texts may go to a translation service, without telephone numbers, e-mail addresses and the like."),
                _("Cookies are used only to keep you signed in, to protect forms, and to remember how pages should look."),
            ],
        ),
        (
            _("Your account"),
            [
                _("We keep your e-mail address, your display name, your language and a protected form of your password."),
                _("Only your display name is public. Nobody sees your e-mail address."),
                _("What you publish, support and comment is public under your display name."),
            ],
        ),
        (
            _("Your rights"),
            [
                _("On your page you can download what we keep about you, and delete your account."),
                _("After that your published texts stay, without your name, because others have answered them."),
            ],
        ),
    ]
    return render_template("ui/text_page.html", title=_("Privacy"), parts=parts)


def _only_for_developers() -> None:
    if not _settings().shows_development_pages:
        abort(404)


@blueprint.get("/_ui")
@public
def gallery() -> str:
    """All components on one page."""
    _only_for_developers()
    now = utcnow()
    words = samples.words(current_language())
    return render_template("ui/gallery.html", words=words, form=samples.sample_form(), now=now, later=now + timedelta(days=8))


@blueprint.get("/_mail")
@public
def mailbox() -> str:
    """The mails that would have been sent."""
    _only_for_developers()
    return render_template("ui/mailbox.html", mails=read_letters(_settings().data_dir / "mail"))


@blueprint.get("/_mail/<name>")
@public
def mail(name: str) -> str:
    """One mail, its addresses as links."""
    _only_for_developers()
    letter = read_letter(_settings().data_dir / "mail", name)
    if letter is None:
        abort(404)
    return render_template("ui/mail.html", mail=letter)


def _to(path: str) -> Response:
    response = redirect(f"/{negotiated_language(account_language())}/{path}", 302)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@root.get("/")
@public
def start() -> Response:
    """The home page in the visitor's language."""
    return _to("")


@root.get("/_ui")
@public
def start_gallery() -> Response:
    """The gallery in the visitor's language."""
    _only_for_developers()
    return _to("_ui")


@root.get("/_mail")
@public
def start_mailbox() -> Response:
    """The mailbox in the visitor's language."""
    _only_for_developers()
    return _to("_mail")


@root.get("/favicon.ico")
@public
def favicon() -> Response:
    """For browsers that ask without reading the page."""
    return asset_response("icon.svg")


@root.get("/robots.txt")
@public
def robots() -> Response:
    """Everything public may be found; pages for signing in and choosing looks are of no use to a search engine."""
    hidden = "".join(f"Disallow: /{language.slug}/{path}\n" for language in LANGUAGES for path in ("display", "account"))
    return _plain(f"User-agent: *\n{hidden}")


@root.get("/.well-known/security.txt")
@public
def security() -> Response:
    """Whom to tell of a weakness (RFC 9116)."""
    settings = _settings()
    expires = (utcnow() + timedelta(days=180)).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    contact = town().email or settings.mail_from
    lines = (
        f"Contact: mailto:{contact}",
        f"Expires: {expires}",
        "Preferred-Languages: ja, en",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
    )
    return _plain("\n".join(lines) + "\n")


def _plain(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "text/plain"
    return response
