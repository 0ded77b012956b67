"""A word with its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from civic.i18n.furigana.analyser import Word

NOBODY = Word("", "", "", "", "")


@dataclass(slots=True)
class Place:
    """Where a word stands in its text."""

    words: list[Word]
    at: int

    @property
    def word(self) -> Word:
        """The word itself."""
        return self.words[self.at]

    def near(self, offset: int) -> Word:
        """A neighbour; an empty word beyond the ends and at blanks."""
        position = self.at + offset
        return self.words[position] if 0 <= position < len(self.words) and not self.words[position].surface.isspace() else NOBODY

    def before(self, offset: int = 1) -> str:
        """How the word before is written."""
        return self.near(-offset).surface

    def after(self, offset: int = 1) -> str:
        """How the word after is written."""
        return self.near(offset).surface

    def rest(self, length: int = 4) -> str:
        """The next words as one text."""
        return "".join(word.surface for word in self.words[self.at + 1 : self.at + 1 + length])

    def has_before(self, surface: str, *, within: int) -> bool:
        """Whether a word stands among the ones before."""
        return any(word.surface == surface for word in self.words[max(0, self.at - within) : self.at])
