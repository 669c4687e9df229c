"""What came in: updates seen already, and updates set aside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from storage import tables as t
from storage.work import KEYS, Work

_SEEN = select(t.seen_updates.c.update_id).where(
    t.seen_updates.c.bot == bindparam("bot"),
    t.seen_updates.c.update_id.in_(KEYS),
)
_REMEMBER = insert(t.seen_updates)
_SET_ASIDE = insert(t.quarantine)


class Inbox(Work):
    """Each update counts once."""

    async def unseen(self, bot: int, update_ids: Collection[int]) -> set[int]:
        """Those of a bot's updates that were not remembered yet."""
        asked = set(update_ids)
        return asked - {seen for (seen,) in await self._read_in(_SEEN, asked, bot=bot)}

    async def remember(
        self, bot: int, update_ids: Collection[int], now: datetime
    ) -> None:
        """Mark unseen updates of a bot as seen."""
        rows = [
            {"bot": bot, "update_id": update_id, "seen_at": now}
            for update_id in sorted(set(update_ids))
        ]
        await self._write(_REMEMBER, rows)

    async def quarantine(
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
        await self._write(_SET_ASIDE, [row])
