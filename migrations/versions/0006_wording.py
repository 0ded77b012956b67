"""The town's own words in place of shipped sentences.

Revision: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "town_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("context", sa.String(length=80), nullable=False),
        sa.Column("message", sa.String(length=600), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_wording")),
        sa.UniqueConstraint("language", "context", "message", name=op.f("uq_town_wording_language_context_message")),
    )
    with op.batch_alter_table("town") as batch_op:
        batch_op.add_column(sa.Column("wording_revision", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("town") as batch_op:
        batch_op.drop_column("wording_revision")
    op.drop_table("town_wording")
