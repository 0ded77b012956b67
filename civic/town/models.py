"""Tables of the town."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, String, Text
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
    """The one town of this instance (row 1). Names are objects from language id to text."""

    __tablename__ = "town"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact_section: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact_phone: Mapped[str] = mapped_column(String(40))
    contact_email: Mapped[str] = mapped_column(String(254))
    notice: Mapped[str] = mapped_column(Text, default="")


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
