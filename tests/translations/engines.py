"""Engines on the loopback that hold every request against what the vendor's documentation asks for, and misbehave on demand.

Each fake is an HTTP server with threads on a random port. A request that breaks a rule is answered as the vendor answers it (400, 403)
and noted in `problems`, so that a test sees why. `behave` replaces the next answers.
"""

from __future__ import annotations

import html
import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Words = Callable[[str, str], str]
"""What the fake engine says for a text in a language."""


def pretended(text: str, target: str) -> str:
    """A translation that passes the checks: words of the target language, and whatever was protected, numbers and addresses kept."""
    phrase = {
        "en": "This is what the residents of the town have said about it", "vi": "Đây là điều mà cư dân trong thị trấn đã nói",
        "ja": "これは町に住む人たちが言ったことです", "pt": "Isto é o que os moradores da cidade disseram sobre o assunto",
        "es": "Esto es lo que los residentes de la ciudad han dicho", "ko": "이것은 마을 주민들이 말한 내용입니다",
        "ne": "यो शहरका बासिन्दाहरूले भनेको कुरा हो", "th": "นี่คือสิ่งที่ชาวเมืองได้กล่าวไว้", "my": "ဤသည်မှာ မြို့သူမြို့သားများ ပြောသောအရာ ဖြစ်သည်",
        "id": "Ini adalah apa yang dikatakan oleh warga kota tentang hal itu",
        "tl": "Ito ang sinabi ng mga residente ng bayan tungkol dito",
        "zh": "这是城里的居民们对此所说的话并且我们认为", "zh-hant": "這是城裡的居民們對此所說的話並且我們認為",
    }  # fmt: skip
    key = target.lower()
    said = phrase.get("zh-hant" if key in ("zh-hant", "zh-tw") else key.split("-")[0].replace("fil", "tl"), phrase["en"])
    kept = re.findall(r"<span\b.*?</span>|<x\b.*?</x>|⟦\d+⟧|<mstrans:dictionary[^>]*>.*?</mstrans:dictionary>|\d+", text)
    shown = [re.sub(r'<mstrans:dictionary translation="([^"]*)">.*', r"\1", part) for part in kept]
    return " ".join([said, *shown])


@dataclass
class Engine:
    """One fake engine: what it was asked, what was wrong with that, and how it behaves next."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    behaviours: deque[Callable[[BaseHTTPRequestHandler], bool]] = field(default_factory=deque)
    words: Words = pretended
    url: str = ""

    def behave(self, *steps: Callable[[BaseHTTPRequestHandler], bool]) -> None:
        """Answer the next requests in these ways; a step that returns False lets the usual answer follow."""
        self.behaviours.extend(steps)

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        """Status and JSON of one request; `RefusalError` when it breaks a rule."""
        raise NotImplementedError

    @property
    def texts(self) -> str:
        """Everything that was sent, as one text."""
        return json.dumps(self.requests, ensure_ascii=False)


class RefusalError(Exception):
    """A request breaks a documented rule."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def need(condition: object, reason: str, status: int = 400) -> None:
    """A documented rule."""
    if not condition:
        raise RefusalError(status, reason)


def json_of(headers: dict[str, str], body: bytes) -> Any:
    """The JSON body, whose content type must say so."""
    need(headers.get("content-type", "").split(";")[0] == "application/json", "content type is not application/json", 415)
    try:
        return json.loads(body.decode("utf-8"))
    except ValueError:
        raise RefusalError(400, "the body is not JSON in UTF-8") from None


def keys_of(body: Any, *, required: dict[str, type | tuple[type, ...]], optional: dict[str, type | tuple[type, ...]]) -> None:
    """The object has exactly documented keys with documented types."""
    need(isinstance(body, dict), "the body is not an object")
    for name, kind in required.items():
        need(isinstance(body.get(name), kind), f"{name} is missing or has the wrong type")
    for name, value in body.items():
        need(name in required or isinstance(value, optional.get(name, ())), f"{name} is not documented")


def texts_in(value: Any, *, most: int, longest: int) -> list[str]:
    """A list of texts within documented limits."""
    need(isinstance(value, list) and value and all(isinstance(text, str) and text for text in value), "not a list of texts")
    need(len(value) <= most, f"more than {most} texts")
    need(sum(len(text) for text in value) <= longest, f"more than {longest} characters")
    return list(value)


class LibreTranslateEngine(Engine):
    """LibreTranslate 1.9: POST /translate."""

    LANGUAGES = frozenset(["ja", "en", "ko", "vi", "pt", "pt-BR", "es", "id", "th", "zh-Hans", "zh-Hant", "tl"])

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        need(path == "/translate", "no such path", 404)
        sent = json_of(headers, body)
        keys_of(
            sent, required={"q": (str, list), "source": str, "target": str},
            optional={"format": str, "alternatives": int, "api_key": str},
        )  # fmt: skip
        need(sent.get("api_key") == "libre-key", "Please contact the server operator to get an API key", 403)
        need(sent["source"] in self.LANGUAGES, f"{sent['source']} is not supported")
        need(sent["target"] in self.LANGUAGES, f"{sent['target']} is not supported")
        need(sent["format"] in ("text", "html"), "format is neither text nor html")
        texts = texts_in(sent["q"], most=100, longest=50_000)
        return 200, {"translatedText": [self.words(text, sent["target"]) for text in texts]}


class DeepLEngine(Engine):
    """DeepL API v2 and glossaries v3."""

    SOURCES = frozenset(
        {"AR", "BG", "CS", "DA", "DE", "EL", "EN", "ES", "ET", "FI", "FR", "HU", "ID", "IT", "JA", "KO", "LT", "LV", "NB", "NL", "PL",
         "PT", "RO", "RU", "SK", "SL", "SV", "TH", "TR", "UK", "VI", "ZH"}
    )  # fmt: skip
    TARGETS = SOURCES - {"EN", "PT", "ZH"} | {"EN-US", "EN-GB", "PT-BR", "PT-PT", "ZH", "ZH-HANS", "ZH-HANT"}

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        need(headers.get("authorization") == "DeepL-Auth-Key deepl-key", "wrong key", 403)
        need(len(body) <= 128 * 1024, "larger than 128 KiB", 413)
        sent = json_of(headers, body)
        if path == "/v3/glossaries":
            return self._glossary(sent)
        need(path == "/v2/translate", "no such path", 404)
        keys_of(
            sent, required={"text": list, "target_lang": str},
            optional={
                "source_lang": str, "context": str, "split_sentences": str, "preserve_formatting": bool, "formality": str,
                "model_type": str, "glossary_id": str, "tag_handling": str, "outline_detection": bool, "ignore_tags": list,
                "non_splitting_tags": list, "splitting_tags": list, "show_billed_characters": bool,
            },
        )  # fmt: skip
        need(sent["target_lang"] in self.TARGETS, f"Value for 'target_lang' not supported: {sent['target_lang']}")
        need(sent.get("source_lang") in self.SOURCES, f"Value for 'source_lang' not supported: {sent.get('source_lang')}")
        need("glossary_id" not in sent or sent["glossary_id"] in self.glossaries, "glossary not found", 404)
        need(sent.get("tag_handling", "xml") in ("xml", "html"), "tag_handling")
        texts = texts_in(sent["text"], most=50, longest=128 * 1024)
        entries = self.glossaries.get(sent.get("glossary_id", ""), {})
        translations = []
        for text in texts:
            said = self.words(text, sent["target_lang"])
            said += "".join(f" {html.escape(wanted, quote=False)}" for word, wanted in entries.items() if word in text)
            translations.append({"detected_source_language": sent["source_lang"], "text": said, "model_type_used": "quality_optimized"})
        return 200, {"translations": translations}

    def __init__(self) -> None:
        super().__init__()
        self.glossaries: dict[str, dict[str, str]] = {}

    def _glossary(self, sent: Any) -> tuple[int, Any]:
        keys_of(sent, required={"name": str, "dictionaries": list}, optional={})
        need(len(sent["dictionaries"]) == 1, "one dictionary")
        one = sent["dictionaries"][0]
        keys_of(one, required={"source_lang": str, "target_lang": str, "entries": str, "entries_format": str}, optional={})
        need(one["source_lang"].islower() and one["target_lang"].islower(), "languages are lower case without a region")
        rows = [row.split("\t") for row in one["entries"].split("\n")]
        need(all(len(row) == 2 and all(row) for row in rows), "entries are not tab separated")
        need(len({row[0] for row in rows}) == len(rows), "a source word stands twice")
        number = f"g-{len(self.glossaries) + 1}"
        self.glossaries[number] = {row[0]: row[1] for row in rows}
        return 200, {"glossary_id": number, "name": sent["name"], "dictionaries": [{**one, "entry_count": len(rows)}]}


class GoogleEngine(Engine):
    """Google Cloud Translation v2."""

    LANGUAGES = frozenset(["ja", "en", "ko", "vi", "pt", "es", "id", "th", "my", "ne", "tl", "zh-CN", "zh-TW"])

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        need(path == "/language/translate/v2", "no such path", 404)
        need(headers.get("x-goog-api-key") == "google-key", "API key not valid")
        sent = json_of(headers, body)
        keys_of(sent, required={"q": (str, list), "target": str}, optional={"source": str, "format": str, "model": str})
        need(sent["target"] in self.LANGUAGES and sent.get("source", "ja") in self.LANGUAGES, "Bad language pair")
        need(sent.get("format", "html") in ("html", "text"), "format")
        texts = texts_in(sent["q"], most=128, longest=30_000)
        return 200, {"data": {"translations": [{"translatedText": self.words(text, sent["target"]), "model": "nmt"} for text in texts]}}


class AzureEngine(Engine):
    """Azure Translator 3.0."""

    LANGUAGES = frozenset(["ja", "en", "ko", "vi", "pt", "pt-PT", "es", "id", "th", "my", "ne", "fil", "zh-Hans", "zh-Hant"])

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        address = urlsplit(path)
        need(address.path == "/translate", "no such path", 404)
        query = {name: values[0] for name, values in parse_qs(address.query, strict_parsing=True).items()}
        need(set(query) <= {"api-version", "from", "to", "textType", "category", "profanityAction"}, "unknown query parameter")
        need(query.get("api-version") == "3.0", "api-version is not 3.0")
        need(headers.get("ocp-apim-subscription-key") == "azure-key", "401000", 401)
        need(headers.get("ocp-apim-subscription-region") == "japaneast", "401000 region", 401)
        need(query.get("to") in self.LANGUAGES and query.get("from", "ja") in self.LANGUAGES, "400036 language")
        need(query.get("textType", "plain") in ("plain", "html"), "textType")
        sent = json_of(headers, body)
        need(isinstance(sent, list) and all(isinstance(one, dict) and set(one) == {"Text"} for one in sent), "400000 body")
        texts = texts_in([one["Text"] for one in sent], most=1000, longest=50_000)
        return 200, [{"translations": [{"text": self.words(text, query["to"]), "to": query["to"]}]} for text in texts]


class TexTraEngine(Engine):
    """NICT TexTra: OAuth 2 token, then /api/ with form fields."""

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        need(headers.get("content-type", "").startswith("application/x-www-form-urlencoded"), "not a form", 415)
        sent = {name: values[0] for name, values in parse_qs(body.decode("ascii"), strict_parsing=True, keep_blank_values=True).items()}
        if path == "/oauth2/token.php":
            need(set(sent) == {"grant_type", "client_id", "client_secret", "urlAccessToken"}, "token fields")
            need(sent["grant_type"] == "client_credentials", "grant_type")
            need((sent["client_id"], sent["client_secret"]) == ("textra-key", "textra-secret"), "client", 401)
            return 200, {"access_token": "token-1", "token_type": "Bearer", "expires_in": 3600}
        need(path == "/api/", "no such path", 404)
        need(set(sent) <= {"access_token", "key", "name", "api_name", "api_param", "type", "text", "history", "split"}, "unknown field")
        if sent.get("access_token") != "token-1":
            return 200, {"resultset": {"code": 510, "message": "OAuth認証エラー", "request": {}, "result": {}}}
        need(sent.get("type") == "json" and sent.get("api_name") == "mt", "type or api_name")
        if (sent.get("key"), sent.get("name")) != ("textra-key", "town"):
            return 200, {"resultset": {"code": 500, "message": "API keyエラー", "request": {}, "result": {}}}
        found = re.fullmatch(r"generalNT_([A-Za-z-]+)_([A-Za-z-]+)", sent.get("api_param", ""))
        if found is None:
            return 200, {"resultset": {"code": 530, "message": "権限エラー", "request": {}, "result": {}}}
        need(sent.get("text"), "text is missing")
        result = {"text": self.words(sent["text"], found[2]), "information": {}}
        return 200, {"resultset": {"code": 0, "message": "", "request": {"text": sent["text"]}, "result": result}}


class ChatEngine(Engine):
    """An OpenAI-compatible server."""

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        need(path == "/v1/chat/completions", "no such path", 404)
        need(headers.get("authorization") == "Bearer chat-key", "Incorrect API key provided", 401)
        sent = json_of(headers, body)
        keys_of(
            sent, required={"model": str, "messages": list},
            optional={"temperature": (int, float), "response_format": dict, "max_tokens": int, "seed": int},
        )  # fmt: skip
        need(sent["model"] == "town-model", "The model does not exist", 404)
        for message in sent["messages"]:
            keys_of(message, required={"role": str, "content": str}, optional={})
            need(message["role"] in ("system", "user", "assistant"), "role")
        need(sent.get("response_format", {"type": "text"})["type"] in ("text", "json_object"), "response_format")
        need("json" in sent["messages"][0]["content"].lower(), "json_object needs the word JSON in the messages")
        asked = json.loads(sent["messages"][-1]["content"])
        language = re.search(r"into ([^.]+?)\. ", sent["messages"][0]["content"])
        name = language[1] if language else ""
        codes = {"Vietnamese": "vi", "Nepali": "ne", "easy Japanese (やさしい日本語)": "ja", "Burmese": "my", "Brazilian Portuguese": "pt"}
        terms = re.findall(r"([^ ;:]+) = ([^;]+?)(?:;|\.$)", sent["messages"][0]["content"])
        said = []
        for text in asked["texts"]:
            words = self.words(text, codes.get(name, "en"))
            said.append(words + "".join(f" {target}" for word, target in terms if word in text and target not in words))
        content = json.dumps({"translations": said}, ensure_ascii=False)
        choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
        return 200, {"id": "c-1", "object": "chat.completion", "model": "town-model-7b", "choices": [choice], "usage": {"total_tokens": 1}}


@contextmanager
def running(engine: Engine) -> Iterator[Engine]:
    """Serve the engine on a random port of the loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            engine.requests.append({"path": self.path, "headers": headers, "body": body.decode("utf-8", "replace")})
            if engine.behaviours and engine.behaviours.popleft()(self):
                return
            try:
                status, answer = engine.answer(self.path, headers, body)
            except RefusalError as refusal:
                engine.problems.append(refusal.reason)
                status, answer = refusal.status, {"error": refusal.reason}
            send(self, status, json.dumps(answer, ensure_ascii=False).encode())

        def log_message(self, *_arguments: Any) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_arguments: Any) -> None:
            """A client that went away is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    engine.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield engine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """One whole answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def says(status: int, body: bytes = b"{}", **headers: str) -> Callable[[BaseHTTPRequestHandler], bool]:
    """A step: this answer."""

    def step(handler: BaseHTTPRequestHandler) -> bool:
        send(handler, status, body, **headers)
        return True

    return step


def says_json(answer: Any) -> Callable[[BaseHTTPRequestHandler], bool]:
    """A step: this JSON."""
    return says(200, json.dumps(answer, ensure_ascii=False).encode())


def hangs(seconds: float) -> Callable[[BaseHTTPRequestHandler], bool]:
    """A step: nothing for a while, then the connection ends."""

    def step(handler: BaseHTTPRequestHandler) -> bool:
        time.sleep(seconds)
        handler.close_connection = True
        return True

    return step


def drips(seconds: float) -> Callable[[BaseHTTPRequestHandler], bool]:
    """A step: an answer that never ends, a byte at a time."""

    def step(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                handler.wfile.write(b" " * 64)
                handler.wfile.flush()
                time.sleep(0.02)
        except OSError:
            pass
        handler.close_connection = True
        return True

    return step


def cuts(handler: BaseHTTPRequestHandler) -> bool:
    """A step: half an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"half":')
    return drops(handler)


def drops(handler: BaseHTTPRequestHandler) -> bool:
    """A step: the connection is cut."""
    handler.close_connection = True
    handler.connection.close()
    return True
