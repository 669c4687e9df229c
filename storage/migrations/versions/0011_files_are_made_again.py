"""Bytes of files are not kept any more: what errand made them stands in their rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# A key ends with the format, behind a blank; 64 digits stand before.
_MADE_BY = """
    UPDATE files
    SET kind = 'export',
        data = '{"profile":' || profile || ',"formats":["' || substr(key, 66) || '"]}'
    WHERE profile IS NOT NULL
"""


def upgrade() -> None:
    # Not as a batch: SQLite would make the table anew and drop what hangs on it.
    for name in ("kind", "data"):
        column = sa.Column(
            name, sa.Text(), nullable=False, server_default=sa.text("''")
        )
        op.add_column("files", column)
    op.execute(_MADE_BY)
    op.drop_table("contents")


def downgrade() -> None:
    op.create_table(
        "contents",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["files.key"], name="fk_contents_files", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_contents"),
    )
    # Nobody has the bytes: what is asked for again is made anew.
    for name in ("kind", "data"):
        op.drop_column("files", name)
