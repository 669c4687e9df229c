"""The gate that every send passes: pace, and how many may be under way.

One rule: a chat waits for its own pace outside, so that a slow chat takes no
place from others; only then does it stand in line for a place and the common
pace, where replies stand before the facilitator's console and broadcasts.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.delivery.pacing import Pacing
from bot.outgoing import Lane
from bot.settings import Pace


class Caller(Protocol):
    """Somebody with a message to send; what is said of it may change meanwhile."""

    @property
    def chat(self) -> int:
        """Where the message goes."""
        ...

    @property
    def weight(self) -> int:
        """How many messages it counts as."""
        ...

    @property
    def spare(self) -> int:
        """How many messages its chat must still be able to take afterwards."""
        ...

    @property
    def lane(self) -> Lane:
        """What it stands behind."""
        ...

    @property
    def woken(self) -> asyncio.Event:
        """Set when its turn may have come."""
        ...


class Gate:
    """Lets sends through one by one: by lane, then first come first served.

    Broadcasts take no more than half of the places.
    """

    def __init__(
        self,
        pace: Pace,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._pacing = Pacing(pace)
        self._places = pace.at_once
        self._taken = 0
        self._lines: dict[Lane, OrderedDict[Caller, None]] = {
            lane: OrderedDict() for lane in sorted(Lane)
        }
        self._monotonic = monotonic
        self._sleep = sleep

    async def enter(self, caller: Caller) -> None:
        """Wait until the caller may send; it holds a place until it leaves."""
        while not self._goes_at_once(caller):
            await self._rest(caller)
            await self._stand_in_line(caller)
            if not self._chat_wait(caller):  # another topic may have been quicker
                break
        self._pacing.spend(caller.chat, caller.weight, self._monotonic())
        self._taken += 1

    def leave(self) -> None:
        """Give back a place."""
        self._taken -= 1
        self._wake_first()

    def hasten(self, caller: Caller) -> None:
        """Look again at who waits: its message may deserve a better line now."""
        for lane, line in self._lines.items():
            if lane > caller.lane and caller in line:
                del line[caller]
                self._lines[caller.lane][caller] = None
        caller.woken.set()

    def flooded(self, chat: int, wait: float) -> None:
        """Telegram wants `wait` seconds of silence in the chat."""
        self._pacing.flooded(chat, wait, self._monotonic())

    def _goes_at_once(self, caller: Caller) -> bool:
        """Whether there is nothing to wait for, as nearly always."""
        return not (
            self._chat_wait(caller)
            or any(self._lines.values())
            or self._is_full(caller.lane)
            or self._pacing.total_wait(self._monotonic())
        )

    def _chat_wait(self, caller: Caller) -> float:
        wanted = caller.weight + caller.spare
        return self._pacing.chat_wait(caller.chat, wanted, self._monotonic())

    async def _rest(self, caller: Caller) -> None:
        while wait := self._chat_wait(caller):
            caller.woken.clear()
            await self._slept_or_woken(caller, wait)

    async def _slept_or_woken(self, caller: Caller, wait: float) -> None:
        """Sleep, but not on when there is something else to be sent."""
        ways = [
            asyncio.ensure_future(self._sleep(wait)),
            asyncio.ensure_future(caller.woken.wait()),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()

    async def _stand_in_line(self, caller: Caller) -> None:
        """Wait to be first, for a place, and for the common pace."""
        self._lines[caller.lane][caller] = None
        try:
            while True:
                if self._first() is not caller or self._is_full(caller.lane):
                    caller.woken.clear()
                    await caller.woken.wait()
                elif wait := self._pacing.total_wait(self._monotonic()):
                    await self._sleep(wait)
                else:
                    return
        finally:
            for line in self._lines.values():
                line.pop(caller, None)
            self._wake_first()

    def _is_full(self, lane: Lane) -> bool:
        half = max(1, self._places // 2)
        return self._taken >= (half if lane is Lane.BROADCAST else self._places)

    def _first(self) -> Caller | None:
        return next((caller for line in self._lines.values() for caller in line), None)

    def _wake_first(self) -> None:
        first = self._first()
        if first is not None:
            first.woken.set()
