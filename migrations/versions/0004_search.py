"""The search: documents, their texts and tokens, the town's words, synonyms.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

from civic.search import storage
from civic.search.models import TokenSet

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def bytewise() -> sa.types.TypeEngine[str]:
    """Text compared byte by byte on both databases."""
    return sa.String(80, collation="C").with_variant(sa.String(80), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.Column("published_day", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("analysed", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'process') = (contribution_id IS NULL)", name=op.f("ck_search_document_belongs_to_one")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_search_document_contribution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_search_document_process_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint("kind", "target_id", "language", name=op.f("uq_search_document_kind_target_id_language")),
    )
    waiting = sa.text("analysed = 0")
    op.create_index("ix_search_document_contribution_id", "search_document", ["contribution_id"])
    op.create_index("ix_search_document_process_id", "search_document", ["process_id"])
    op.create_index("ix_search_document_waiting", "search_document", ["id"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        sa.Column("tokens", TokenSet(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["search_document.id"], name=op.f("fk_search_text_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
    )
    storage.create(op.get_bind())
    _mark_existing()
    op.create_table(
        "search_term",
        sa.Column("word", bytewise(), nullable=False),
        sa.Column("shown", sa.String(80), nullable=False),
        sa.Column("reading", bytewise(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_term")),
    )
    op.create_index("ix_search_term_reading", "search_term", ["reading"])
    op.create_index("ix_search_term_documents", "search_term", ["documents", "word"])
    op.create_table(
        "search_synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_synonym")),
        sa.UniqueConstraint("key", name=op.f("uq_search_synonym_key")),
    )


def _mark_existing() -> None:
    """Rows for the texts that are there, to be filled by the worker."""
    columns = "(kind, target_id, contribution_id, process_id, language, is_original, published_day, weight, analysed)"
    op.execute(
        f"INSERT INTO search_document {columns} SELECT 'process', id, NULL, id, language, true, 0, 0, 0 FROM process "
        "WHERE published_at IS NOT NULL ORDER BY id"
    )
    op.execute(
        f"INSERT INTO search_document {columns} SELECT kind, id, id, process_id, language, true, 0, 0, 0 FROM contribution "
        "WHERE visibility IN ('public', 'withdrawn') ORDER BY id"
    )
    nothing = "''" if op.get_bind().dialect.name == "sqlite" else "CAST('' AS tsvector)"
    op.execute(f"INSERT INTO search_text (id, title, norm, tokens) SELECT id, '', '', {nothing} FROM search_document")


def downgrade() -> None:
    """Undo."""
    op.drop_table("search_synonym")
    op.drop_table("search_term")
    storage.drop(op.get_bind())
    op.drop_table("search_text")
    op.drop_table("search_document")
