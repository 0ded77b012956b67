"""Slots on the proposal page and the home page that features above fill: the handoff's state, what came of earlier ideas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from civic.accounts.models import User
from civic.proposals.models import Proposal
from civic.translations.texts import Item

ProposalContext = Callable[[Proposal, User | None], dict[str, Any]]
HomeContext = Callable[[User | None], dict[str, Any]]


@dataclass(frozen=True)
class Panel:
    """A partial template with the values it needs."""

    template: str
    values: dict[str, Any]


_proposal: dict[str, ProposalContext] = {}
_home: dict[str, HomeContext] = {}


def register_proposal_panel(template: str, context: ProposalContext) -> None:
    """Fill a place on every proposal page; `context` may use one SQL statement."""
    _proposal[template] = context


def register_home_panel(template: str, context: HomeContext) -> None:
    """Fill a place on the home page."""
    _home[template] = context


def proposal_panels(proposal: Proposal, viewer: User | None) -> list[Panel]:
    """The filled places of a proposal's page."""
    return [Panel(template, context(proposal, viewer)) for template, context in _proposal.items()]


def home_panels(viewer: User | None) -> list[Panel]:
    """The filled places of the home page."""
    return [Panel(template, context(viewer)) for template, context in _home.items()]


def panel_texts(panels: list[Panel]) -> list[Item]:
    """The texts in the panels, to be read in the visitor's language together with those of the page."""
    return [item for panel in panels for item in panel.values.get("texts", ())]
