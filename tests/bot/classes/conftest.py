"""The bot in a group, over HTTP, on a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Person, Simulator, SteppedClock, SystemClock
from tests.bot.classes.lesson import Lesson
from tests.bot.conftest import settings_for

Gathers = Callable[..., Awaitable[Lesson]]


@pytest.fixture
def clock() -> SteppedClock:
    """Telegram's clock, and the bot's."""
    return SteppedClock(SystemClock().now())


@pytest.fixture
async def sim(clock: SteppedClock) -> AsyncIterator[Simulator]:
    async with Simulator(limits=None, clock=clock) as simulator:
        yield simulator


@pytest.fixture
async def bot(
    sim: Simulator, clock: SteppedClock, tmp_path: Path
) -> AsyncIterator[RunningBot]:
    async with running_bot(settings_for(sim, tmp_path), clock=clock) as running:
        sim.watch(lambda: running.is_busy)
        yield running


@pytest.fixture
async def tom(sim: Simulator) -> Person:
    """A teacher, who has started the bot some time ago."""
    tom = sim.person("Tom", "Teacher")
    await tom.starts()
    return tom


@pytest.fixture
def gathers(sim: Simulator, clock: SteppedClock, tom: Person) -> Gathers:
    """Tom makes a group with the bot in it; what kind, a test may say."""

    async def gather(title: str = "Class 3b", **kind: object) -> Lesson:
        values = {"kind": "supergroup", **kind}
        return Lesson(sim, clock, tom, sim.group(title, tom, **values))  # type: ignore[arg-type]

    return gather


@pytest.fixture
async def lesson(gathers: Gathers) -> Lesson:
    """Tom's class in a supergroup; the bot has no rights there, and privacy mode on."""
    return await gathers()
