"""The search on the command line: the same results as on the page, as text."""

from __future__ import annotations

import json

from civic.search import queries
from civic.search.queries import Filters, Hit
from civic.search.snippets import Part


def _marked(parts: list[Part]) -> str:
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in parts)


def _plain(parts: list[Part]) -> str:
    return "".join(part.text for part in parts)


def _line(hit: Hit) -> str:
    language = hit.language if hit.is_original else f"{hit.language} from {hit.original_language}"
    return f"{hit.kind} {hit.target_id} ({language})  {_marked(hit.heading)}\n    {_marked(hit.body)}"


def found_as_lines(words: str, *, language: str | None) -> str:
    """Results for people: kind, number, language, title, piece."""
    results = queries.search(words, Filters(language=language))
    head = [f"Nothing for {words!r}; results for {results.instead!r}:"] if results.instead else []
    total = f"{results.total} or more" if results.is_bounded else str(results.total)
    return "\n".join([*head, *map(_line, results.hits), f"{total} found."])


def found_as_json(words: str, *, language: str | None) -> str:
    """Results for programs."""
    results = queries.search(words, Filters(language=language))
    hits = [
        {
            "kind": hit.kind, "id": hit.target_id, "language": hit.language, "original_language": hit.original_language,
            "title": _plain(hit.heading), "snippet": _plain(hit.body), "published_at": hit.text.published_at.isoformat(),
        }
        for hit in results.hits
    ]  # fmt: skip
    answer = {"query": words, "instead": results.instead, "total": results.total, "is_bounded": results.is_bounded, "hits": hits}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def status_as_lines() -> str:
    """The state of the index for operators."""
    found = queries.status()
    lines = [f"{kind:<12} {number:>9,}" for kind, number in found.documents.items()]
    lines += [f"in {language:<9} {number:>9,}" for language, number in found.languages.items()]
    lines += [f"{'words':<12} {found.words:>9,}", f"{'waiting':<12} {found.waiting:>9,}"]
    if found.outdated:
        lines.append(f"{found.outdated:,} were analysed by an earlier version: run civic search rebuild")
    return "\n".join(lines)
