"""The one door: whatever happens comes in here and is applied with all that waits.

Telegram gets its confirmation only after `submit` has returned, that is after the
commit. While the database is away the batch is held, and nothing is confirmed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.outgoing import Report
from bot.service import Aftermath, Happening, Service
from storage import StateTooNewError, StorageAwayError

log = logging.getLogger(__name__)

#: The most that one transaction applies; what waits beyond it comes next.
LARGEST_BATCH = 400

#: Seconds to wait while the database is away: at first, and at most.
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    happenings: tuple[Happening, ...]
    done: asyncio.Future[None]


class Door:
    """Collects happenings and has the service apply them, batch by batch."""

    def __init__(
        self, service: Service, on_commit: Callable[[Aftermath], None]
    ) -> None:
        self._service = service
        self._on_commit = on_commit
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()

    async def submit(self, happenings: Sequence[Happening]) -> None:
        """Have these applied, in order; returns when they are committed."""
        if not happenings:
            return
        done = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(_Waiting(tuple(happenings), done))
        await done

    async def record(self, report: Report) -> None:
        """Keep what became of a message (the Ledger port of delivery)."""
        await self.submit([report])

    async def run(self) -> None:
        """Apply what comes, for ever; cancel it to stop."""
        while True:
            waiting = [await self._queue.get()]
            size = len(waiting[0].happenings)
            while size < LARGEST_BATCH and not self._queue.empty():
                waiting.append(self._queue.get_nowait())
                size += len(waiting[-1].happenings)
            await self._apply([h for one in waiting for h in one.happenings])
            for one in waiting:
                if not one.done.done():
                    one.done.set_result(None)

    async def _apply(self, batch: Sequence[Happening]) -> None:
        try:
            aftermath = await self._held(lambda: self._service.apply(batch))
        except StateTooNewError:
            raise  # an older program must stop, not set everything aside
        except Exception as error:
            if len(batch) > 1:
                log.warning("a batch of %s was refused; halving it", len(batch))
                await self._apply(batch[: len(batch) // 2])
                await self._apply(batch[len(batch) // 2 :])
                return
            log.exception("one happening was refused and is set aside")
            aftermath = await self._set_aside(batch[0], repr(error))
        self._on_commit(aftermath)

    async def _set_aside(self, happening: Happening, error: str) -> Aftermath:
        """Keep it for those who can mend it; it must not stop what comes after."""
        for tell in (True, False):
            keep = partial(self._service.set_aside, happening, error, tell=tell)
            try:
                return await self._held(keep)
            except StateTooNewError:
                raise
            except Exception:
                log.exception("it could not be set aside (its sender told: %s)", tell)
        return Aftermath()

    async def _held(
        self, attempt: Callable[[], Coroutine[Any, Any, Aftermath]]
    ) -> Aftermath:
        """Try until the database is there; its absence counts against nobody."""
        wait = FIRST_WAIT
        while True:
            try:
                return await attempt()
            except StorageAwayError as error:
                log.warning("the database is away, holding on: %s", error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
