"""A person's translations, for the person's own copy of their data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from civic.accounts.export import exports
from civic.accounts.models import User
from civic.db import session
from civic.translations.models import Translation, TranslationReport


@exports("translations")
def own_translations(user: User) -> list[dict[str, Any]]:
    """What the person translated, oldest first. One statement."""
    rows = session.scalars(select(Translation).where(Translation.author_id == user.id).order_by(Translation.id))
    return [
        {
            "id": row.id,
            "from": row.source_language,
            "into": row.target_language,
            "text": row.text,
            "state": row.state,
            "written_at": row.created_at.isoformat(),
        }
        for row in rows
    ]


@exports("translation_reports")
def own_reports(user: User) -> list[dict[str, Any]]:
    """What the person reported, oldest first. One statement."""
    rows = session.scalars(select(TranslationReport).where(TranslationReport.reporter_id == user.id).order_by(TranslationReport.id))
    return [{"translation_id": row.translation_id, "reason": row.reason, "reported_at": row.created_at.isoformat()} for row in rows]
