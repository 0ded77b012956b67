"""The town's own words: counted when a text is analysed, uncounted when it changes or goes.

A word that no text has any longer is deleted, since a person may have wanted it gone. Rows are locked in the order of their words, after
those of their texts, so that two workers cannot wait for each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from civic.db import is_sqlite, session
from civic.search.analysis import Term
from civic.search.indexing import terms_in
from civic.search.models import SearchDocument, SearchTerm, SearchText

_AT_ONCE = 400


class Tally:
    """Words with the number of texts that have them."""

    def __init__(self) -> None:
        self._terms: dict[str, Term] = {}
        self._times: Counter[str] = Counter()

    def add(self, terms: dict[str, Term]) -> None:
        """The words of one text."""
        self._terms |= terms
        self._times.update(terms.keys())

    def rows(self) -> list[dict[str, object]]:
        """Rows of `search_term`, in the order in which they are written (two workers then cannot wait for each other)."""
        return [
            {"word": term.word[:80], "shown": term.shown[:80], "reading": term.reading[:80], "documents": self._times[word]}
            for word, term in sorted(self._terms.items())
        ]


def count(tally: Tally) -> None:
    """Add to what is counted."""
    rows = tally.rows()
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    for start in range(0, len(rows), _AT_ONCE):
        adding = insert(SearchTerm).values(rows[start : start + _AT_ONCE])
        total = {"documents": SearchTerm.documents + adding.excluded.documents}
        session.execute(adding.on_conflict_do_update(index_elements=[SearchTerm.word], set_=total))


def replace_all(tally: Tally) -> None:
    """Count anew."""
    session.execute(delete(SearchTerm))
    count(tally)


def uncount(document_ids: Iterable[int]) -> None:
    """The analysed texts among these are about to change or go."""
    stored = select(SearchText.tokens).join(SearchDocument, SearchDocument.id == SearchText.id)
    times: Counter[str] = Counter()
    for tokens in session.scalars(stored.where(SearchText.id.in_(list(document_ids)), SearchDocument.analysed > 0)):
        times.update(terms_in(tokens))
    for start in range(0, len(times), _AT_ONCE):
        some = sorted(times)[start : start + _AT_ONCE]
        session.execute(select(SearchTerm.word).where(SearchTerm.word.in_(some)).order_by(SearchTerm.word).with_for_update())
    by_times: defaultdict[int, list[str]] = defaultdict(list)
    for word, number in times.items():
        by_times[number].append(word)
    for number, words in by_times.items():
        for start in range(0, len(words), _AT_ONCE):
            some = sorted(words[start : start + _AT_ONCE])
            mine = SearchTerm.word.in_(some)
            fewer = update(SearchTerm).where(mine).values(documents=SearchTerm.documents - number)
            session.execute(fewer.execution_options(synchronize_session=False))
            session.execute(delete(SearchTerm).where(mine, SearchTerm.documents <= 0).execution_options(synchronize_session=False))
