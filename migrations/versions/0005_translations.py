"""Translations: the memory, places, reports, reviewers, limits, languages of processes, the glossary.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "translation_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_machine_on", sa.Boolean(), nullable=False),
        sa.Column("day_limit", sa.Integer(), nullable=False),
        sa.Column("person_limit", sa.Integer(), nullable=False),
        sa.Column("process_limit", sa.Integer(), nullable=False),
        sa.Column("glossary_revision", sa.Integer(), nullable=False),
        sa.Column("glossary_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "day_limit >= 0 AND person_limit >= 0 AND process_limit >= 0", name=op.f("ck_translation_settings_not_negative")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_translation_settings_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_settings")),
    )
    op.create_table(
        "glossary_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=120), nullable=False),
        sa.Column("reading", sa.String(length=120), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("term <> ''", name=op.f("ck_glossary_term_not_empty")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["user.id"], name=op.f("fk_glossary_term_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
        sa.UniqueConstraint("term", name=op.f("uq_glossary_term_term")),
    )
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_language", sa.String(length=12), nullable=False),
        sa.Column("target_language", sa.String(length=12), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("person", "machine", "imported", name="origin", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "reported", "rejected", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("glossary_revision", sa.Integer(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("credit", sa.String(length=100), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("origin <> 'machine' OR provider <> ''", name=op.f("ck_translation_machine_is_named")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_translation_not_empty")),
        sa.CheckConstraint("source_language <> target_language", name=op.f("ck_translation_two_languages")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_translation_author_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["user.id"], name=op.f("fk_translation_reviewed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
    )
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_translation_key", ["source_hash", "target_language", "source_language"], unique=False)
        batch_op.create_index("ix_translation_queue", ["target_language", "state", "id"], unique=False)
        batch_op.create_index(
            "uq_translation_published",
            ["source_hash", "source_language", "target_language"],
            unique=True,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )

    op.create_table(
        "translator_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["granted_by_id"], ["user.id"], name=op.f("fk_translator_grant_granted_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_translator_grant_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translator_grant")),
        sa.UniqueConstraint("user_id", "language", name=op.f("uq_translator_grant_user_id_language")),
    )
    with op.batch_alter_table("translator_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translator_grant_language"), ["language"], unique=False)

    op.create_table(
        "process_languages",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("overridden_by_id", sa.Integer(), nullable=True),
        sa.Column("overridden_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("overridden_at IS NULL OR override_reason <> ''", name=op.f("ck_process_languages_overridden_with_reason")),
        sa.ForeignKeyConstraint(["overridden_by_id"], ["user.id"], name=op.f("fk_process_languages_overridden_by_id")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_process_languages_process_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("process_id", name=op.f("pk_process_languages")),
    )
    op.create_table(
        "translation_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["reporter_id"], ["user.id"], name=op.f("fk_translation_report_reporter_id")),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_translation_report_translation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_report")),
        sa.UniqueConstraint("translation_id", "reporter_id", name=op.f("uq_translation_report_translation_id_reporter_id")),
    )
    with op.batch_alter_table("translation_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_report_reporter_id"), ["reporter_id"], unique=False)

    op.create_table(
        "translation_usage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("target_language", sa.String(length=12), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.CheckConstraint("characters > 0", name=op.f("ck_translation_usage_positive")),
        sa.ForeignKeyConstraint(["person_id"], ["user.id"], name=op.f("fk_translation_usage_person_id")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_translation_usage_process_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_usage")),
    )
    with op.batch_alter_table("translation_usage", schema=None) as batch_op:
        batch_op.create_index("ix_translation_usage_day", ["day"], unique=False)
        batch_op.create_index("ix_translation_usage_person", ["person_id", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_translation_usage_process_id"), ["process_id"], unique=False)

    op.create_table(
        "translation_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column("phase_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("source_language", sa.String(length=12), nullable=False),
        sa.Column("target_language", sa.String(length=12), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "status",
            sa.Enum("waiting", "translated", "failed", name="linkstatus", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("failure", sa.String(length=20), nullable=False),
        sa.Column("translation_id", sa.Integer(), nullable=True),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN contribution_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN process_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN phase_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_translation_link_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_translation_link_contribution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["phase_id"], ["phase.id"], name=op.f("fk_translation_link_phase_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_translation_link_process_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["requested_by_id"], ["user.id"], name=op.f("fk_translation_link_requested_by_id")),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_translation_link_translation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_link")),
        sa.UniqueConstraint(
            "contribution_id", "field", "target_language", name=op.f("uq_translation_link_contribution_id_field_target_language")
        ),
        sa.UniqueConstraint("phase_id", "field", "target_language", name=op.f("uq_translation_link_phase_id_field_target_language")),
        sa.UniqueConstraint("process_id", "field", "target_language", name=op.f("uq_translation_link_process_id_field_target_language")),
    )
    with op.batch_alter_table("translation_link", schema=None) as batch_op:
        batch_op.create_index("ix_translation_link_hash", ["source_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_translation_link_translation_id"), ["translation_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_table("translation_usage")
    op.drop_table("translation_report")
    op.drop_table("process_languages")
    op.drop_table("translation_link")
    op.drop_table("translator_grant")
    op.drop_table("translation")
    op.drop_table("glossary_term")
    op.drop_table("translation_settings")
