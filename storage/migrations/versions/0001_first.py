"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

own_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", own_id, nullable=False),
        sa.Column("last_message", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guides",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("structure", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", "language", name="pk_guides"),
    )
    op.create_table(
        "seen_updates",
        sa.Column("bot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("bot", "update_id", name="pk_seen_updates"),
    )
    op.create_index("ix_seen_updates_seen_at", "seen_updates", ["seen_at"])
    op.create_table(
        "chat_aliases",
        sa.Column("bot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", own_id, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_chat_aliases_chats",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("bot", "telegram_id", name="pk_chat_aliases"),
    )
    op.create_index("ix_chat_aliases_chat_id", "chat_aliases", ["chat_id"])
    op.create_table(
        "conversations",
        sa.Column("id", own_id, nullable=False),
        sa.Column("chat_id", own_id, nullable=False),
        sa.Column("topic", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("person", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_conversations_chats",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint(
            "chat_id", "topic", "person", name="uq_conversations_chat_id_topic_person"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", own_id, nullable=False),
        sa.Column("conversation_id", own_id, nullable=False),
        sa.Column("slot", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        owned_by_conversation("outbox"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_conversation_id", "outbox", ["conversation_id"])
    op.create_table(
        "profiles",
        sa.Column("conversation_id", own_id, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guide", sa.Text(), nullable=False),
        sa.Column("guide_version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("named_by_hand", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("orders", sa.Text(), nullable=False),
        sa.Column("next_note", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", moment, nullable=True),
        sa.Column("deleted_at", moment, nullable=True),
        sa.Column("updated_at", moment, nullable=False),
        owned_by_conversation("profiles"),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_profiles"),
    )
    op.create_index("ix_profiles_deleted_at", "profiles", ["deleted_at"])
    op.create_table(
        "quarantine",
        sa.Column("id", own_id, nullable=False),
        sa.Column("bot", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", own_id, nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        owned_by_conversation("quarantine"),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quarantine_at", "quarantine", ["at"])
    op.create_index("ix_quarantine_conversation_id", "quarantine", ["conversation_id"])
    op.create_table(
        "slots",
        sa.Column("conversation_id", own_id, autoincrement=False, nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        owned_by_conversation("slots"),
        sa.PrimaryKeyConstraint("conversation_id", "slot", name="pk_slots"),
    )
    op.create_table(
        "notes",
        sa.Column("conversation_id", own_id, autoincrement=False, nullable=False),
        sa.Column("profile", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("ratings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "profile"],
            ["profiles.conversation_id", "profiles.number"],
            name="fk_notes_profiles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "conversation_id", "profile", "number", name="pk_notes"
        ),
    )


def owned_by_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversations.id"],
        name=f"fk_{table}_conversations",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    op.drop_table("notes")
    op.drop_table("slots")
    op.drop_table("quarantine")
    op.drop_table("profiles")
    op.drop_table("outbox")
    op.drop_table("conversations")
    op.drop_table("chat_aliases")
    op.drop_table("seen_updates")
    op.drop_table("guides")
    op.drop_table("chats")
