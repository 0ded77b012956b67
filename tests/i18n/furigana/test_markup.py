"""Ruby in HTML: only in Japanese letters between tags."""

from __future__ import annotations

import re

import pytest

from civic.i18n import dictionary
from civic.i18n.furigana.cache import Kept
from civic.i18n.furigana.marks import with_marks
from civic.i18n.furigana.markup import heading_text, ruby_html, ruby_text
from civic.i18n.furigana.page import Walker
from civic.i18n.furigana.readings import NO_READINGS, Readings
from civic.i18n.phrases import breaks, phrases

pytestmark = pytest.mark.skipif(not dictionary.is_available(), reason="the analyser is not installed")
FOOD = "<ruby>食<rp>(</rp><rt>た</rt><rp>)</rp></ruby>べる"


def without_ruby(markup: str) -> str:
    """The page again as it was."""
    return re.sub("<rp>.*?</rp>|<rt[^>]*>.*?</rt>|</?ruby>|<wbr>", "", markup)


def test_plain_text_becomes_ruby() -> None:
    assert ruby_text("食べる") == FOOD
    assert ruby_text("<食べる>") == f"&lt;{FOOD}&gt;"


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="食べる" title="食 > べる">',
        "<title>食べる</title>",
        "<textarea>食べる\n<b>食べる</b></textarea>",
        "<select><option>食べる</option></select>",
        "<code>食べる</code>",
        "<pre>食<b>べ</b>る</pre>",
        "<svg><text>食べる</text></svg>",
        "<script>食べる</script>",
        "<ruby>食<rt>しょく</rt></ruby>",
        '<p lang="zh-Hans">食物</p>',
        '<p lang="en">食 <span>食</span></p>',
        "<bdi>食べる</bdi>",
        "<!-- 食べる -->",
        "ひらがな、カタカナ",
    ],
)
def test_left_alone(markup: str) -> None:
    assert ruby_html(markup) == markup


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>食べる</p>", f"<p>{FOOD}</p>"),
        ('<p lang="en">a <b lang="ja">食べる</b></p>', f'<p lang="en">a <b lang="ja">{FOOD}</b></p>'),
        ('<bdi lang="ja">食べる</bdi>', f'<bdi lang="ja">{FOOD}</bdi>'),
        ("<code>食<code>食</code>食</code>食べる", f"<code>食<code>食</code>食</code>{FOOD}"),
        ("食べる &amp; &lt;b&gt;", f"{FOOD} &amp; &lt;b&gt;"),
        ("<br/>食べる<br>", f"<br/>{FOOD}<br>"),
        ("食べる < 3", f"{FOOD} &lt; 3"),
    ],
)
def test_ruby_between_tags(markup: str, expected: str) -> None:
    assert ruby_html(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("除<mark>雪</mark>を", "<ruby>除<mark>雪</mark><rp>(</rp><rt>じょせつ</rt><rp>)</rp></ruby>を"),
        ("<mark>除雪</mark>を", "<mark><ruby>除雪<rp>(</rp><rt>じょせつ</rt><rp>)</rp></ruby></mark>を"),
        ("a &amp; <mark>除</mark>雪", "a &amp; <ruby><mark>除</mark>雪<rp>(</rp><rt>じょせつ</rt><rp>)</rp></ruby>"),
        ("<mark>&lt;食べる&gt;</mark>", f"<mark>&lt;{FOOD}&gt;</mark>"),
        ("<b>除<mark>雪", "<b><ruby>除<rp>(</rp><rt>じょ</rt><rp>)</rp></ruby><mark><ruby>雪<rp>(</rp><rt>ゆき</rt><rp>)</rp></ruby>"),
        ('<i lang="zh">除<mark>雪</mark></i>', '<i lang="zh">除<mark>雪</mark></i>'),
        ("<textarea>除<mark>雪</mark></textarea>", "<textarea>除<mark>雪</mark></textarea>"),
    ],
)
def test_marks_do_not_cut_words(markup: str, expected: str) -> None:
    assert ruby_html(markup) == expected


def test_marks_stay_where_the_letters_change() -> None:
    assert with_marks("a<mark>b</mark>c", str.upper) == "A<mark>B</mark>C"
    assert with_marks("a<mark>b</mark>c", lambda text: text * 2) == "aa<mark>bb</mark>cc"


def test_other_language_needs_a_mark() -> None:
    assert ruby_html("<p>食べる</p>", language="en") == "<p>食べる</p>"
    assert ruby_html("<p>食べる</p>", language="ja-simple") == f"<p>{FOOD}</p>"


PAGE = """<!doctype html>
<html lang="ja"><head><title>市の公園 | 食べる</title>
<meta name="description" content="公園を
直す">
</head><body><h1>通学路の見守りカメラを増やしてほしい</h1>
<p title="市 > 公園
二行目">公園で食べる</p>
<textarea name="text">公園
を直す</textarea>
<p lang="en">park 公園</p><p>公園</p>
</body></html>
"""


def test_page_line_by_line_is_the_page_at_once() -> None:
    walker = Walker(NO_READINGS)
    first = walker.page(PAGE, "ja")
    assert walker.page(PAGE, "ja") == first
    assert without_ruby(first) == PAGE
    assert first.count("<rt") == 6
    assert first.count('<rt aria-hidden="true">') == 6
    assert "<wbr>" in first
    assert walker.page("<p>公園</p>\n<p>公園", "en") == "<p>公園</p>\n<p>公園"


def test_page_without_readings_has_breaks_in_headings_only() -> None:
    done = Walker(None).page(PAGE, "ja")
    assert "通学路の<wbr>見守りカメラを<wbr>増やしてほしい" in done
    assert "<rt" not in done
    assert without_ruby(done) == PAGE


def test_unfinished_page_comes_out_whole() -> None:
    for cut in range(0, len(PAGE), 7):
        assert without_ruby(Walker(NO_READINGS).page(PAGE[:cut], "ja")) == PAGE[:cut]


def test_lines_with_secrets_are_not_kept() -> None:
    walker = Walker(NO_READINGS)
    walker.page('<input name="csrf_token" value="secret">公園', "ja")
    assert not any("secret" in line for step in walker._steps.values() for line in step.known)


def test_fault_shows_the_text_without_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> str:
        raise ValueError

    monkeypatch.setattr("civic.i18n.furigana.page.ruby_escaped", fail)
    assert Walker(Readings({}, "fault")).page("<p>壊れる</p>", "ja") == "<p>壊れる</p>"


def test_new_list_of_readings_is_used_at_once() -> None:
    assert "しろい" in Walker(Readings({"白井": "しろい"}, "a")).page("<p>白井の駅</p>", "ja")
    assert "びゃくせい" in Walker(Readings({"白井": "びゃくせい"}, "b")).page("<p>白井の駅</p>", "ja")


def test_heading_breaks_between_phrases_with_readings() -> None:
    assert heading_text("公園を直す", None) == "公園を<wbr>直す"
    assert heading_text("公園を直す", NO_READINGS).count("<wbr>") == 1


def test_phrases_joined_are_the_text() -> None:
    text = "市民と行政が共に取り組むまちづくり & <b>"
    assert "".join(phrases(text)) == text
    assert 0 not in breaks(text)
    assert phrases("") == ("",)
    assert phrases("あ" * 1000) == ("あ" * 1000,)


def test_store_is_bounded_and_forgets_the_unused() -> None:
    kept = Kept(1000)
    kept.put("used", "x" * 100)
    for number in range(50):
        kept.put(number, "y" * 50)
        assert kept.get("used") == "x" * 100
    assert kept.get(0) is None
    assert len(kept) <= 25
    kept.put("large", "z" * 600)
    assert kept.get("large") is None
