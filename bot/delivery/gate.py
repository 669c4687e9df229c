"""The gate that every send passes: pace, and how many may be under way.

One rule: a chat waits for its own pace outside, so that a slow chat takes no
place from others; only then does it queue for a place and the common pace.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.delivery.pacing import Pacing
from bot.settings import Pace


class Gate:
    """Lets sends through one by one, first come first served."""

    def __init__(
        self,
        pace: Pace,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._pacing = Pacing(pace.chat_rate, pace.chat_burst, pace.total_rate)
        self._places = asyncio.Semaphore(pace.at_once)
        self._door = asyncio.Lock()
        self._monotonic = monotonic
        self._sleep = sleep

    @asynccontextmanager
    async def turn(self, chat: int, weight: int = 1) -> AsyncIterator[None]:
        """Wait until the chat may be sent to, and hold a place meanwhile.

        What is sent counts as `weight` messages.
        """
        while wait := self._pacing.chat_wait(chat, self._monotonic()):
            await self._sleep(wait)
        async with self._places:
            async with self._door:
                while wait := self._pacing.total_wait(self._monotonic()):
                    await self._sleep(wait)
                for _ in range(weight):
                    self._pacing.spend(chat, self._monotonic())
            yield

    def flooded(self, chat: int, wait: float) -> None:
        """Telegram wants `wait` seconds of silence in the chat."""
        self._pacing.flooded(chat, wait, self._monotonic())
