"""Every language says every sentence, and no catalogue can smuggle anything in."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from civic.i18n.catalogue_check import check_all, check_catalogue, check_translation
from civic.i18n.collect import collect
from civic.i18n.compile import compile_catalogues
from civic.i18n.merge import SHIPPED
from civic.i18n.text import CATALOGUES
from tests.architecture.sources import ROOT, assert_none

pytestmark = pytest.mark.static

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def test_catalogues_are_complete_and_clean() -> None:
    assert_none(check_all())


def test_stored_sentences_are_those_of_the_code() -> None:
    with (CATALOGUES / "messages.pot").open("rb") as file:
        stored = {(message.id, message.context) for message in read_po(file) if message.id}
    said = {(message.id, message.context) for message in collect() if message.id}
    assert_none([f"run make i18n: {key}" for key in sorted(map(str, stored ^ said))])


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Save", "<img src=x onerror=1>"),
        ("<b>%(n)s</b>", "<b onclick=1>%(n)s</b>"),
        ("Hi %(n)s", "やあ %(n)s %(config)s"),
        ("Hi %(n)s", "やあ"),
        ("Hi %(n)s", "やあ %(n)s %s"),
        ("Hi %(n)s", "やあ %(n)s {config}"),
        ("Read", "読む https://evil.example"),
        ("Read", "読む www.evil.example"),
        ("Save", "保存<"),
        ("Save", "保存\u202e"),
        ("Save", "保\u200b存"),
        ("Save", " 保存"),
        ('See <a href="%(u)s">x</a>', '<a href="javascript:%(u)s">x</a>'),
    ],
)
def test_translation_that_adds_or_loses_something_is_found(sentence: str, said: str) -> None:
    assert check_translation(sentence, said)


@pytest.mark.parametrize(
    ("sentence", "said"), [("Save", "保存"), ("<b>%(n)s</b>", "<b>%(n)s</b>様"), ("100%% of %(n)s", "%(n)sの100%%"), ("Hi", "नमस्ते")]
)
def test_honest_translation_passes(sentence: str, said: str) -> None:
    assert check_translation(sentence, said) == []


def catalogue(folder: Path, language_id: str, body: str) -> Path:
    path = folder / language_id / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + body, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('msgid "Save"\nmsgstr ""\n', "is not translated"),
        ('#, fuzzy\nmsgid "Save"\nmsgstr "Guardar"\n', "is marked fuzzy"),
        ('msgid "Save"\nmsgstr "ほぞん"\n', "has Japanese in it"),
        ('msgid "%(num)s a"\nmsgid_plural "%(num)s b"\nmsgstr[0] "%(num)s c"\nmsgstr[1] ""\n', "is not translated"),
        ('msgid "%(num)s a"\nmsgid_plural "%(num)s b"\nmsgstr[0] "uno"\nmsgstr[1] "%(nom)s c"\n', "adds %(nom)s"),
    ],
)
def test_catalogue_problem_is_named(tmp_path: Path, body: str, problem: str) -> None:
    (found, *_rest) = check_catalogue(catalogue(tmp_path, "es", body))
    assert problem in found


def test_catalogue_without_problem_passes_and_compiles_once(tmp_path: Path) -> None:
    path = catalogue(tmp_path, "es", 'msgid "%(num)s a"\nmsgid_plural "%(num)s b"\nmsgstr[0] "una"\nmsgstr[1] "%(num)s c"\n')
    assert check_catalogue(path) == []
    assert compile_catalogues(tmp_path) == [path.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []


def test_glossary_and_catalogues_use_the_same_words() -> None:
    table = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## The words in every language")[2]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")]
    languages = rows[0][1:]
    assert sorted(languages) == sorted(SHIPPED)
    found = []
    for number, language_id in enumerate(languages, 1):
        with (CATALOGUES / language_id / "LC_MESSAGES" / "messages.po").open("rb") as file:
            said = read_po(file, locale=language_id)
        for row in rows[2:]:
            message = said.get(row[0])
            if message is None or message.string != row[number]:
                found.append(
                    f"{language_id}: {row[0]!r} is {message and message.string!r} in the catalogue, {row[number]!r} in the glossary"
                )
    assert_none(found)
