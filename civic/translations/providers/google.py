"""Google Cloud Translation, basic edition: POST /language/translate/v2 with an API key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from civic.translations.marking import as_html, from_html
from civic.translations.providers.base import Answer, Job, Provider, UnreadableAnswerError, batches, list_of, text_at
from civic.translations.providers.http import Http

_SAME = ("ja", "en", "ko", "vi", "es", "id", "th", "my", "ne")


class Google(Provider):
    """Its glossaries need a service account, so that the words are protected by marks here."""

    name = "google"
    label = "Google Cloud Translation"
    codes: ClassVar[Mapping[str, str]] = {tag: tag for tag in _SAME} | {
        "pt-BR": "pt", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "fil": "tl",
    }  # fmt: skip
    codes_from: ClassVar[Mapping[str, str]] = {"ja-simple": "ja"}
    largest = 5_000

    def __init__(self, *, key: str, url: str = "", http: Http | None = None) -> None:
        self._key, self._url, self._http = key, (url or "https://translation.googleapis.com").rstrip("/"), http or Http()

    def translate(self, job: Job) -> Answer:
        """A hundred texts and 25 kB a call (documented: 128 texts, 30,000 characters recommended)."""
        found: list[str] = []
        model = ""
        for group in batches([as_html(text, job.shown) for text in job.texts], count=100, size=25_000):
            body = {"q": group, "source": self.code_from(job.source), "target": self.code(job.target), "format": "html"}
            answer = self._http.post_json(f"{self._url}/language/translate/v2", body, headers={"X-goog-api-key": self._key})
            if not isinstance(answer, dict):
                raise UnreadableAnswerError("the answer is not an object")
            for one in list_of(answer, "data", "translations", length=len(group)):
                found.append(from_html(text_at(one, "translatedText")))
                model = text_at(one, "model") if isinstance(one, dict) and "model" in one else model
        return Answer(texts=found, model=model or "nmt")
