"""The bytes of a file stand in a row of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contents",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["files.key"], name="fk_contents_files", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_contents"),
    )
    op.execute(
        "INSERT INTO contents (key, content) "
        "SELECT key, content FROM files WHERE content IS NOT NULL"
    )
    # Not as a batch: SQLite would make the table anew and drop what hangs on it.
    op.drop_column("files", "content")


def downgrade() -> None:
    op.add_column("files", sa.Column("content", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE files SET content = "
        "(SELECT content FROM contents WHERE contents.key = files.key)"
    )
    op.drop_table("contents")
