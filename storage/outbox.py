"""What goes out: messages on their way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from storage import tables as t
from storage.many import among
from storage.rows import NewRow, OutboxRow
from storage.work import Work

_PUT = insert(t.outbox)
_REMOVE = delete(t.outbox).where(among(t.outbox.c.id))
_REMOVE_ALL = delete(t.outbox).where(among(t.outbox.c.conversation_id))
_PENDING = (
    select(
        t.outbox.c.id,
        t.outbox.c.conversation_id,
        t.chat_aliases.c.telegram_id,
        t.outbox.c.slot,
        t.outbox.c.payload,
        t.conversations.c.topic,
    )
    .join_from(t.outbox, t.conversations)
    .join(t.chat_aliases, t.chat_aliases.c.chat_id == t.conversations.c.chat_id)
    .where(t.chat_aliases.c.bot == bindparam("bot"), t.chat_aliases.c.present)
    .order_by(t.outbox.c.id)
)


class Outbox(Work):
    """Messages are kept here until the messenger has them or refuses them."""

    def put(self, rows: Sequence[NewRow], now: datetime) -> list[int]:
        """Add messages; returns their ids, which grow in the order given."""
        values = [
            {
                "conversation_id": conversation,
                "slot": slot,
                "payload": payload,
                "created_at": now,
            }
            for conversation, slot, payload in rows
        ]
        return list(self._add_numbered(_PUT, values))

    def remove(self, ids: Collection[int]) -> None:
        """Take messages out; ids that are gone already do no harm."""
        self._delete_in(_REMOVE, ids)

    def remove_all(self, conversation_ids: Collection[int]) -> None:
        """Take out every message of these conversations."""
        self._delete_in(_REMOVE_ALL, conversation_ids)

    def pending(self, bot: int) -> list[OutboxRow]:
        """Every message of a bot that waits to be sent, the oldest first."""
        return [OutboxRow(*row) for row in self._read(_PENDING, {"bot": bot})]
