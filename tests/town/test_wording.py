"""The town's own words in place of shipped sentences."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from civic.audit.models import AuditEntry
from civic.db import session
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _, in_language, ngettext
from civic.i18n.writing import InvalidTextError
from civic.policy import NotAllowedError, Role
from civic.town import queries, services, wording
from tests.conftest import SignIn
from tests.factories import make_town, make_user

pytestmark = pytest.mark.usefixtures("database")
PROPOSALS = wording.key_of("", "Proposals")
COMMENTS = wording.key_of("", "%(num)s comment")


def say(key: str, *texts: str, language: str = "ja", role: Role = Role.ADMINISTRATOR) -> None:
    town = queries.the_town() or make_town()
    sentence = wording.sentences(language)[key]
    services.say_differently(town, actor=make_user(roles=(role,)), language_id=language, sentence=sentence, texts=texts)
    session.flush()


def test_sentences_are_those_of_the_catalogue_with_all_their_forms() -> None:
    assert wording.sentences("ja")[PROPOSALS].shipped == ("提案",)
    assert (wording.sentences("ja")[COMMENTS].forms, wording.sentences("pt_BR")[COMMENTS].forms) == (1, 2)
    assert wording.sentences("en")[COMMENTS].shipped == ("%(num)s comment", "%(num)s comments")
    assert {len(wording.sentences(language.id)) for language in LANGUAGES} == {len(wording.sentences("ja"))}


def test_say_differently_is_heard_at_once_and_only_in_its_language(client: FlaskClient) -> None:
    make_town()
    assert "みんなの" not in client.get("/ja/proposals").text
    say(PROPOSALS, "みんなの声")
    page = client.get("/ja/proposals").text.replace("<wbr>", "")
    assert "<h1>みんなの声</h1>" in page
    assert page.count("みんなの声") >= 3  # heading, title, and the main pages, which are kept between requests
    assert "<h1>Proposals</h1>" in client.get("/en/proposals").text
    entry = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert entry is not None
    assert (entry.kind, entry.facts) == ("town.WordingChanged", {"language": "ja", "sentence": PROPOSALS})


def test_say_as_shipped_takes_it_back(client: FlaskClient) -> None:
    make_town()
    say(PROPOSALS, "みんなの声")
    town, person = queries.the_town(), make_user(roles=(Role.ADMINISTRATOR,))
    assert town is not None
    services.say_as_shipped(town, actor=person, language_id="ja", sentence=wording.sentences("ja")[PROPOSALS])
    session.flush()
    assert "みんなの" not in client.get("/ja/proposals").text
    assert wording.own_wording("ja") == {}


def test_own_words_in_every_form_and_in_mails() -> None:
    make_town()
    say(COMMENTS, "%(num)s voice", "%(num)s voices", language="en")
    with in_language("en"):
        assert [ngettext("%(num)s comment", "%(num)s comments", number) for number in (1, 2)] == ["1 voice", "2 voices"]
        assert _("Proposals") == "Proposals"
    with in_language("ja@easy"):
        assert ngettext("%(num)s comment", "%(num)s comments", 1) != "1 voice"


def test_words_equal_to_the_shipped_ones_are_not_kept() -> None:
    say(PROPOSALS, "みんなの声")
    say(PROPOSALS, "提案")
    assert wording.own_wording("ja") == {}


@pytest.mark.parametrize("text", ["", "<b>声</b>", "声 %(secret)s", "見て https://example.org", "声\u202e", "x" * 601])
def test_say_differently_passes_the_gate_of_the_catalogues(text: str) -> None:
    with pytest.raises(InvalidTextError):
        say(PROPOSALS, text)


@pytest.mark.parametrize("texts", [("%(num)s voice",), ("%(num)s voice", "%(who)s voices")])
def test_say_differently_needs_every_placeholder_and_form(texts: tuple[str, ...]) -> None:
    with pytest.raises(InvalidTextError):
        say(COMMENTS, *texts, language="en")


def test_parts_to_keep_are_named() -> None:
    assert services.kept_parts(wording.sentences("en")[PROPOSALS]) == ""
    assert "%(num)s" in services.kept_parts(wording.sentences("en")[COMMENTS])
    with pytest.raises(InvalidTextError, match=r"%\(num\)s"):
        say(COMMENTS, "%(num)s voice", "%(who)s voices", language="en")


def test_only_administrators_say_differently() -> None:
    with pytest.raises(NotAllowedError):
        say(PROPOSALS, "声", role=Role.MODERATOR)


def test_pages_find_change_refuse_export_and_reset(sign_in: SignIn) -> None:
    make_town()
    client = sign_in(make_user(roles=(Role.ADMINISTRATOR,)))
    address = f"/en/admin/wording/ja/{PROPOSALS}"
    assert client.get("/en/admin/wording").status_code == 200
    assert client.get("/en/admin/wording/xx").status_code == 404
    assert client.get("/en/admin/wording/ja/0000000000000000").status_code == 404
    assert address in client.get("/en/admin/wording/ja?search=提案").text
    assert 'value="提案"' in client.get(address).text
    refused = client.post(address, data={"form_0": "声 <i>"})
    assert (refused.status_code, "声 &lt;i&gt;" in refused.text) == (422, True)
    assert client.post(address, data={"form_0": "みんなの声"}).status_code == 303
    assert "みんなの" in client.get("/en/admin/wording/ja").text
    exported = client.get("/en/admin/wording/ja.po")
    assert exported.mimetype == "text/x-gettext-translation"
    message = read_po(exported.data.decode().splitlines(keepends=True)).get("Proposals")
    assert message is not None
    assert message.string == "みんなの声"
    assert client.post(f"{address}/reset").status_code == 303
    assert "みんなの" not in client.get("/ja/proposals").text


@pytest.mark.parametrize("text", ["%(num)s %%%", "%(num)s %(", "%(num)s %(num)5s", "%(num)s %(num)", "%(num)s %(num)s%(who)5d"])
def test_lone_per_cent_sign_cannot_break_every_page(text: str) -> None:
    with pytest.raises(InvalidTextError):
        say(COMMENTS, text, text, language="en")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("%(num)s (100%)", "1 (100%)"), ("%(num)s (100%%)", "1 (100%)"), ("%(num)s % done", "1 % done"), ("%(num)s %d", "1 %d")],
)
def test_per_cent_sign_is_one_on_the_page(text: str, shown: str) -> None:
    make_town()
    say(COMMENTS, text, "%(num)s voices", language="en")
    with in_language("en"):
        assert ngettext("%(num)s comment", "%(num)s comments", 1) == shown
