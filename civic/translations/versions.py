"""Published translations as whole texts, for those who look for texts rather than show them: the search. Wired in `app.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased, selectinload

from civic.contributions.models import Contribution, Kind
from civic.db import session
from civic.processes.models import Process
from civic.translations.models import State, Translation, TranslationLink
from civic.translations.texts import Piece, items_of_process, needs_translation, reader_of

PROCESS = "process"


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a reader of `language` can read of a target: its title, and its other texts in order. Empty where nothing is translated."""

    target_id: int
    language: str
    title: str
    body: str


def published_versions(kind: str, ids: Sequence[int]) -> list[Version]:
    """The published translations of some contributions of a kind, or of some processes. One statement beside that for the originals."""
    pieces = _processes(ids) if kind == PROCESS else _contributions(kind, ids)
    hashes = sorted({piece.hash for texts in pieces.values() for piece in texts})
    made: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    published = select(Translation.source_hash, Translation.source_language, Translation.target_language, Translation.text)
    for start in range(0, len(hashes), 400):
        some = published.where(Translation.state == State.PUBLISHED, Translation.source_hash.in_(hashes[start : start + 400]))
        for source_hash, source, target, text in session.execute(some):
            if needs_translation(source, target):
                made[source_hash, source][target] = text
    return [version for target_id, texts in pieces.items() for version in _versions(target_id, texts, made)]


def _versions(target_id: int, texts: Sequence[Piece], made: dict[tuple[str, str], dict[str, str]]) -> list[Version]:
    found = [(piece.field, made.get((piece.hash, piece.language), {})) for piece in texts]
    languages = sorted({language for _field, by_language in found for language in by_language})
    return [
        Version(
            target_id=target_id, language=language,
            title=next((words[language] for field, words in found if field == "title" and language in words), ""),
            body="\n\n".join(words[language] for field, words in found if field != "title" and language in words),
        )
        for language in languages
    ]  # fmt: skip


def _contributions(kind: str, ids: Sequence[int]) -> dict[int, list[Piece]]:
    reader = reader_of(Kind(kind))
    return {target_id: list(texts) for target_id, texts in reader(ids).items()} if reader is not None else {}


def _processes(ids: Sequence[int]) -> dict[int, list[Piece]]:
    rows = session.scalars(select(Process).where(Process.id.in_(ids)).options(selectinload(Process.phases)))
    found: dict[int, list[Piece]] = {}
    for process in rows:
        framing, *phases = items_of_process(process)
        later = [Piece(f"phase_{piece.field}", piece.language, piece.text) for phase in phases for piece in phase.pieces]
        found[process.id] = [*framing.pieces, *later]
    return found


def targets_of(translation_id: int) -> list[tuple[str, int]]:
    """What a translation belongs to, as (kind, id): wherever its text was asked for in its language."""
    places = (
        select(TranslationLink, Contribution.kind)
        .join(Translation, Translation.source_hash == TranslationLink.source_hash)
        .outerjoin(Contribution, Contribution.id == TranslationLink.contribution_id)
        .where(Translation.id == translation_id, Translation.target_language == TranslationLink.target_language)
    )
    found: dict[tuple[str, int], None] = {}
    for link, kind in session.execute(places):
        found.update(dict.fromkeys(_target(link, kind)))
    return list(found)


def no_longer_said(translation_id: int) -> list[tuple[str, str]]:
    """(language, text) of this and other translations of its text that readers do not see. They may be kept where the same text stands
    in a place that never asked: the memory is by text."""
    this, other = aliased(Translation), aliased(Translation)
    same = (
        other.source_hash == this.source_hash,
        other.source_language == this.source_language,
        other.target_language == this.target_language,
    )
    rows = select(other.target_language, other.text).join(this, and_(*same)).where(this.id == translation_id)
    return [(language, text) for language, text in session.execute(rows.where(other.state.in_((State.REJECTED, State.REPORTED))))]


def target_of(thing: str, thing_id: int) -> list[tuple[str, int]]:
    """The same for a thing."""
    if thing == "contribution":
        kind = session.scalar(select(Contribution.kind).where(Contribution.id == thing_id))
        return [(str(kind), thing_id)] if kind is not None else []
    return [(PROCESS, thing_id)] if thing == "process" else _of_phase(thing_id)


def _target(link: TranslationLink, kind: Kind | None) -> list[tuple[str, int]]:
    if link.contribution_id is not None:
        return [(str(kind), link.contribution_id)]
    return [(PROCESS, link.process_id)] if link.process_id is not None else _of_phase(link.phase_id or 0)


def _of_phase(phase_id: int) -> list[tuple[str, int]]:
    process_id = session.scalar(select(Process.id).join(Process.phases).where(Process.phases.any(id=phase_id)).limit(1))
    return [(PROCESS, process_id)] if process_id is not None else []
