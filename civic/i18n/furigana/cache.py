"""What was worked out is kept in the process, bounded by its size: the same texts are shown again and again."""

from __future__ import annotations

from collections.abc import Hashable


class Kept:
    """A bounded store that forgets what has not been used for longest.

    Two generations: what is used moves to the young one; when that is full it becomes the old one, and the old one is forgotten.
    No lock is needed: each step is one operation of a dictionary, and a lost entry is only worked out again.
    """

    def __init__(self, characters: int) -> None:
        self._limit = characters // 2
        self._young: dict[Hashable, str] = {}
        self._old: dict[Hashable, str] = {}
        self._size = 0

    def get(self, key: Hashable) -> str | None:
        """What is kept under `key`."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Hashable, made: str) -> None:
        """Keep it. What alone would fill the store is not kept."""
        if len(made) > self._limit:
            return
        if self._size + len(made) > self._limit:
            self._old, self._young, self._size = self._young, {}, 0
        self._young[key] = made
        self._size += len(made)

    def __len__(self) -> int:
        return len(self._young) + len(self._old)
