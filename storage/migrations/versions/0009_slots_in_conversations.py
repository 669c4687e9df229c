"""What fills the slots of a conversation stands in its own row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_GATHER = {
    "sqlite": """
        UPDATE conversations
        SET slots = (
            SELECT json_group_object(slot, json(payload))
            FROM slots WHERE conversation_id = conversations.id
        )
        WHERE id IN (SELECT conversation_id FROM slots)
    """,
    "postgresql": """
        UPDATE conversations
        SET slots = (
            SELECT CAST(json_object_agg(slot, CAST(payload AS json)) AS text)
            FROM slots WHERE conversation_id = conversations.id
        )
        WHERE id IN (SELECT conversation_id FROM slots)
    """,
}
_SCATTER = {
    "sqlite": """
        INSERT INTO slots (conversation_id, slot, payload)
        SELECT one.id, filled.key, filled.value
        FROM conversations AS one, json_each(NULLIF(one.slots, '')) AS filled
    """,
    "postgresql": """
        INSERT INTO slots (conversation_id, slot, payload)
        SELECT one.id, filled.key, filled.value
        FROM conversations AS one,
            json_each_text(CAST(NULLIF(one.slots, '') AS json)) AS filled
    """,
}


def upgrade() -> None:
    # Not as a batch: SQLite would make the table anew and drop what hangs on it.
    op.add_column(
        "conversations",
        sa.Column("slots", sa.Text(), nullable=False, server_default=sa.text("''")),
    )
    op.execute(_GATHER[op.get_context().dialect.name])
    op.drop_table("slots")


def downgrade() -> None:
    op.create_table(
        "slots",
        sa.Column("conversation_id", _ID, autoincrement=False, nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_slots_conversations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "slot", name="pk_slots"),
    )
    op.execute(_SCATTER[op.get_context().dialect.name])
    op.drop_column("conversations", "slots")
