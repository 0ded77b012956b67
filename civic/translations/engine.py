"""From a text to its translation: personal data and glossary words protected, an engine asked, parts put back, the result checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from civic.i18n.writing import FORBIDDEN, clean
from civic.translations.checks import findings
from civic.translations.glossary import Glossary, head
from civic.translations.marking import fill, mark, marks_in, without_private
from civic.translations.masking import personal_spans, url_spans
from civic.translations.providers.base import Job, Provider, Term, UnreadableAnswerError
from civic.translations.segments import Segmented, cut

CONTEXT = 300


@dataclass(frozen=True, kw_only=True)
class Result:
    """A translation with what the checks found; `findings` is empty for a good one."""

    text: str
    findings: list[str]
    model: str


@dataclass
class _Prepared:
    """A text with marks, and what stands behind them."""

    plain: str
    marked: str
    segments: Segmented
    words: list[tuple[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


@dataclass
class _Parts:
    """Protected parts of one job, by number. `kept` come back as they were, `said` are words of the glossary in the target language."""

    kept: dict[int, str] = field(default_factory=dict)
    said: dict[int, str] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)

    def next(self) -> int:
        """A number that is not taken."""
        return len(self.kept) + len(self.said) + 1


def characters_to_send(texts: Sequence[str]) -> int:
    """What counts against the town's limits: the characters of the originals."""
    return sum(len(text) for text in texts)


def translate(texts: Sequence[str], *, source: str, target: str, provider: Provider, glossary: Glossary, context: str = "") -> list[Result]:
    """Translate texts together; raises `EngineError`. Of the context, too, no personal data is sent."""
    parts = _Parts()
    is_native = provider.uses_own_glossary(source, target)
    prepared = [_prepare(text, source, target, glossary, parts, is_native, provider) for text in texts]
    pieces = [piece for one in prepared for piece in one.segments.pieces]
    if not pieces:
        return [Result(text=text, findings=[], model="") for text in texts]
    answer = provider.translate(
        Job(
            texts=tuple(pieces),
            source=source,
            target=target,
            shown=parts.said,
            glossary_revision=glossary.revision,
            terms=tuple(Term(source=word, target=wanted) for word, wanted in parts.terms.items()),
            context=without_personal_data(context)[:CONTEXT],
        )  # fmt: skip
    )
    if len(answer.texts) != len(pieces):
        raise UnreadableAnswerError("another number of texts than was sent")
    waiting = iter(answer.texts)
    results, model = [], FORBIDDEN.sub("", answer.model)
    for one in prepared:
        joined = one.segments.join([next(waiting) for _piece in one.segments.pieces])
        results.append(Result(text=_filled(joined, parts), findings=_judge(one, joined, parts, source, target), model=model))
    return results


def without_personal_data(text: str) -> str:
    """The text with each piece of personal data taken out."""
    text = without_private(text)
    for begin, end in reversed(personal_spans(text)):
        text = text[:begin] + "…" + text[end:]
    return text


def _filled(joined: str, parts: _Parts) -> str:
    """As what people type: an engine's control and direction-changing characters do not pass."""
    return FORBIDDEN.sub("", clean(fill(joined, parts.kept | parts.said)))


def _prepare(text: str, source: str, target: str, glossary: Glossary, parts: _Parts, is_native: bool, provider: Provider) -> _Prepared:
    plain = without_private(text)
    kept = sorted(personal_spans(plain) + url_spans(plain))
    spans = [(begin, end, "", "") for begin, end in kept]
    words: list[tuple[str, str]] = []
    for begin, end, entry in glossary.spans(plain, source):
        wanted = head(entry.word(target))
        if wanted and all(end <= other[0] or begin >= other[1] for other in kept):
            spans.append((begin, end, plain[begin:end], wanted))
            words.append((plain[begin:end], wanted))
    marked, last, numbers = "", 0, []
    for begin, end, word, wanted in sorted(spans):
        marked += plain[last:begin]
        last = end
        if word and is_native:
            parts.terms[word] = wanted
            marked += plain[begin:end]
            continue
        number = parts.next()
        (parts.said if word else parts.kept)[number] = wanted if word else plain[begin:end]
        numbers.append(number)
        marked += mark(number)
    marked += plain[last:]
    return _Prepared(plain, marked, cut(marked, largest=provider.largest, whole=provider.keeps_lines), words, numbers)


def _judge(one: _Prepared, joined: str, parts: _Parts, source: str, target: str) -> list[str]:
    """A mark that is lost or doubled stands first: what it stood for is then missing in the translation."""
    seen = marks_in(joined)
    personal_lost = any(seen.count(number) != 1 for number in one.numbers if number in parts.kept) or any(
        number not in one.numbers for number in seen
    )
    found = findings(one.plain, _filled(joined, parts), source_language=source, target_language=target, words=one.words)
    return (["placeholder"] if personal_lost else []) + [name for name in found if not (personal_lost and name == "urls")]
