class error(Exception): ...

def detect(
    utf8Bytes: str | bytes,
    isPlainText: bool = ...,
    hintTopLevelDomain: str | None = ...,
    hintLanguage: str | None = ...,
    hintLanguageHTTPHeaders: str | None = ...,
    hintEncoding: str | None = ...,
    returnVectors: bool = ...,
    bestEffort: bool = ...,
) -> tuple[bool, int, tuple[tuple[str, str, int, float], ...]]: ...
