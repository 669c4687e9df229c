"""Which poll of the messenger asks which question of an exercise's quiz."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "quiz_polls",
        sa.Column("poll", sa.Text(), nullable=False),
        sa.Column("exercise_id", _ID, nullable=False),
        sa.Column("quiz", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("poll", name="pk_quiz_polls"),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name="fk_quiz_polls_exercises",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_quiz_polls_exercise_id", "quiz_polls", ["exercise_id"])


def downgrade() -> None:
    op.drop_table("quiz_polls")
