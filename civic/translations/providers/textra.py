"""TexTra (みんなの自動翻訳, NICT) and its commercial twin: OAuth 2 client credentials, then one text a call to /api/.

The free service is for non-commercial use; a town needs the contract. Answers carry `resultset.code`: 0 is success.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import ClassVar

from civic.translations.marking import as_brackets, from_brackets
from civic.translations.providers.base import (
    Answer,
    BusyError,
    DeniedError,
    Job,
    Provider,
    QuotaError,
    UnavailableError,
    UnreadableAnswerError,
    UnsupportedLanguageError,
    text_at,
)
from civic.translations.providers.http import Http

_TOKEN = "/oauth2/token.php"
_LEEWAY = 60
_LONGEST = 86_400
_NUMBER = re.compile("-?[0-9]{1,9}")
_BUSY = frozenset({502, 504, 505})
_TEMPORARY = frozenset({531, 10001})
_QUOTA = frozenset({10002})
_NO_ENGINE = frozenset({530})


class TexTra(Provider):
    """The words of the glossary are protected by marks; term lists of the account come on top."""

    name = "textra"
    label = "TexTra (NICT)"
    codes: ClassVar[Mapping[str, str]] = {
        "ja": "ja", "en": "en", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "ko": "ko", "vi": "vi", "th": "th", "id": "id", "my": "my",
        "fil": "fil", "pt-BR": "pt-BR", "es": "es", "ne": "ne",
    }  # fmt: skip
    codes_from: ClassVar[Mapping[str, str]] = {"ja-simple": "ja"}
    largest = 5_000

    def __init__(self, *, user: str, key: str, secret: str, url: str = "", engine: str = "", http: Http | None = None) -> None:
        self._user, self._key, self._secret, self._engine = user, key, secret, engine or "generalNT"
        self._url, self._http = (url or "https://mt-auto-minhon-mlt.ucri.jgn-x.jp").rstrip("/"), http or Http()
        self._token: tuple[str, float] | None = None

    def translate(self, job: Job) -> Answer:
        """One text a call."""
        pair = f"{self._engine}_{self.code_from(job.source)}_{self.code(job.target)}"
        return Answer(texts=[from_brackets(self._one(as_brackets(text), pair)) for text in job.texts], model=self._engine)

    def _one(self, text: str, pair: str) -> str:
        fields = {
            "access_token": self._access_token(), "key": self._key, "name": self._user, "api_name": "mt", "api_param": pair,
            "type": "json", "text": text, "history": "0",
        }  # fmt: skip
        answer = self._http.post_form(f"{self._url}/api/", fields)
        result = answer.get("resultset") if isinstance(answer, dict) else None
        code = result.get("code") if isinstance(result, dict) else None
        if isinstance(code, str) and _NUMBER.fullmatch(code):
            code = int(code)
        if not isinstance(code, int) or isinstance(code, bool):
            raise UnreadableAnswerError("the answer has no code")
        _refuse(code)
        return text_at(result, "result", "text")

    def _access_token(self) -> str:
        if self._token is None or self._token[1] < time.monotonic() + _LEEWAY:
            fields = {
                "grant_type": "client_credentials", "client_id": self._key, "client_secret": self._secret,
                "urlAccessToken": f"{self._url}{_TOKEN}",
            }  # fmt: skip
            answer = self._http.post_form(f"{self._url}{_TOKEN}", fields)
            lasts = answer.get("expires_in", 3600) if isinstance(answer, dict) else 0
            if isinstance(lasts, str) and _NUMBER.fullmatch(lasts):
                lasts = int(lasts)
            if not isinstance(lasts, int):
                raise UnreadableAnswerError("the token has no end")
            self._token = (text_at(answer, "access_token"), time.monotonic() + min(lasts, _LONGEST))
        return self._token[0]


def _refuse(code: int) -> None:
    """The documented result codes as our family of errors."""
    if code == 0:
        return
    message = f"result code {code}"
    if code in _BUSY:
        raise BusyError(message)
    if code in _TEMPORARY:
        raise UnavailableError(message)
    if code in _QUOTA:
        raise QuotaError(message)
    if code in _NO_ENGINE:
        raise UnsupportedLanguageError(message)
    raise DeniedError(message)
