"""Facts in the past tense, and who reacts to them.

A service publishes a fact inside its transaction; subscribers run at once in the same transaction and only write rows.
Nothing that touches the outside world happens here: that goes through the outbox.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact: ids only, no text that a person wrote and no secret. `actor_id` is None when the clock or an operator acted."""

    actor_id: int | None


E = TypeVar("E", bound=Event)
_subscribers: dict[type[Event], list[Callable[..., None]]] = {}


def subscribe(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorate a reaction to `kind` and to every kind derived from it; subscribing to `Event` hears everything."""

    def register(reaction: Callable[[E], None]) -> Callable[[E], None]:
        reactions = _subscribers.setdefault(kind, [])
        if reaction not in reactions:
            reactions.append(reaction)
        return reaction

    return register


def publish(event: Event) -> None:
    """Tell all subscribers, most specific kind first, in the order in which they subscribed."""
    for kind in type(event).__mro__:
        for reaction in _subscribers.get(kind, ()):
            reaction(event)
