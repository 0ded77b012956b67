"""LibreTranslate: a server of the town's own (AGPL, Argos models). POST /translate with JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from civic.translations.marking import as_html, from_html
from civic.translations.providers.base import Answer, Job, Provider, UnreadableAnswerError, batches, list_of
from civic.translations.providers.http import Http

_SAME = ("ja", "en", "ko", "vi", "es", "id", "th")


class LibreTranslate(Provider):
    """Texts travel as HTML, because only then are parts left alone (`translate="no"`)."""

    name = "libretranslate"
    label = "LibreTranslate"
    codes: ClassVar[Mapping[str, str]] = {tag: tag for tag in _SAME} | {
        "pt-BR": "pt-BR", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant", "fil": "tl",
    }  # fmt: skip
    codes_from: ClassVar[Mapping[str, str]] = {"ja-simple": "ja"}
    largest = 2_000

    def __init__(self, *, url: str, key: str = "", http: Http | None = None) -> None:
        self._url, self._key, self._http = url.rstrip("/"), key, http or Http()

    def translate(self, job: Job) -> Answer:
        """Twenty texts a call."""
        found: list[str] = []
        for group in batches([as_html(text, job.shown) for text in job.texts], count=20, size=20_000):
            body: dict[str, object] = {
                "q": group, "source": self.code_from(job.source), "target": self.code(job.target), "format": "html",
            }  # fmt: skip
            if self._key:
                body["api_key"] = self._key
            answer = self._http.post_json(f"{self._url}/translate", body, headers={})
            for text in list_of(answer, "translatedText", length=len(group)):
                if not isinstance(text, str):
                    raise UnreadableAnswerError("a translation is not a text")
                found.append(from_html(text))
        return Answer(texts=found, model="argos")
