"""Errands: work beside a conversation, kept until what became of it is applied."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, insert, select

from storage import tables as t
from storage.many import among
from storage.rows import ErrandRow, NewErrand
from storage.work import Work

_FINISH = (
    delete(t.errands)
    .where(among(t.errands.c.id))
    .returning(t.errands.c.id, t.errands.c.conversation_id)
)
_PENDING = (
    select(
        t.errands.c.id,
        t.errands.c.conversation_id,
        t.chat_aliases.c.telegram_id,
        t.errands.c.kind,
        t.errands.c.data,
    )
    .join_from(t.errands, t.conversations)
    .join(t.chat_aliases, t.chat_aliases.c.chat_id == t.conversations.c.chat_id)
    .where(t.chat_aliases.c.bot == bindparam("bot"), t.chat_aliases.c.present)
    .order_by(t.errands.c.id)
)


_e = t.errands.c
_given = [
    bindparam(column.name, type_=column.type)
    for column in (_e.conversation_id, _e.kind, _e.data, _e.created_at)
]
_conversation, _kind, _data, _ = _given
# The conversation is locked, so nobody else asks for the same at this moment.
_is_there = exists().where(
    _e.conversation_id == _conversation, _e.kind == _kind, _e.data == _data
)
_NEW = (
    insert(t.errands)
    .from_select([each.key for each in _given], select(*_given).where(~_is_there))
    .returning(_e.id)
)


class Errands(Work):
    """What is being done beside conversations."""

    def put_errands(
        self, errands: Sequence[NewErrand], now: datetime
    ) -> list[int | None]:
        """Keep errands; returns their ids, None for what is under way already."""
        ids: list[int | None] = []
        for errand in errands:  # there are few, and each may be there
            values = {
                "conversation_id": errand.conversation,
                "kind": errand.kind,
                "data": errand.data,
                "created_at": now,
            }
            found = self._read(_NEW, values)
            ids.append(found[0][0] if found else None)
        return ids

    def finish_errands(self, ids: Collection[int]) -> dict[int, int]:
        """Take errands out; returns whose they are, by id: each is finished once.

        That is another conversation than before when two numbers turned out to be of
        one group.
        """
        return dict(self._read_in(_FINISH, ids))

    def pending_errands(self, bot: int) -> list[ErrandRow]:
        """Every errand of a bot that is not finished, the oldest first."""
        return [ErrandRow(*row) for row in self._read(_PENDING, {"bot": bot})]
