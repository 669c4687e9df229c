"""Timers: what is due comes in through the door, like everything that happens.

A timer is a row, kept with the change that set it. It goes off when its row is taken
out in the transaction that applies its event: once, however often it is tried.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from bot.clock import Clock
from bot.deeds import Due, load_timed
from storage import TimerRow

#: The machine's clock may be set: so often it is looked at, in seconds, at least.
_BEAT: Final = 0.5

Submit = Callable[[Sequence[Due]], Awaitable[None]]


class Timers:
    """Waits until timers are due; nothing goes off before `open`."""

    def __init__(self, submit: Submit, clock: Clock) -> None:
        self._submit = submit
        self._clock = clock
        self._heap: list[tuple[datetime, int, TimerRow]] = []
        self._changed = asyncio.Event()
        self._is_open = asyncio.Event()

    def take(self, rows: Iterable[TimerRow]) -> None:
        """Let these go off when they are due, each once."""
        for row in rows:
            entry = (row.due_at, row.id, row)
            if entry not in self._heap:
                heapq.heappush(self._heap, entry)
        self._changed.set()

    def open(self) -> None:
        """What waited before the start is applied: now time may count."""
        self._is_open.set()

    async def run(self) -> None:
        """Submit what is due, for ever; cancel it to stop."""
        await self._is_open.wait()
        while True:
            self._changed.clear()
            if due := self._due():
                await self._submit(due)
            elif not self._heap:
                await self._changed.wait()
            else:
                await self._until_next()

    def _due(self) -> list[Due]:
        now, due = self._clock.now(), []
        while self._heap and self._heap[0][0] <= now:
            row = heapq.heappop(self._heap)[2]
            due.append(Due(row.id, row.exercise, load_timed(row.data)))
        return due

    async def _until_next(self) -> None:
        left = (self._heap[0][0] - self._clock.now()).total_seconds()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(max(left, 0), _BEAT)):
                await self._changed.wait()
