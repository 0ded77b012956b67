"""What the frame of every page shows of the town. One statement a request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from civic.db import fetch
from civic.i18n.furigana.readings import Readings
from civic.i18n.pages import current_language
from civic.town.models import Town, name_in
from civic.town.queries import readings_at

_ROW = Town.__table__.c  # columns of the table, not of the class: SQLAlchemy then spares the work of its object mapper
_TOWN = select(
    _ROW.names, _ROW.contact_section, _ROW.contact_phone, _ROW.contact_email, _ROW.notice, _ROW.notice_language, _ROW.readings_revision,
    _ROW.wording_revision,
).where(_ROW.id == 1)  # fmt: skip


@dataclass(frozen=True)
class TownCard:
    """The town's name and contact in the page's language; empty before the town is set up."""

    name: str = "civic"
    section: str = ""
    phone: str = ""
    email: str = ""
    notice: str = ""
    notice_language: str = "ja"
    readings_revision: int = 0
    wording_revision: int = 0

    @property
    def readings(self) -> Readings:
        """The town's list of readings."""
        return readings_at(self.readings_revision)


def town_card() -> TownCard:
    """The card of the one town."""
    found = fetch(_TOWN)
    if not found:
        return TownCard()
    row = found[0]
    language = current_language()
    return TownCard(name_in(row[0], language), name_in(row[1], language), *row[2:])
