"""Timers: events of exercises that are due at a time, kept until they went off."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, delete, insert, select

from storage import tables as t
from storage.many import among
from storage.rows import NewTimer, TimerRow
from storage.work import Work

_t = t.timers.c
_PUT = insert(t.timers)
_TAKE = delete(t.timers).where(among(_t.id)).returning(_t.id)
_PENDING = (
    select(_t.id, _t.exercise_id, _t.due_at, _t.data)
    .join_from(t.timers, t.exercises)
    .join(t.conversations)
    .join(t.chat_aliases, t.chat_aliases.c.chat_id == t.conversations.c.chat_id)
    .where(t.chat_aliases.c.bot == bindparam("bot"), t.chat_aliases.c.present)
    .order_by(_t.due_at, _t.id)
)


class Timers(Work):
    """What will happen to exercises by itself."""

    def put_timers(self, timers: Sequence[NewTimer]) -> list[int]:
        """Keep timers; returns their ids, which grow in the order given."""
        rows = [
            {"exercise_id": timer.exercise, "due_at": timer.due_at, "data": timer.data}
            for timer in timers
        ]
        return list(self._add_numbered(_PUT, rows))

    def take_timers(self, ids: Collection[int]) -> set[int]:
        """Take timers out; returns those that were there: each goes off once."""
        return {id_ for (id_,) in self._read_in(_TAKE, ids)}

    def pending_timers(self, bot: int) -> list[TimerRow]:
        """Every timer of a bot that did not go off, the first one first."""
        return [TimerRow(*row) for row in self._read(_PENDING, {"bot": bot})]
