"""DeepL API: POST /v2/translate and, for the glossary, POST /v3/glossaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from civic.translations.marking import as_xml, from_xml
from civic.translations.providers.base import Answer, DeniedError, Job, Provider, batches, list_of, text_at
from civic.translations.providers.http import Http

_GLOSSARY_LANGUAGES = frozenset({"ja", "en", "ko", "es", "zh-Hans", "zh-Hant", "pt-BR", "vi", "id", "th"})


class DeepL(Provider):
    """Protected parts are `<x>` elements with `ignore_tags`. The glossary is made on the account once for each revision and pair."""

    name = "deepl"
    label = "DeepL"
    codes: ClassVar[Mapping[str, str]] = {
        "ja": "JA", "en": "EN-US", "zh-Hans": "ZH-HANS", "zh-Hant": "ZH-HANT", "ko": "KO", "pt-BR": "PT-BR", "es": "ES", "id": "ID",
        "vi": "VI", "th": "TH",
    }  # fmt: skip
    codes_from: ClassVar[Mapping[str, str]] = {
        "en": "EN", "zh-Hans": "ZH", "zh-Hant": "ZH", "pt-BR": "PT", "ja-simple": "JA",
    }  # fmt: skip
    has_own_glossary = True
    largest = 20_000

    def __init__(self, *, key: str, url: str = "", http: Http | None = None) -> None:
        default = "https://api-free.deepl.com" if key.endswith(":fx") else "https://api.deepl.com"
        self._key, self._url, self._http = key, (url or default).rstrip("/"), http or Http()
        self._glossaries: dict[tuple[str, str, int], str] = {}

    def uses_own_glossary(self, job_source: str, job_target: str) -> bool:
        """Pairs without glossaries on DeepL's side have the words protected by marks."""
        return {job_source, job_target} <= _GLOSSARY_LANGUAGES

    def translate(self, job: Job) -> Answer:
        """Fifty texts and 100 kB a call (documented: 50 and 128 KiB)."""
        found: list[str] = []
        glossary, model = self._glossary(job), ""
        for group in batches([as_xml(text, job.shown) for text in job.texts], count=50, size=100_000):
            body: dict[str, object] = {
                "text": group, "source_lang": self.code_from(job.source), "target_lang": self.code(job.target),
                "tag_handling": "xml", "ignore_tags": ["x"], "preserve_formatting": True,
            }  # fmt: skip
            if job.context:
                body["context"] = job.context
            if glossary:
                body["glossary_id"] = glossary
            answer = self._http.post_json(f"{self._url}/v2/translate", body, headers=self._headers())
            for one in list_of(answer, "translations", length=len(group)):
                found.append(from_xml(text_at(one, "text")))
                model = text_at(one, "model_type_used") if isinstance(one, dict) and "model_type_used" in one else model
        return Answer(texts=found, model=model)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"DeepL-Auth-Key {self._key}"}

    def _glossary(self, job: Job) -> str:
        """The id of the glossary for this pair and revision, made now if it is not there. Empty when there are no words or no room."""
        if not job.terms:
            return ""
        key = (job.source, job.target, job.glossary_revision)
        if key not in self._glossaries:
            entries = "\n".join(f"{term.source}\t{term.target}" for term in job.terms)
            dictionary = {
                "source_lang": self.code_from(job.source).lower(), "target_lang": self.code(job.target).split("-")[0].lower(),
                "entries": entries, "entries_format": "tsv",
            }  # fmt: skip
            body = {"name": f"civic {job.glossary_revision} {job.source} {job.target}", "dictionaries": [dictionary]}
            try:
                answer = self._http.post_json(f"{self._url}/v3/glossaries", body, headers=self._headers())
            except DeniedError:
                return ""
            self._glossaries[key] = text_at(answer, "glossary_id")
        return self._glossaries[key]
