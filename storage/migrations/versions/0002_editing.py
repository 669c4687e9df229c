"""Notes and profiles can be edited: deleted notes, steps of a job, an archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("profiles") as profiles:
        profiles.add_column(
            sa.Column(
                "archived", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    with op.batch_alter_table("notes") as notes:
        notes.add_column(sa.Column("for_job", sa.BigInteger()))
        notes.add_column(sa.Column("reworded_in", sa.BigInteger()))
        notes.add_column(sa.Column("deleted_at", moment))
        notes.create_index("ix_notes_deleted_at", ["deleted_at"])


def downgrade() -> None:
    with op.batch_alter_table("notes") as notes:
        notes.drop_index("ix_notes_deleted_at")
        notes.drop_column("deleted_at")
        notes.drop_column("reworded_in")
        notes.drop_column("for_job")
    with op.batch_alter_table("profiles") as profiles:
        profiles.drop_column("archived")
