"""Removes what may not stay: deleted profiles, old update ids, old failures."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.clock import Clock
from conversations.interview.menu import UNDO_HOURS
from storage import Storage, StorageAwayError

log = logging.getLogger(__name__)

#: Seconds between two rounds; with UNDO_HOURS this keeps deletion within a day.
EVERY = 3600.0

#: Telegram drops updates after a day; their ids are kept well beyond that.
SEEN = timedelta(days=7)
#: Updates our code failed on are kept this long for those who mend it.
FAILED = timedelta(days=14)
#: Files that wait for no message are forgotten after so long.
UNSENT = timedelta(hours=1)


class Housekeeper:
    """Cleans the storage, now and every hour."""

    def __init__(
        self, storage: Storage, clock: Clock, retention_days: int | None = None
    ) -> None:
        """Clean by this clock.

        Profiles and exercises that nobody touched for so many days are deleted; None
        keeps all.
        """
        self._storage = storage
        self._clock = clock
        self._retention_days = retention_days

    async def run(self) -> None:
        """Clean for ever; cancel it to stop."""
        while True:
            try:
                await self.clean()
            except StorageAwayError as error:
                log.warning("could not clean up, the database is away: %s", error)
            await asyncio.sleep(EVERY)

    async def clean(self) -> None:
        """One round of cleaning."""
        now = self._clock.now()
        # A transaction each: whoever locks people does so once, in their order.
        if self._retention_days is not None:
            untouched = now - timedelta(days=self._retention_days)
            await self._storage.transact(lambda uow: uow.put_out(untouched, now))
            await self._storage.transact(lambda uow: uow.drop_exercises(untouched))
        forgotten = now - timedelta(hours=UNDO_HOURS)
        await self._storage.transact(lambda uow: uow.leave(forgotten))
        removed = await self._storage.transact(
            lambda uow: uow.purge(
                deleted_before=now - timedelta(hours=UNDO_HOURS),
                seen_before=now - SEEN,
                quarantined_before=now - FAILED,
            )
        )
        dropped = await self._storage.transact(lambda uow: uow.drop_files(now - UNSENT))
        await self._storage.empty_log()
        log.info("cleaned up: %s, files: %s", removed, dropped)
