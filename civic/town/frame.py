"""What the frame of every page shows of the town. One statement a request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from civic.db import session
from civic.i18n.pages import current_language
from civic.town.models import Town, name_in

_TOWN = select(Town.names, Town.contact_section, Town.contact_phone, Town.contact_email, Town.notice).where(Town.id == 1)


@dataclass(frozen=True)
class TownCard:
    """The town's name and contact in the page's language; empty before the town is set up."""

    name: str = "civic"
    section: str = ""
    phone: str = ""
    email: str = ""
    notice: str = ""


def town_card() -> TownCard:
    """The card of the one town."""
    row = session.execute(_TOWN).one_or_none()
    if row is None:
        return TownCard()
    language = current_language()
    return TownCard(name_in(row[0], language), name_in(row[1], language), row[2], row[3], row[4])
