"""Timers beside the conversation: each goes off once, when it is due."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.deeds import Due, dump_timed
from bot.playground import SteppedClock
from bot.timers import Timers
from conversations.exercise import events as x
from storage import TimerRow


async def test_a_timer_that_is_taken_twice_goes_off_once() -> None:
    """As when all that is stored is taken once more."""
    clock = SteppedClock()
    row = TimerRow(1, 7, clock.now(), dump_timed(x.TimeUp(1, clock.now())))
    gone_off: list[Due] = []
    went_off = asyncio.Event()

    async def submit(due: Sequence[Due]) -> None:
        gone_off.extend(due)
        went_off.set()

    timers = Timers(submit, clock)
    timers.take([row])
    timers.take([row])
    timers.open()
    running = asyncio.create_task(timers.run())
    await went_off.wait()
    running.cancel()
    assert [each.timer for each in gone_off] == [1]
