"""One debate of six people in six languages, each reading the others on a phone: by touch, by keyboard, and one of them without scripts."""

from __future__ import annotations

import gettext
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from civic.demo.content import password
from civic.i18n.languages import BY_SLUG, name_of
from civic.i18n.text import CATALOGUES
from tests.browser import debate
from tests.browser.conftest import PASSWORDS, PHONE, Doors, OpenPage
from tests.browser.debate import BETTER, BODY, BY_KEY, COMMENTS, ORIGINAL, PEOPLE, TITLE, Person, Services
from tests.browser.hands import Keyboard, Pointer
from tests.browser.places import ADMIN, RESIDENT_VI
from tests.browser.rules import axe_problems, target_problems, width_problems
from tests.browser.running import Instance, built_town, environment, run, running

FOLDER = os.environ.get("CIVIC_SHOTS", "")
PATIENCE = 30.0
NO_SCRIPT = {**PHONE, "java_script_enabled": False}
SWITCH = "main a[href*='/translations/originals']"
UNFIXED = ".nav { position: static !important; }"

TEXTS = "main :is(h1, .card-title a, .prose, .tr-other strong bdi)"
FIRST = "main h1, article.stack > .prose, article.cm > .prose"
PASSAGES = """selector => [...document.querySelectorAll(selector)].map((element) => {
  const copy = element.cloneNode(true)
  copy.querySelectorAll("rt, rp").forEach((reading) => reading.remove())
  return [copy.textContent.replace(/\\s+/g, ""), element.closest("[lang]").lang]
})"""
"""What the page says, and in which language it says that this is."""
CLIPPED = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, summary, .btn, .chip, .tongue)")].filter((element) =>
  getComputedStyle(element).overflow !== "visible" && element.scrollHeight > element.clientHeight + 1
).map((element) => element.outerHTML.slice(0, 120))"""
LEADS = """() => [...document.querySelectorAll("main .prose p")].filter((element) => element.matches(":lang(ja)")).map((element) => {
  const style = getComputedStyle(element)
  const lead = parseFloat(style.lineHeight)
  return {lead: lead / parseFloat(style.fontSize), lines: element.getBoundingClientRect().height / lead}
})"""

Ids = dict[str, int]
"""The number of each text: `proposal`, or the key of who wrote the comment."""


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    """The translation services."""
    with debate.services() as started:
        yield started


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory, worker_id: str, services: Services) -> Iterator[Instance]:
    """A town of its own, which uses these services and knows the six people."""
    base = tmp_path_factory.getbasetemp()
    town = built_town((base if worker_id == "master" else base.parent) / "shared")
    folder = tmp_path_factory.mktemp("six-languages")
    with running(town, folder, **services.settings) as started:
        run("-m", "tests.browser.debate", log=folder / "people.log", env=environment(MODE="demo", DATA_DIR=str(folder / "data")))
        yield started


@pytest.fixture(scope="session")
def doors(browser: Browser, instance: Instance) -> Doors:
    """Opens browsers in that town."""
    return Doors(browser, instance, {**PASSWORDS, **{person.email: password() for person in PEOPLE}})


def says(sentence: str, slug: str) -> str:
    """A sentence of the interface, straight from the catalogue."""
    found = gettext.translation("messages", str(CATALOGUES), languages=[BY_SLUG[slug].id], fallback=slug == "en").gettext(sentence)
    assert slug == "en" or found != sentence, f"{sentence!r} is not translated into {slug}"
    return found


def texts_of(key: str) -> list[dict[str, str]]:
    """The texts of the proposal or of a comment, by language."""
    return [TITLE, BODY] if key == "proposal" else [COMMENTS[key]]


def foreign_to(tag: str) -> list[str]:
    """Whose texts a reader of a language needs translated: who reads Japanese reads easy Japanese."""
    return [key for key, source in ORIGINAL.items() if source != tag and (source, tag) != ("ja-simple", "ja")]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def bar(page: Page, number: int) -> Locator:
    """The lines below a text that say how it was translated."""
    return page.locator(f"#tr-contribution-{number}")


def test_six_people_debate_in_six_languages(open_page: OpenPage, services: Services) -> None:
    prepare(open_page(ADMIN, **PHONE))
    pages = {person.key: open_page(person.email, **(NO_SCRIPT if person.key == "ne" else PHONE)) for person in PEOPLE}
    ids = write(pages)
    address = f"proposals/{ids['proposal']}"
    for person in PEOPLE:
        page = pages[person.key]
        page.goto(f"/{person.slug}/{address}")
        ask_for_translations(page, person, ids)
        wait_for_translations(page, len(foreign_to(person.tag)))
        read(page, person, ids)
        open_originals(page, person, ids)
        prefer_originals(page, person)
        if person.key == "ne":
            page = open_page(person.email, **PHONE)
            page.goto(f"/{person.slug}/{address}")
        assert problems(page) == [], person.key
    read_with_furigana(pages["ja"])
    read_with_furigana(pages["easy"])
    improve(pages["vi"], open_page(RESIDENT_VI, **PHONE), ids)
    assert problems(pages["vi"]) == []
    find(pages["pt"], ids)
    assert problems(pages["pt"]) == []
    assert services.problems == []
    if FOLDER:
        take_pictures(open_page, pages, ids)


def prepare(page: Page) -> None:
    """An administrator switches the services on and entrusts somebody with Vietnamese."""
    page.goto("/ja/admin/translations")
    page.locator("[name=is_machine_on]").check()
    Pointer().press(page, "main form:has([name=is_machine_on]) button[type=submit]")
    page.goto("/ja/admin/translations/translators")
    page.locator("main [name=email]").fill(RESIDENT_VI)
    page.locator("main [name=language]").select_option("vi")
    Pointer().press(page, "main form:has([name=email]) button[type=submit]")
    expect(page.locator("main li.card")).to_contain_text("Tiếng Việt")


def write(pages: dict[str, Page]) -> Ids:
    """The proposal in Japanese, and what the others say to it, each in their own language. Nobody is asked which one it is."""
    hands, page = Pointer(), pages["ja"]
    page.goto("/ja/")
    hands.press(page, "main a[href$='/proposals/new']")
    hands.write(page, "[name=title]", TITLE["ja"])
    hands.press(page, "main form button[type=submit]")
    hands.write(page, "[name=body]", BODY["ja"])
    hands.press(page, "main form button[type=submit]")
    hands.choose_next(page, "[name=area_id]")
    hands.choose_next(page, "[name=category_id]")
    hands.press(page, "main form button[type=submit]")
    hands.press(page, "form[action$='/publish'] button")
    number = re.fullmatch(r".*/ja/proposals/(\d+)", page.url)
    assert number, page.url
    ids = {"proposal": int(number[1])}
    for key, said in COMMENTS.items():
        person, page = BY_KEY[key], pages[key]
        page.goto(f"/{person.slug}/proposals/{number[1]}")
        page.locator("[name=stance][value=for]").check()
        hands.write(page, "form[action$='/comments'] [name=body]", said[person.tag])
        hands.press(page, "form[action$='/comments'] button")
        own = page.locator("article.cm", has=page.locator("form[action$='/delete']"))
        ids[key] = int((own.get_attribute("id") or "").removeprefix("comment-"))
        expect(own.locator(".ask-language")).to_have_count(0)
        if key == "easy":
            say_that_it_is_easy(page, own)
        expect(own.locator(".prose")).to_have_attribute("lang", person.tag)
        expect(own.locator(".tr")).to_have_count(0)
    return ids


def say_that_it_is_easy(page: Page, own: Locator) -> None:
    """Easy Japanese is Japanese to the detector; only its author can know that it was meant to be easy."""
    expect(own.locator(".prose")).to_have_attribute("lang", "ja")
    with page.expect_navigation():
        own.locator("a[href*='/language']").click()
    page.locator("main [name=language]").select_option("ja-simple")
    Pointer().press(page, "main form:has([name=language]) button[type=submit]")


def ask_for_translations(page: Page, person: Person, ids: Ids) -> None:
    """What the reader cannot read has a button, and nothing else; nothing to switch while nothing is translated."""
    foreign = foreign_to(person.tag)
    buttons = page.locator("main form[action*='/translations/contribution/'] button")
    expect(buttons).to_have_count(len(foreign))
    expect(page.locator(".tr")).to_have_count(len(foreign))
    expect(page.locator(SWITCH)).to_have_count(0)
    for key in foreign:
        expect(bar(page, ids[key])).to_contain_text(says("This text is shown in the language it was written in.", person.slug))
    for position, key in enumerate(foreign):
        button = f"#tr-contribution-{ids[key]} form button"
        expect(page.locator(button)).to_have_text(says("Translate", person.slug))
        (Keyboard() if position == 0 and person.key == "vi" else Pointer()).press(page, button)
        assert page.url.endswith(f"#tr-contribution-{ids[key]}")


def wait_for_translations(page: Page, count: int) -> None:
    """Look again in a moment, as the page says."""
    end = time.monotonic() + PATIENCE
    while page.locator(".tr > .tr-other").count() < count:
        assert time.monotonic() < end, page.locator(".tr").all_inner_texts()
        page.wait_for_timeout(300)
        page.reload()


def read(page: Page, person: Person, ids: Ids) -> None:
    """Everything stands there in the reader's language, says where it comes from, and is marked as what it is."""
    expect(page.locator("html")).to_have_attribute("lang", person.tag)
    foreign = foreign_to(person.tag)
    label = says("Machine translation from %(language)s", person.slug)
    for key in foreign:
        ((words, _tag), *_more) = passages(page, f"#tr-contribution-{ids[key]} > .meta")
        assert words.startswith(squeezed(label % {"language": name_of(ORIGINAL[key])}))
    first = {squeezed(said[person.tag]): person.tag for key in foreign for said in texts_of(key)}
    first |= {squeezed(said[ORIGINAL[key]]): ORIGINAL[key] for key in ORIGINAL if key not in foreign for said in texts_of(key)}
    behind = {squeezed(said[ORIGINAL[key]]): ORIGINAL[key] for key in foreign for said in texts_of(key)}
    assert dict(passages(page)) == first | behind
    assert dict(passages(page, FIRST)) == first


def passages(page: Page, selector: str = TEXTS) -> list[tuple[str, str]]:
    """Words without their readings, and the language that the page says they are in."""
    return [(words, tag) for words, tag in page.evaluate(PASSAGES, selector)]


def open_originals(page: Page, person: Person, ids: Ids) -> None:
    """One touch, or one key."""
    for position, key in enumerate(foreign_to(person.tag)):
        details = bar(page, ids[key]).locator("details.tr-other")
        original = details.locator(".prose").last
        expect(original).to_be_hidden()
        summary = details.locator("summary")
        expect(summary).to_contain_text(says("Show the original", person.slug))
        if position % 2:
            summary.focus()
            page.keyboard.press("Enter")
        else:
            summary.tap()
        expect(original).to_be_visible()
        expect(original).to_have_attribute("lang", ORIGINAL[key])


def prefer_originals(page: Page, person: Person) -> None:
    """All originals first, translations one touch away; and back."""
    expect(page.locator(SWITCH)).to_have_text(says("Always show originals first", person.slug))
    Pointer().press(page, SWITCH)
    written = {squeezed(said[source]): source for key, source in ORIGINAL.items() for said in texts_of(key)}
    assert dict(passages(page, FIRST)) == written
    expect(page.locator(".tr > .tr-other > summary")).to_have_text(
        [says("Show the translation", person.slug)] * len(foreign_to(person.tag))
    )
    Pointer().press(page, SWITCH)
    expect(page.locator(SWITCH)).to_have_text(says("Always show originals first", person.slug))


def problems(page: Page) -> list[str]:
    """What is wrong with the page, everything opened."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((details) => { details.open = true })")
    return axe_problems(page) + width_problems(page) + target_problems(page) + page.evaluate(CLIPPED)


def read_with_furigana(page: Page) -> None:
    """Readings over what was written and over what was translated; the lines keep their distance."""
    if not page.locator("main rt").count():
        Pointer().press(page, "header a[href*='/display/furigana']")
    for text in page.locator("main .prose:visible").all():
        assert (text.locator("rt").count() > 0) == ((text.get_attribute("lang") or "").startswith("ja")), text.text_content()
    leads = page.evaluate(LEADS)
    assert leads
    assert not [one for one in leads if one["lead"] < 1.8 or abs(one["lines"] - round(one["lines"])) > 0.06]
    assert problems(page) == []


def improve(reader: Page, translator: Page, ids: Ids) -> None:
    """A reader says it better, a translator agrees, and the reader's name stands there."""
    place = f"/vi/proposals/{ids['proposal']}"
    reader.goto(place)
    bar(reader, ids["en"]).locator("summary").tap()
    Pointer().press(reader, f"#tr-contribution-{ids['en']} a[href*='/suggest']")
    field = reader.locator("main [name=text_body]")
    expect(field).to_have_value(COMMENTS["en"]["vi"])
    field.fill(BETTER)
    Pointer().press(reader, "main form:has([name=text_body]) button[type=submit]")
    expect(reader.locator("main .note.ok")).to_have_text(says("Thank you. A translator looks at it before it is shown.", "vi"))
    expect(reader.locator(f"#comment-{ids['en']} > .prose")).to_have_text(COMMENTS["en"]["vi"])
    translator.goto("/vi/translations/review")
    waiting = translator.locator("main article.card", has_text=BETTER)
    expect(waiting).to_contain_text(BY_KEY["vi"].name)
    expect(waiting).to_contain_text(COMMENTS["en"]["en"])
    with translator.expect_navigation():
        waiting.locator("form[action$='/publish'] button").click()
    reader.goto(place)
    expect(reader.locator(f"#comment-{ids['en']} > .prose")).to_have_text(BETTER)
    label = bar(reader, ids["en"]).locator("> .meta").first
    expect(label).to_contain_text(says("Translated from %(language)s", "vi") % {"language": "English"})
    expect(label).to_contain_text(BY_KEY["vi"].name)
    expect(label).not_to_contain_text("Azure")


def find(page: Page, ids: Ids) -> None:
    """The Japanese proposal, by a Portuguese word."""
    end = time.monotonic() + PATIENCE
    wanted = page.locator(f"#results article a[href$='/proposals/{ids['proposal']}']")
    page.goto("/pt-br/search")
    page.locator("#q").fill("separar parque")
    Pointer().press(page, "main form[role=search] button.btn >> nth=0")
    while not wanted.count():
        assert time.monotonic() < end, page.locator("#results").inner_text()
        page.wait_for_timeout(300)
        page.reload()
    found = page.locator("#results article", has=page.locator(f"h3 a[href$='/proposals/{ids['proposal']}']"))
    expect(found).to_have_count(1)
    expect(found).to_contain_text(says("Found in a translation. Written in %(language)s.", "pt-br") % {"language": "日本語"})
    expect(wanted).to_have_text(TITLE["pt-BR"])
    expect(wanted).to_have_attribute("lang", "pt-BR")
    expect(found.locator("mark").first).to_be_visible()


def take_pictures(open_page: OpenPage, pages: dict[str, Page], ids: Ids) -> None:
    """The debate as each of the six sees it, and in two scripts more; originals open for one text."""
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    extra = [Person("my", "", "my", "my"), Person("th", "", "th", "th")]
    reader = open_page(BY_KEY["en"].email, **PHONE)
    for person in extra:
        reader.goto(f"/{person.slug}/proposals/{ids['proposal']}")
        ask_for_translations(reader, person, ids)
        wait_for_translations(reader, len(ORIGINAL))
    for person in [*PEOPLE, *extra]:
        options: dict[str, Any] = {"cookies": {"civic_furigana": "on"}} if person.key == "ja" else {}
        page = open_page((BY_KEY.get(person.key) or BY_KEY["en"]).email, bypass_csp=True, **options, **PHONE)
        page.goto(f"/{person.slug}/proposals/{ids['proposal']}")
        page.screenshot(path=folder / f"debate-{person.slug}.png", full_page=True, style=UNFIXED)
        page.locator(".tr > .tr-other > summary").first.tap()
        page.locator(".tr").first.scroll_into_view_if_needed()
        page.screenshot(path=folder / f"debate-{person.slug}-original.png")
        page.goto(f"/{person.slug}/proposals")
        page.screenshot(path=folder / f"debate-{person.slug}-list.png")
    pages["pt"].reload()
    pages["pt"].screenshot(path=folder / "debate-search.png")
