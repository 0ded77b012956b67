"""How names and words are read in the town.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "town_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.Column("reading", sa.String(length=160), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_reading")),
        sa.UniqueConstraint("term", name=op.f("uq_town_reading_term")),
    )
    with op.batch_alter_table("town") as batch_op:
        batch_op.add_column(sa.Column("municipality_code", sa.String(length=5), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("readings_revision", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("town") as batch_op:
        batch_op.drop_column("readings_revision")
        batch_op.drop_column("municipality_code")
    op.drop_table("town_reading")
