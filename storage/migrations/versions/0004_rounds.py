"""Profiles have details: how they stood when they were finished, and who was nudged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("profiles") as profiles:
        profiles.add_column(
            sa.Column(
                "details", sa.Text(), nullable=False, server_default=sa.text("''")
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("profiles") as profiles:
        profiles.drop_column("details")
