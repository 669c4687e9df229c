"""Profiles have details (how they stood when finished); people can be forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FORGOTTEN = "ix_conversations_forgotten_at"


def upgrade() -> None:
    details = sa.Column(
        "details", sa.Text(), nullable=False, server_default=sa.text("''")
    )
    # Not as batches: SQLite would make the tables anew and drop what hangs on them.
    op.add_column("profiles", details)
    op.add_column(
        "conversations", sa.Column("forgotten_at", sa.DateTime(timezone=True))
    )
    op.create_index(_FORGOTTEN, "conversations", ["forgotten_at"])


def downgrade() -> None:
    op.drop_index(_FORGOTTEN, "conversations")
    op.drop_column("conversations", "forgotten_at")
    op.drop_column("profiles", "details")
