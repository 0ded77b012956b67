"""Refusals say what happened and what to do; faults say little and need little; what was typed is never lost."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from civic.ui import frame, health
from tests.ui.conftest import MakeApp

POST = {"Referer": "http://localhost/vi/privacy?x=1"}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503, 418])
def test_status_has_a_page_with_a_heading_and_a_way_on(make_small: MakeApp, status: int) -> None:
    page = make_small(PROPAGATE_EXCEPTIONS=False).test_client().get(f"/vi/refuse/{status}")
    assert page.status_code == status
    assert page.text.count("<h1>") == 1
    assert '<html lang="vi"' in page.text
    assert 'href="/vi/"' in page.text


def test_unknown_address_is_told_in_the_language_of_its_prefix(small: FlaskClient) -> None:
    assert '<html lang="ko"' in small.get("/ko/nothing/here").text
    negotiated = small.get("/nothing/", headers={"Accept-Language": "th"})
    assert negotiated.status_code == 404
    assert '<html lang="th"' in negotiated.text


def test_refusal_gives_reason_and_remedy(small: FlaskClient) -> None:
    page = small.post("/vi/refuse/rule", headers=POST)
    assert page.status_code == 403
    assert "Only the author can do this." in page.text
    assert 'href="/vi/sign-in?next=/vi/privacy%3Fx%3D1"' in page.text
    foreign = small.post("/vi/refuse/rule", headers={"Referer": "https://evil.example/x"})
    assert "evil" not in foreign.text


@pytest.mark.parametrize(("kind", "status", "reason"), [("conflict", 409, "Somebody was faster."), ("gone", 410, "It was hidden.")])
def test_domain_errors_keep_their_status_and_reason(small: FlaskClient, kind: str, status: int, reason: str) -> None:
    page = small.get(f"/ja/refuse/{kind}")
    assert page.status_code == status
    assert reason in page.text


def test_too_many_says_when_to_come_back(small: FlaskClient) -> None:
    page = small.post("/ja/refuse/often")
    assert (page.status_code, page.headers["Retry-After"]) == (429, "77")


def test_stale_form_gives_the_typed_text_back_but_no_secret(make_small: MakeApp) -> None:
    client = make_small(WTF_CSRF_ENABLED=True).test_client()
    typed = {"body": "<b>長い文章です。消さないで。", "password": "correct horse battery", "csrf_token": "x" * 30, "go": "1"}
    page = client.post("/ja/refuse/read", data=typed)
    assert page.status_code == 400
    assert ">&lt;b&gt;長い文章です。消さないで。</textarea>" in page.text
    assert "correct horse" not in page.text
    assert "xxxxx" not in page.text


def test_large_body_is_refused(small: FlaskClient) -> None:
    assert small.post("/ja/refuse/read", data={"text": "a" * 300_000}).status_code == 413


def test_fault_needs_no_town_and_tells_no_detail(make_small: MakeApp) -> None:
    def broken() -> None:
        raise RuntimeError("the database is down")

    app = make_small(PROPAGATE_EXCEPTIONS=False)
    frame.fill_town(app, broken)
    client = app.test_client()
    page = client.get("/vi/refuse/crash", headers={"X-Request-ID": "number-12345"})
    assert page.status_code == 500
    assert "number-12345" in page.text
    assert "secret detail" not in page.text
    assert '<html lang="vi"' in page.text
    assert client.get("/vi/privacy").status_code == 500
    assert client.get("/vi/nothing").status_code == 500


def test_fault_is_logged_without_its_message(make_small: MakeApp, capfd: pytest.CaptureFixture[str]) -> None:
    client = make_small(PROPAGATE_EXCEPTIONS=False).test_client()
    client.get("/vi/refuse/crash?email=taro@example.jp")
    logged = capfd.readouterr().err
    assert "builtins.RuntimeError" in logged
    assert '"status": 500' in logged
    assert "secret detail" not in logged
    assert "taro" not in logged


def test_flood_of_writes_is_stopped_with_a_page(make_small: MakeApp) -> None:
    client = make_small(CIVIC_LIMITS_ON=True).test_client()
    statuses = [client.post("/ja/refuse/404").status_code for _ in range(245)]
    assert statuses.count(429) == 5
    assert client.post("/ja/refuse/404").headers["Retry-After"] == "60"
    assert client.get("/ja/privacy").status_code == 200


def test_readiness_tells_what_is_missing(small: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_checks", {})
    assert small.get("/healthz").json == {"alive": True}
    health.register_check("database", lambda: "")
    assert (small.get("/readyz").status_code, small.get("/readyz").json) == (200, {"ready": True, "checks": {"database": "ok"}})
    health.register_check("worker", lambda: "silent for 90 s")
    health.register_check("broken", lambda: str(1 // 0))
    answer = small.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "checks": {"database": "ok", "worker": "silent for 90 s", "broken": "the check itself failed"}}
