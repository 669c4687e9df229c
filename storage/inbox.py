"""What came in: updates seen already, and updates set aside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, insert, select, true

from storage import tables as t
from storage.many import each
from storage.tables import UtcDateTime
from storage.upsert import insert_new
from storage.work import Work

_SET_ASIDE = insert(t.quarantine)


_u = t.seen_updates.c


@cache
def _remember(dialect: str) -> Executable:
    bot, now = bindparam("bot", type_=_u.bot.type), bindparam("now", type_=UtcDateTime)
    rows = select(bot, each(_u.update_id, dialect), now)
    return (
        insert_new(t.seen_updates, dialect)
        # Without a WHERE, SQLite takes the ON of ON CONFLICT for that of a join.
        .from_select([_u.bot, _u.update_id, _u.seen_at], rows.where(true()))
        .returning(_u.update_id)
    )


class Inbox(Work):
    """Each update counts once."""

    def remember(
        self, bot: int, update_ids: Collection[int], now: datetime
    ) -> set[int]:
        """Mark updates of a bot as seen; returns those that were not.

        Of several transactions that remember the same update at the same moment,
        one gets it; the others wait for its end and get it only if it failed.
        """
        remember = _remember(self._connection.dialect.name)
        rows = self._read_in(remember, set(update_ids), bot=bot, now=now)
        return {update_id for (update_id,) in rows}

    def quarantine(
        self,
        bot: int,
        update_id: int,
        conversation: int | None,
        payload: str,
        error: str,
        now: datetime,
    ) -> None:
        """Set an update aside that could not be processed."""
        row = {
            "bot": bot,
            "update_id": update_id,
            "conversation_id": conversation,
            "payload": payload,
            "error": error,
            "at": now,
        }
        self._add(_SET_ASIDE, [row])
