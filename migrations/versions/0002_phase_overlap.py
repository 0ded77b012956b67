"""The phases of a process do not overlap; indexes for the lists of moderators, coordinators and departments.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

from civic.processes import triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PARTIAL = (
    ("ix_contribution_hidden", "contribution", ["published_at", "id"], "visibility = 'hidden'"),
    ("ix_handoff_due", "handoff", ["due_on", "id"], "status = 'received'"),
)


def upgrade() -> None:
    """Apply."""
    triggers.create(op.get_bind())
    for name, table, columns, condition in PARTIAL:
        op.create_index(name, table, columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))
    op.create_index("ix_proposal_decided", "proposal", ["status", "decided_at", "id"])
    op.create_index("ix_handoff_closed", "handoff", ["department_id", "closed_at", "id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_handoff_closed", "handoff")
    op.drop_index("ix_proposal_decided", "proposal")
    for name, table, _columns, _condition in PARTIAL:
        op.drop_index(name, table)
    triggers.drop(op.get_bind())
