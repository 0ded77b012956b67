"""The whole way of a text: masked, protected, sent, put together, checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from civic.translations.engine import translate, without_personal_data
from civic.translations.glossary import Glossary, shipped
from civic.translations.marking import fill, from_brackets, from_html, from_xml, mark, without_private
from civic.translations.providers.base import Answer, Job, Provider
from civic.translations.segments import cut
from tests.translations.engines import Engine, pretended, running
from tests.translations.test_providers import CLIENTS

GLOSSARY = Glossary(shipped(), revision=3)
TEXT = """町内会の山田です。電話は090-1234-5678、メールは yamada@example.jp です。
- 避難所を3か所に増やす
- 住民票は https://example.jp/juminhyo?x=1 で

千葉県白井市復1123番地に集まってください。マイナンバー 1234 5678 9018 は書かないで。"""
PERSONAL = ("090-1234-5678", "yamada@example.jp", "千葉県白井市復1123番地", "1234 5678 9018", "5678")


@pytest.fixture(params=CLIENTS)
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Engine, Provider]]:
    """An engine and its client."""
    kind, client = CLIENTS[request.param]
    with running(kind()) as engine:
        yield engine, client(engine.url)


def test_personal_data_never_leaves_and_comes_back(pair: tuple[Engine, Provider]) -> None:
    engine, provider = pair
    (result,) = translate([TEXT], source="ja", target="vi", provider=provider, glossary=GLOSSARY, context="連絡は 03-1111-2222 へ")
    assert not any(part in engine.texts for part in (*PERSONAL, "03-1111-2222"))
    assert all(part in result.text for part in PERSONAL[:4])
    assert "https://example.jp/juminhyo?x=1" in result.text
    assert engine.problems == []


def test_good_translation_passes_all_checks_and_has_the_glossary_words(pair: tuple[Engine, Provider]) -> None:
    _engine, provider = pair
    (result,) = translate([TEXT], source="ja", target="vi", provider=provider, glossary=GLOSSARY)
    assert result.findings == []
    assert all(word in result.text for word in ("hội khu phố", "nơi sơ tán", "phiếu cư trú"))


def test_lists_and_paragraphs_stay(pair: tuple[Engine, Provider]) -> None:
    engine, provider = pair
    if provider.keeps_lines:
        engine.words = lambda text, target: "\n".join(pretended(line, target) if line.strip("- ") else line for line in text.split("\n"))
    (result,) = translate(["- 公園\n- 道路\n\n終わり"], source="ja", target="vi", provider=provider, glossary=GLOSSARY)
    if not provider.keeps_lines:
        assert [line[:2] for line in result.text.split("\n")] == ["- ", "- ", "", "Đâ"]
    assert result.text.count("\n") == 3


def loses(what: str) -> Callable[[str, str], str]:
    """An engine that loses every protected part of a kind."""

    def words(text: str, target: str) -> str:
        return pretended(text, target).split("<")[0].split("⟦")[0] if what == "all" else pretended(text, target)

    return words


@pytest.mark.parametrize("name", ["libretranslate", "google", "textra"])
def test_lost_part_and_lost_word_are_found(name: str) -> None:
    kind, client = CLIENTS[name]
    with running(kind()) as engine:
        engine.words = loses("all")
        (result,) = translate(
            ["町内会の電話は090-1234-5678です。"], source="ja", target="vi", provider=client(engine.url), glossary=GLOSSARY
        )
        assert result.findings[0] == "placeholder"
        assert "glossary:町内会" in result.findings
        assert mark(1) not in result.text


def test_doubled_part_is_found() -> None:
    kind, client = CLIENTS["google"]
    with running(kind()) as engine:
        engine.words = lambda text, target: f"{pretended(text, target)} {pretended(text, target)}"
        (result,) = translate(["電話は090-1234-5678です。"], source="ja", target="vi", provider=client(engine.url), glossary=GLOSSARY)
        assert "placeholder" in result.findings


@pytest.mark.parametrize("name", ["libretranslate", "deepl", "google", "azure", "textra", "chat"])
def test_wrong_language_is_found(name: str) -> None:
    kind, client = CLIENTS[name]
    with running(kind()) as engine:
        engine.words = lambda text, target: pretended(text, "en")
        (result,) = translate(["公園を広くしてください。"], source="ja", target="vi", provider=client(engine.url), glossary=GLOSSARY)
        assert "language" in result.findings
        engine.words = lambda text, target: text
        (result,) = translate(
            ["公園を広くしてください。お願いします。"], source="ja", target="vi", provider=client(engine.url), glossary=GLOSSARY
        )
        assert "language" in result.findings


def test_markup_of_an_engine_never_becomes_markup(pair: tuple[Engine, Provider]) -> None:
    engine, provider = pair
    engine.words = lambda text, target: f'<script>alert("x")</script><img src=x onerror=alert(1)>{pretended(text, target)}&lt;b&gt;'
    (result,) = translate(["公園の話です。"], source="ja", target="vi", provider=provider, glossary=GLOSSARY)
    assert "markup" in result.findings or "<script" not in result.text


class Silent(Provider):
    """An engine that must not be asked."""

    name, label, codes, largest = "silent", "Silent", {"ja": "ja", "vi": "vi"}, 100

    def translate(self, job: Job) -> Answer:
        raise AssertionError("asked")


@pytest.mark.parametrize("text", ["", "  ", "🙂🙂", "---", "12345", "。", "https://example.jp/", "090-1234-5678"])
def test_texts_without_words_are_not_sent(text: str) -> None:
    (result,) = translate([text], source="ja", target="vi", provider=Silent(), glossary=GLOSSARY)
    assert result.text == text
    assert result.findings == []


class Echo(Silent):
    """An engine that gives everything back."""

    def translate(self, job: Job) -> Answer:
        return Answer(texts=list(job.texts))


class Short(Silent):
    """An engine that loses a text."""

    def translate(self, job: Job) -> Answer:
        return Answer(texts=list(job.texts)[:-1])


def test_wrong_number_of_texts_is_an_error() -> None:
    with pytest.raises(Exception, match="another number"):
        translate(["公園", "道"], source="ja", target="vi", provider=Short(), glossary=GLOSSARY)


def test_long_line_is_cut_between_sentences() -> None:
    text = "これは長い文です。" * 1000
    segments = cut(text, largest=100)
    assert all(len(piece) <= 100 and piece.endswith("。") for piece in segments.pieces)
    assert segments.join(list(segments.pieces)) == text
    hard = "あ" * 1050
    assert cut(hard, largest=100).join(list(cut(hard, largest=100).pieces)) == hard


@pytest.mark.parametrize("text", ["a\nb", "# 題\n\n1. 一\n2. 二\n> 引用", "\n\n", "  字下げ\n\t表", "One. Two! Three? " * 3])
def test_pieces_go_together_again(text: str) -> None:
    segments = cut(text, largest=1000)
    assert segments.join(list(segments.pieces)) == text


def test_marks_survive_what_engines_do_to_them() -> None:
    assert from_brackets("話 ⟦ 1 ⟧ と〚２〛と[[3]]") == f"話 {mark(1)} と{mark(2)}と{mark(3)}"
    assert from_html('a <SPAN class="notranslate" data-p=1 translate="no">x <b>y</b></SPAN > &amp; &lt;b&gt;') == f"a {mark(1)} & <b>"
    assert from_xml('<x id="2"/> et <x id = "3">q</x>') == f"{mark(2)} et {mark(3)}"
    assert from_html(f"forged {mark(9)}") == "forged 9"
    assert fill(f"a{mark(1)}b{mark(7)}", {1: "X"}) == "aXb"
    assert without_private(f"{mark(5)}x") == "5x"


@pytest.mark.parametrize(
    "part", ["<span data-p=1>", "<x id=1>", "<!--", "<a ", "</span", "⟦1", "&lt;", "<span " * 3, "<span data-p=" + "1" * 50]
)
def test_garbage_of_an_engine_is_read_soon(part: str) -> None:
    answer = part * (1_000_000 // len(part))
    started = time.process_time()
    for reader in (from_html, from_xml, from_brackets):
        reader(answer)
    assert time.process_time() - started < 3.0


@pytest.mark.parametrize("part", ["- ", "# ", "1. ", "> ", "。", ". ", "\n", "a", "090-", "🙂"])
def test_odd_texts_are_prepared_soon(part: str) -> None:
    text = part * (50_000 // len(part))
    started = time.process_time()
    translate([text], source="ja", target="vi", provider=Echo(), glossary=GLOSSARY, context=text)
    assert time.process_time() - started < 3.0


def test_personal_data_cut_by_a_private_character_is_not_in_the_context() -> None:
    assert "1234" not in without_personal_data("電話は090-12\ue00034-5678です")
