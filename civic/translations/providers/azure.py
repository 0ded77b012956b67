"""Azure AI Translator 3.0: POST /translate?api-version=3.0. Newer versions have another body: the version is pinned."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode

from civic.translations.marking import as_html, from_html
from civic.translations.providers.base import Answer, Job, Provider, batches, list_of, text_at
from civic.translations.providers.http import Http

_SAME = ("ja", "en", "ko", "vi", "es", "id", "th", "my", "ne", "fil", "zh-Hans", "zh-Hant")


class Azure(Provider):
    """The glossary travels inside the text, as the documented dynamic dictionary."""

    name = "azure"
    label = "Azure Translator"
    codes: ClassVar[Mapping[str, str]] = {tag: tag for tag in _SAME} | {"pt-BR": "pt"}
    codes_from: ClassVar[Mapping[str, str]] = {"ja-simple": "ja"}
    has_own_glossary = True
    largest = 10_000

    def __init__(self, *, key: str, region: str = "", url: str = "", http: Http | None = None) -> None:
        self._key, self._region, self._http = key, region, http or Http()
        self._url = (url or "https://api.cognitive.microsofttranslator.com").rstrip("/")

    def translate(self, job: Job) -> Answer:
        """Two hundred texts a call and less than the documented 50,000 characters."""
        query = {"api-version": "3.0", "from": self.code_from(job.source), "to": self.code(job.target), "textType": "html"}
        headers = {"Ocp-Apim-Subscription-Key": self._key} | ({"Ocp-Apim-Subscription-Region": self._region} if self._region else {})
        found: list[str] = []
        for group in batches([_with_dictionary(as_html(text, job.shown), job) for text in job.texts], count=200, size=40_000):
            body = [{"Text": text} for text in group]
            answer = self._http.post_json(f"{self._url}/translate?{urlencode(query)}", body, headers=headers)
            found += [from_html(text_at(one, "translations", 0, "text")) for one in list_of(answer, length=len(group))]
        return Answer(texts=found, model="3.0")


def _with_dictionary(text: str, job: Job) -> str:
    """Each word of the glossary inside an `mstrans:dictionary` element, longest first, never inside a tag."""
    words = {html.escape(term.source, quote=False): term.target for term in job.terms}
    if not words:
        return text
    wanted = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))

    def entry(found: re.Match[str]) -> str:
        return f'<mstrans:dictionary translation="{html.escape(words[found[0]])}">{found[0]}</mstrans:dictionary>'

    pieces = re.split(r"(<span\b[^>]*>.*?</span>)", text, flags=re.DOTALL)
    return "".join(piece if piece.startswith("<span") else wanted.sub(entry, piece) for piece in pieces)
