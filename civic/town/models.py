"""Tables of the town."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Base
from civic.i18n.languages import Language, fallback_ids
from civic.i18n.pages import current_language


def name_in(names: dict[str, Any], language: Language) -> str:
    """A name in the page's language, else in a fallback language, else in Japanese, else whichever there is."""
    for candidate in (*fallback_ids(language.id), "ja"):
        found = names.get(candidate)
        if found:
            return str(found)
    return str(next(iter(names.values()), ""))


class Named:
    """A thing of the town with a name in several languages."""

    names: Mapped[dict[str, Any]] = mapped_column(JSON)

    @property
    def name(self) -> str:
        """The name in the page's language."""
        return name_in(self.names, current_language())


class Town(Base):
    """The one town of this instance (row 1). Names are objects from language id to text; the notice is in the language of its tag."""

    __tablename__ = "town"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact_section: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact_phone: Mapped[str] = mapped_column(String(40))
    contact_email: Mapped[str] = mapped_column(String(254))
    notice: Mapped[str] = mapped_column(Text, default="")
    notice_language: Mapped[str] = mapped_column(String(10), default="ja")
    municipality_code: Mapped[str] = mapped_column(String(5), default="")
    readings_revision: Mapped[int] = mapped_column(default=0)
    """A new random number with each change of the list of readings: worker processes see by it that theirs is old. 0 is the empty list."""
    wording_revision: Mapped[int] = mapped_column(default=0)
    """The same for the town's own words in place of shipped sentences."""


class TownWording(Base):
    """A sentence of the interface in the town's own words: `texts` are as many forms as the language has for it. `language` is its id."""

    __tablename__ = "town_wording"
    __table_args__ = (UniqueConstraint("language", "context", "message"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    context: Mapped[str] = mapped_column(String(80), default="")
    message: Mapped[str] = mapped_column(String(600))
    texts: Mapped[list[str]] = mapped_column(JSON)


class ReadingSource(StrEnum):
    """Where a reading comes from."""

    POSTAL = "postal"
    STAFF = "staff"


class TownReading(Base):
    """How a name or word is read in this town: 白井市 しろいし."""

    __tablename__ = "town_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(String(80), unique=True)
    reading: Mapped[str] = mapped_column(String(160))
    source: Mapped[str] = mapped_column(String(10), default=ReadingSource.STAFF)


class Area(Named, Base):
    """A district of the town."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)


class Category(Named, Base):
    """A field of the town's work, such as disaster prevention or child care."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)


class Department(Named, Base):
    """A section of the town hall that answers and carries out."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
