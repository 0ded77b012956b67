"""From a text to tokens: what both databases store, as sets without positions.

    予算    two letters in a row, of scripts that are written without spaces; or a word of the others, as it was typed
    税      one kanji
    =cau    a Latin word without its marks, when it was typed with some
    _子供   a dictionary word of Japanese (see `analysis`), whatever way it was written
    ~よさん its reading
    ^…      any of these, in the title

Phrases are checked again in the normalised text, so no positions are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import regex

from civic.search.normalise import bare

LONGEST = 40
"""Longer words are cut: in the index and in the query."""

_UNSPACED = (
    "\u3005-\u3007\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f\uac00-\ud7af"
    "\u0e00-\u0eff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\u1780-\u17ff\u1100-\u11ff"
)
_RUN = regex.compile(rf"([{_UNSPACED}]+)|((?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}])(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}'’])*)")
_COMBINING = re.compile(
    "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1056-\u1059\u1062-\u106d\u1082-\u108d"
    "\u17b4-\u17d3\uaa7b-\uaa7d\u3099\u309a]"
)
_STACKED = re.compile("[\u1039\u17d2]$")
KANJI = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
KANA = re.compile("[\u3041-\u309f\u30a0-\u30ff]")
_UNSAFE = regex.compile(r"[^\p{L}\p{N}\p{M}_~^=]|[\u0000-\U0010ffff--[!-~\u00a1-\u02af\u0300-\u052f\u0590-\u06ff\u0900-\u0dff"
                        r"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1e00-\u1eff\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d\u309e"
                        r"\u30a1-\u30fe\u3400-\u4db5\u4e00-\u9fcc\uac00-\ud7a3]]", regex.V1)  # fmt: skip


def _units(run: str) -> list[str]:
    """Letters as a reader counts them: a base with its signs (Thai, Lao, Khmer, Burmese)."""
    if not _COMBINING.search(run):
        return list(run)
    units: list[str] = []
    for character in run:
        if units and (_COMBINING.match(character) or _STACKED.search(units[-1])):
            units[-1] += character
        else:
            units.append(character)
    return units


def runs(normalised: str) -> Iterator[tuple[bool, list[str]]]:
    """The runs of letters: (True, letters) for scripts without spaces, (False, [word]) for the others."""
    for found in _RUN.finditer(normalised):
        if found[1] is not None:
            yield True, _units(found[1])
        else:
            word = found[2].replace("’", "'").replace("'", "")[:LONGEST]
            if word:
                yield False, [word]


def safe(token: str) -> str:
    """The token in letters that SQLite's tokenizer keeps whole and PostgreSQL knows: rare others become their number."""
    return token if token.isascii() else _UNSAFE.sub(lambda found: f"u{ord(found[0]):x}", token)


def words_of(word: str) -> list[str]:
    """The tokens of a word of a script with spaces: as typed, and without marks when it has some."""
    plain = bare(word)
    return [word] if plain == word else [word, f"={plain}"]


def text_tokens(normalised: str) -> tuple[str, dict[str, None]]:
    """The text that phrases are checked against, and the tokens that need no dictionary, in order."""
    found: dict[str, None] = {}
    parts: list[str] = []
    for unspaced, units in runs(normalised):
        if not unspaced:
            found.update(dict.fromkeys(words_of(units[0])))
            parts.append(bare(units[0]))
            continue
        parts.append("".join(units))
        found.update(dict.fromkeys(one + two for one, two in zip(units, units[1:], strict=False)))
        found.update(dict.fromkeys(unit for unit in units if KANJI.match(unit)))
        if not KANA.match(units[-1]):
            found[units[-1]] = None
    return f" {' '.join(parts)} ", found


def in_title(tokens: Iterable[str]) -> list[str]:
    """The same tokens, as those of a title."""
    return [f"^{token}" for token in tokens]
