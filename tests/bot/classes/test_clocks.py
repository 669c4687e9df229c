"""Clocks are end times: they survive restarts, and what was in time counts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Message, Simulator, SteppedClock
from tests.bot.classes.lesson import Lesson, ever_in, labels, shown, writes
from tests.bot.conftest import settings_for

Runs = Callable[[], AbstractAsyncContextManager[RunningBot]]

#: A card of a lesson of 20 minutes is over by then, whatever its share.
OVER = 20

STALE = "beans arrive stale"


@pytest.fixture
def runs(sim: Simulator, clock: SteppedClock, tmp_path: Path) -> Runs:
    """Run the bot for a while, on the same database each time."""

    @asynccontextmanager
    async def run() -> AsyncIterator[RunningBot]:
        async with running_bot(settings_for(sim, tmp_path), clock=clock) as running:
            sim.watch(lambda: running.is_busy)
            yield running

    return run


async def test_thirty_seconds_before_the_end_the_group_is_told_and_then_it_ends(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    time = re.search(r"⏱ (\d+)½ min for this card", lesson.card.text)
    assert time, lesson.card.text
    await lesson.passes(minutes=int(time[1]) - 1)
    assert "seconds left" not in ever_in(lesson.group)
    await lesson.passes(minutes=1)
    await mia.sees("30 seconds left", in_=lesson.group)
    assert "Time is up" not in ever_in(lesson.group)
    await lesson.passes(seconds=31)
    await mia.sees("Time is up", in_=lesson.group)
    await lesson.tom.sees("Time is up for this card")
    assert ever_in(lesson.group).count("30 seconds left") == 1


async def test_a_clock_runs_on_while_the_bot_is_down_and_fires_once_after_the_backlog(
    runs: Runs, sim: Simulator, lesson: Lesson
) -> None:
    async with runs():
        mia, ned = await lesson.students("Mia", "Ned")
        await lesson.is_on(mia, ned)
    await mia.sends(STALE)
    lesson.clock.advance(minutes=2 * OVER)
    await ned.sends("far too late")
    async with runs():
        await mia.sees("Time is up", in_=lesson.group)
        await lesson.passes(seconds=1)
        assert " · 1 note\n" in lesson.card.text
        await ned.sees("⏳ far too late")
        assert "That came after the time of its card" in ever_in(ned.chat)
        assert ever_in(lesson.group).count("Time is up.") == 1
        await lesson.taps("👁 Reveal")
        assert STALE in lesson.card.text


async def test_a_restart_changes_nothing_for_anybody(
    runs: Runs, sim: Simulator, lesson: Lesson
) -> None:
    async with runs():
        mia, ned = await lesson.students("Mia", "Ned")
        await lesson.is_on(mia, ned)
        await writes(mia, "one")
        await sim.settled()
    seen = sim.transcript(lesson.group), sim.transcript(mia), sim.transcript(lesson.tom)
    async with runs():
        await sim.settled(quiet=0.3)
        assert seen == (
            sim.transcript(lesson.group),
            sim.transcript(mia),
            sim.transcript(lesson.tom),
        )
        await writes(mia, "two")
        await lesson.taps("👁 Reveal")
        await mia.sees("• one", in_=lesson.group)
        await mia.sees("• two", in_=lesson.group)


async def test_a_minute_more_is_a_minute_more(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await lesson.chooses("⏱ Time", "20 min")
    await lesson.opens()
    await lesson.joins(mia)
    await lesson.starts()
    await lesson.taps("+1 min", "+1 min")
    twice = next(m for m in shown(lesson.tom.chat) if "+1 min" in labels(m))
    toast = await lesson.tom.taps_data(old_minute(twice), on=twice)
    assert "so already" in toast.text
    time = re.search(r"⏱ (\d+)(½?) min for this card", lesson.card.text)
    assert time, lesson.card.text
    await lesson.passes(minutes=int(time[1]), seconds=-1)
    assert "Time is up" not in ever_in(lesson.group)
    await lesson.passes(seconds=31)
    await mia.sees("Time is up", in_=lesson.group)


def old_minute(message: Message) -> str:
    """The data of the minute that was added first."""
    [data] = [b.data or "" for b in message.buttons if b.label == "+1 min"]
    *head, extra = data.split(":")
    assert extra == "3"
    return ":".join([*head, "1"])
