"""What every answer carries."""

from __future__ import annotations

import gzip
import re

from flask.testing import FlaskClient

from tests.ui.conftest import PRODUCTION, MakeApp


def test_page_carries_nonce_policy_and_companions(small: FlaskClient) -> None:
    first, second = small.get("/ja/privacy"), small.get("/ja/privacy")
    policy = first.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    assert f'nonce="{nonce[1]}"' in first.text
    assert policy != second.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'nonce-")
    assert "unsafe" not in policy
    assert policy.endswith("require-trusted-types-for 'script'; trusted-types civic")
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Cross-Origin-Opener-Policy"] == first.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in first.headers


def test_page_for_visitors_sets_no_cookie_and_has_no_form(small: FlaskClient) -> None:
    page = small.get("/ja/accessibility")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in page.headers
    assert "<form" not in page.text
    assert {"Cookie", "Accept-Encoding"} <= set(page.headers["Vary"].split(", "))


def test_page_that_sets_a_cookie_is_not_stored(small: FlaskClient) -> None:
    page = small.get("/ja/mine")
    assert "Set-Cookie" in page.headers
    assert page.headers["Cache-Control"] == "private, no-store"


def test_long_text_is_compressed_when_accepted(small: FlaskClient) -> None:
    plain = small.get("/ja/long")
    zipped = small.get("/ja/long", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert len(zipped.data) == int(zipped.headers["Content-Length"]) < 300
    assert "Content-Encoding" not in small.get("/ja/long", headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert "Content-Encoding" not in small.get("/ja/numbers", headers={"Accept-Encoding": "gzip"}).headers


def test_static_file_has_an_address_of_its_content(small: FlaskClient) -> None:
    address = re.findall(r'href="(/static/[^"]+\.css)"', small.get("/ja/privacy").text)[0]
    sheet = small.get(address, headers={"Accept-Encoding": "gzip"})
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert len(sheet.data) < 12 * 1024
    assert "Set-Cookie" not in sheet.headers
    assert small.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": sheet.headers["ETag"]}).status_code == 304
    assert small.get("/static/000000000000/app.css").headers["Cache-Control"] == "public, max-age=3600"
    assert small.get("/static/000000000000/nothing.css").status_code == 404
    assert small.get("/static/x/../../config.py").status_code == 404


def test_production_answers_only_to_its_own_hosts(make_small: MakeApp) -> None:
    client = make_small(PRODUCTION).test_client()
    good = client.get("/ja/privacy", headers={"Host": "sanka.example.jp"})
    assert good.status_code == 200
    assert good.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert '<link rel="canonical" href="https://sanka.example.jp/ja/privacy">' in good.text
    evil = client.get("/ja/privacy", headers={"Host": "evil.example"})
    assert evil.status_code == 400
    assert "evil" not in evil.text
    assert client.get("/ja/_ui").status_code == client.get("/_mail").status_code == 404
    assert client.get("/rtl/privacy").status_code == 404


def test_root_negotiates(small: FlaskClient) -> None:
    answer = small.get("/", headers={"Accept-Language": "zh-TW, en;q=0.5"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/zh-hant/")
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))
    small.set_cookie("civic_language", "my")
    assert small.get("/", headers={"Accept-Language": "en"}).headers["Location"] == "/my/"


def test_language_links_keep_page_and_arguments(small: FlaskClient) -> None:
    page = small.get('/ja/privacy?q="><b>&x=%E3%81%82').text
    assert 'href="/vi/privacy?q=&#34;&gt;&lt;b&gt;&amp;x=%E3%81%82" lang="vi"' in page.replace("%22%3E%3Cb%3E", "&#34;&gt;&lt;b&gt;")
    assert "<b>" not in page
    assert page.count('rel="alternate"') == 14
    assert '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/">' in page


def test_display_choice_is_kept_and_leads_back(small: FlaskClient) -> None:
    answer = small.post("/ja/display", data={"size": "xl", "contrast": "dark", "language": "vi", "next": "/ja/privacy"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/privacy")
    page = small.get("/vi/privacy").text
    assert '<html lang="vi" dir="ltr" data-size="xl" data-contrast="dark">' in page
    assert small.post("/ja/display", data={"size": "huge"}).status_code == 422
    away = small.post("/ja/display", data={"size": "m", "contrast": "std", "language": "ja", "next": "//evil"})
    assert away.headers["Location"] == "/ja/"


def test_pseudo_locale_runs_from_right_to_left(small: FlaskClient) -> None:
    assert '<html lang="ar-XB" dir="rtl"' in small.get("/rtl/_ui").text


def test_request_id_of_the_proxy_is_kept_only_when_plain(small: FlaskClient) -> None:
    assert small.get("/healthz", headers={"X-Request-ID": "abcdef-123456"}).headers["X-Request-ID"] == "abcdef-123456"
    assert re.fullmatch(r"[0-9a-f]{16}", small.get("/healthz", headers={"X-Request-ID": 'a"b{}'}).headers["X-Request-ID"])
