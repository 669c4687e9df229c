"""What came in: updates seen already, and updates set aside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, insert

from storage import tables as t
from storage.upsert import insert_new
from storage.work import Work

_SET_ASIDE = insert(t.quarantine)


@cache
def _remember(dialect: str) -> Executable:
    return insert_new(t.seen_updates, dialect).returning(t.seen_updates.c.update_id)


class Inbox(Work):
    """Each update counts once."""

    def remember(
        self, bot: int, update_ids: Collection[int], now: datetime
    ) -> set[int]:
        """Mark updates of a bot as seen; returns those that were not.

        Of several transactions that remember the same update at the same moment,
        one gets it; the others wait for its end and get it only if it failed.
        """
        rows = [
            {"bot": bot, "update_id": update_id, "seen_at": now}
            for update_id in sorted(set(update_ids))
        ]
        remember = _remember(self._connection.dialect.name)
        return {update_id for (update_id,) in self._insert(remember, rows)}

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
        self._write(_SET_ASIDE, [row])
