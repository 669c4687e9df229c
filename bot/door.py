"""The one door: whatever happens comes in here and is applied with all that waits.

Telegram gets its confirmation only after `submit` has returned, that is after the
commit. Where the database takes several transactions at a time, a large batch is
applied in parts, side by side. While the database is away the batch is held, and
nothing is confirmed; who cannot wait that long gives up, and what was not applied is
delivered again. Where a commit may have been done without our knowing, what is stored
is taken up once more.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.arrivals import Arrival
from bot.batch import Aftermath
from bot.happenings import Happening, TogetherError, parts_of
from bot.outgoing import Report
from bot.service import Service
from storage import CommitInDoubtError, StateTooNewError, StorageAwayError

log = logging.getLogger(__name__)

#: The most that one transaction applies; what waits beyond it comes next.
LARGEST_BATCH = 400

#: After one that could not be applied in parts, so many batches are not even tried:
#: a class is on.
WHOLE = 50

#: Seconds at most that reports wait for updates to be applied with.
LONGEST_COMPANY = 0.05

#: Seconds to wait while the database is away: at first, and at most.
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    happenings: tuple[Happening, ...]
    done: asyncio.Future[None]

    @property
    def comes_again(self) -> bool:
        """Whether it may be given up: updates come again, reports do not."""
        return all(isinstance(happening, Arrival) for happening in self.happenings)


class Door:
    """Collects happenings and has the service apply them, batch by batch."""

    def __init__(
        self, service: Service, on_commit: Callable[[Aftermath], None]
    ) -> None:
        self._service = service
        self._on_commit = on_commit
        self._waiting: deque[_Waiting] = deque()
        self._somebody_waits = asyncio.Event()
        self._an_update_waits = asyncio.Event()
        self._holding = 0
        self._is_applying = False
        self._is_in_doubt = False
        self._whole = 0
        self._took = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether anything waits or is being applied."""
        return self._is_applying or bool(self._waiting)

    @property
    def is_holding(self) -> bool:
        """Whether the database is away and a batch is held until it is back."""
        return self._holding > 0

    async def submit(self, happenings: Sequence[Happening]) -> None:
        """Have these applied, in order; returns when they are committed.

        Updates whose submission is cancelled are dropped if they still wait: they
        were not confirmed and are delivered again. Those in hand may be applied
        nevertheless, and do not count again then.
        """
        if not happenings:
            return
        done = asyncio.get_running_loop().create_future()
        waiting = _Waiting(tuple(happenings), done)
        self._waiting.append(waiting)
        self._somebody_waits.set()
        if waiting.comes_again:
            self._an_update_waits.set()
        try:
            await done
        except asyncio.CancelledError:
            if waiting.comes_again and waiting in self._waiting:
                self._waiting.remove(waiting)
            raise

    async def record(self, report: Report) -> None:
        """Keep what became of a message (the Ledger port of delivery)."""
        await self.submit([report])

    async def run(self) -> None:
        """Apply what comes, for ever; cancel it to stop."""
        time = asyncio.get_running_loop().time
        while True:
            await self._somebody_waits.wait()
            await self._wait_for_updates()
            waiting = self._next_batch()
            self._is_applying, began = True, time()
            await self._apply([h for one in waiting for h in one.happenings])
            if self._is_in_doubt:
                self._on_commit(await self._held(self._service.left))
                self._is_in_doubt = False
            self._is_applying, self._took = False, time() - began
            for one in waiting:
                if not one.done.done():
                    one.done.set_result(None)

    async def _wait_for_updates(self) -> None:
        """Let reports go along with updates that come as soon as a batch takes.

        On a server every transaction is several ways there and back, and nobody waits
        for a report.
        """
        if self._service.most_at_once == 1:
            return
        if any(each.comes_again for each in self._waiting):
            return
        self._an_update_waits.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(min(self._took, LONGEST_COMPANY)):
                await self._an_update_waits.wait()

    def _next_batch(self) -> list[_Waiting]:
        """All that waits, up to a limit."""
        batch: list[_Waiting] = []
        size = 0
        while size < LARGEST_BATCH and self._waiting:
            batch.append(self._waiting.popleft())
            size += len(batch[-1].happenings)
        if not self._waiting:
            self._somebody_waits.clear()
        return batch

    async def _apply(self, batch: Sequence[Happening]) -> None:
        """Apply a batch, in parts where that can be done, and what is left then."""
        if not batch:
            return  # all of it was given up
        parts = parts_of(batch, 1 if self._whole else self._service.most_at_once)
        self._whole = max(0, self._whole - 1)
        if len(parts) > 1:
            batch = await self._side_by_side(parts)
        if batch:
            await self._apply_together(batch)

    async def _side_by_side(
        self, parts: Sequence[Sequence[Happening]]
    ) -> Sequence[Happening]:
        """Apply parts at the same time; gives back what has to be applied by itself.

        All have ended when it returns or is cancelled: none keeps a connection.
        """
        applying = map(self._apply_beside, parts)
        ended = await asyncio.gather(*applying, return_exceptions=True)
        left: list[Happening] = []
        for part in ended:
            if isinstance(part, BaseException):
                raise part
            left += part
        return left

    async def _apply_beside(self, part: Sequence[Happening]) -> Sequence[Happening]:
        """Apply a part beside others; gives back what has to be applied by itself."""
        try:
            aftermath = await self._held(lambda: self._service.apply(part, beside=True))
        except StateTooNewError:
            raise
        except TogetherError:
            self._whole = WHOLE
            return part
        except Exception:  # noqa: BLE001 (it is tried again by itself, and logged)
            return part
        self._on_commit(aftermath)
        return ()

    async def _apply_together(self, batch: Sequence[Happening]) -> None:
        """Apply a batch, or its halves if it is refused."""
        try:
            aftermath = await self._held(lambda: self._service.apply(batch))
        except StateTooNewError:
            raise  # an older program must stop, not set everything aside
        except Exception as error:
            if len(batch) > 1:
                log.warning("a batch of %s was refused; halving it", len(batch))
                await self._apply_together(batch[: len(batch) // 2])
                await self._apply_together(batch[len(batch) // 2 :])
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
        wait, is_away = FIRST_WAIT, False
        try:
            while True:
                try:
                    return await attempt()
                except StorageAwayError as error:
                    self._holding += not is_away
                    is_away = True
                    self._is_in_doubt |= isinstance(error, CommitInDoubtError)
                    log.warning("the database is away, holding on: %s", error)
                    await asyncio.sleep(wait)
                    wait = min(wait * 2, LONGEST_WAIT)
        finally:
            self._holding -= is_away
