"""Exercises of classes; groups that get another number; what lies before a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    desk = sa.Column("desk", sa.Text(), nullable=False, server_default=sa.text("''"))
    present: sa.Column[bool] = sa.Column(
        "present", sa.Boolean(), nullable=False, server_default=sa.true()
    )
    # Not as batches: SQLite would make the tables anew and drop what hangs on them.
    op.add_column("conversations", desk)
    op.add_column("chat_aliases", present)
    op.create_table(
        "exercises",
        sa.Column("id", _ID, nullable=False),
        sa.Column("conversation_id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("host", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("admins_at", _MOMENT, nullable=True),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exercises"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_exercises_conversations",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    for column in ("conversation_id", "host", "updated_at"):
        op.create_index(f"ix_exercises_{column}", "exercises", [column])
    op.create_table(
        "participants",
        sa.Column("exercise_id", _ID, autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("exercise_id", "person", name="pk_participants"),
        _of_exercise("participants"),
    )
    op.create_index("ix_participants_person", "participants", ["person"])
    op.create_table(
        "exercise_notes",
        sa.Column("exercise_id", _ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=True),
        sa.Column("chat", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("exercise_id", "number", name="pk_exercise_notes"),
        _of_exercise("exercise_notes"),
    )
    op.create_index("ix_exercise_notes_author", "exercise_notes", ["author"])
    op.create_index(
        "ix_exercise_notes_chat_message", "exercise_notes", ["chat", "message"]
    )
    op.create_table(
        "room_cards",
        sa.Column("conversation_id", _ID, autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("exercise_id", _ID, nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "message", name="pk_room_cards"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_room_cards_conversations",
            ondelete="CASCADE",
        ),
        _of_exercise("room_cards"),
    )
    op.create_index("ix_room_cards_exercise_id", "room_cards", ["exercise_id"])
    op.create_table(
        "timers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("exercise_id", _ID, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
        _of_exercise("timers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timers_exercise_id", "timers", ["exercise_id"])


def _of_exercise(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["exercise_id"],
        ["exercises.id"],
        name=f"fk_{table}_exercises",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    op.drop_table("timers")
    op.drop_table("room_cards")
    op.drop_table("exercise_notes")
    op.drop_table("participants")
    op.drop_table("exercises")
    op.drop_column("chat_aliases", "present")
    op.drop_column("conversations", "desk")
