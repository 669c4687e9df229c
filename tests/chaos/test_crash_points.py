"""kill -9 at every boundary and at any moment, while people finish interviews.

CHAOS_SECONDS makes each kind of run last that long instead of one round through the
points, CHAOS_SEED (a number) makes another choice of everything that is left to
chance but the machine's own timing. `make chaos SECONDS=600` sets both.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.playground import (
    Action,
    Fault,
    Simulator,
    SteppedClock,
    SystemClock,
    accept_then_drop,
    gateway_page,
    half_body,
    refuse,
    reset,
)
from tests import databases
from tests.bot.conftest import SECRET, a_webhook
from tests.bot.processes import environment
from tests.chaos.checks import check
from tests.chaos.crashing_bot import POINTS
from tests.chaos.wanderers import Wanderer

SEED = int(os.environ.get("CHAOS_SEED", "1"))
SECONDS = float(os.environ.get("CHAOS_SECONDS", "0"))

FOUNDERS = ("Ada", "Bea", "Cleo", "Dora", "Emma", "Fay")
#: Kills at any moment, besides those at each point, in one round.
AT_RANDOM = 3
#: Seconds within which a process must have come to the point it dies at. One that draws
#: gets what others leave of a core, which is little while other tests run.
REACHED_WITHIN = 120.0
#: Seconds within which everybody has finished once nobody is killed any more.
FINISHED_WITHIN = 120.0
#: The points that a life does not come to forty times.
RARE = {"starting", "begun", "made", "kept"}
#: Telegram's time runs so much faster, where it waits before it tries again.
HURRY = 10

_LEFT = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM errands)"

#: What Telegram does to a call now and then.
TROUBLES: tuple[Action, ...] = (
    accept_then_drop(),
    half_body(),
    gateway_page(502, accepted=True),
    gateway_page(504),
    refuse(429, retry_after=1),
    refuse(500),
    reset(),
)


@dataclass(frozen=True, slots=True)
class Chaos:
    """One bot that is started and killed again and again."""

    sim: Simulator
    nursery: asyncio.subprocess.Process
    dice: random.Random

    async def dies_at(self, point: str, times: int) -> None:
        """Let one life go on until it reaches a point."""
        await self._born(f"{point}:{times}")
        try:
            code = await self._end()
        except TimeoutError:
            raise AssertionError(f"{point} was never reached ×{times}") from None
        assert code == -signal.SIGKILL

    async def dies_any_time(self) -> None:
        """End one life from outside, at whatever it is doing."""
        process = await self._born()
        await asyncio.sleep(self.dice.uniform(0.1, 0.8))  # the moment is what is tried
        os.kill(process, signal.SIGKILL)
        assert await self._end() == -signal.SIGKILL

    @asynccontextmanager
    async def lives(self) -> AsyncIterator[None]:
        """A last life, which ends when it is asked to."""
        process = await self._born()
        yield
        os.kill(process, signal.SIGTERM)
        assert await self._end() == 0

    async def _born(self, crash_at: str = "") -> int:
        assert self.nursery.stdin is not None
        self.nursery.stdin.write(f"{crash_at}\n".encode())
        return await self._told()

    async def _end(self) -> int:
        return await asyncio.wait_for(self._told(), REACHED_WITHIN)

    async def _told(self) -> int:
        assert self.nursery.stdout is not None
        while True:
            line = await self.nursery.stdout.readline()
            if line.strip().lstrip(b"-").isdigit():
                return int(line)
            assert line, "the nursery is gone"

    def trouble(self) -> None:
        """Let something go wrong with one of the next calls."""
        method = self.dice.choice(("sendMessage", "editMessageText", None))
        nth = self.dice.randint(1, 30)
        self.sim.faults.add(Fault(self.dice.choice(TROUBLES), method, nth=nth))


@pytest.mark.parametrize("intake", ["polling", "webhook"])
async def test_nothing_is_lost_whatever_point_it_dies_at(
    database: str, kind: str, intake: str, tmp_path: Path
) -> None:
    dice = random.Random(f"{SEED} {kind} {intake}")
    async with AsyncExitStack() as stack:
        sim, changes = await stack.enter_async_context(telegram(intake))
        journal = tmp_path / "journal"
        changes |= {"DATABASE_URL": database, "CRASH_JOURNAL": str(journal)}
        settings = environment(sim, tmp_path, **changes)
        nursery = await stack.enter_async_context(bots(settings, tmp_path))
        chaos = Chaos(sim, nursery, dice)
        over = asyncio.Event()
        founders = [
            Wanderer(sim.person(name), random.Random(f"{SEED} {name}"), over)
            for name in FOUNDERS
        ]
        async with asyncio.TaskGroup() as group:
            living = [group.create_task(founder.lives()) for founder in founders]
            kills = await kill_again_and_again(chaos)
            async with chaos.lives():
                over.set()
                await all_finish(living, founders)
                sim.faults.clear()
                await sim.settled(quiet=0.5, timeout=60)
                await nothing_is_left(database)
        history = await check(journal, database, sim)
    assert kills >= len(POINTS) + AT_RANDOM
    assert len(history.turns) > 10 * kills
    assert all(founder.finished for founder in founders)


async def kill_again_and_again(chaos: Chaos) -> int:
    """Round after round through the points until the time is over; how many kills."""
    end, kills = time.monotonic() + SECONDS, 0
    while kills == 0 or time.monotonic() < end:
        kinds: list[str | None] = [*POINTS, *[None] * AT_RANDOM]
        chaos.dice.shuffle(kinds)
        for point in kinds:
            chaos.trouble()
            if point is None:
                await chaos.dies_any_time()
            else:
                times = 1 if point in RARE else chaos.dice.randint(1, 40)
                await chaos.dies_at(point, times)
            kills += 1
    return kills


async def all_finish(
    living: Sequence[asyncio.Task[None]], founders: Sequence[Wanderer]
) -> None:
    """Wait until everybody has come to an end."""
    try:
        async with asyncio.timeout(FINISHED_WITHIN):
            await asyncio.gather(*living)
    except TimeoutError:
        last = {each.person.name: each.acts[-20:] for each in founders}
        raise AssertionError(f"somebody goes round in circles: {last}") from None


async def nothing_is_left(database: str) -> None:
    """Wait until all is done and sent: who draws calls nobody for a while."""
    end = time.monotonic() + 60
    while left := (await databases.run(database, _LEFT))[0][0]:
        assert time.monotonic() < end, f"{left} errands and messages are left"
        await asyncio.sleep(0.1)


@asynccontextmanager
async def bots(
    settings: dict[str, str], folder: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A nursery of bots with these settings; their logs are in the folder."""
    with (folder / "log").open("ab") as log:
        nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.crashing_bot"),
            cwd=folder,
            env=settings,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    try:
        yield nursery
    finally:
        assert nursery.stdin is not None
        nursery.stdin.close()
        await nursery.wait()


@asynccontextmanager
async def telegram(intake: str) -> AsyncIterator[tuple[Simulator, dict[str, str]]]:
    """A Bot API, and how the bot is told to take updates from it."""
    if intake == "polling":
        async with Simulator(limits=None) as sim:
            yield sim, {}
        return
    hook, clock = a_webhook(), SteppedClock(SystemClock().now())
    async with Simulator(limits=None, clock=clock) as sim:
        ticking = asyncio.create_task(tick(clock))
        try:
            yield (
                sim,
                {
                    "WEBHOOK_URL": hook.url or "",
                    "WEBHOOK_SECRET": SECRET,
                    "WEBHOOK_PORT": str(hook.port),
                },
            )
        finally:
            ticking.cancel()


async def tick(clock: SteppedClock) -> None:
    """Let time pass in a hurry, also on a machine that has more to do."""
    before = time.monotonic()
    while True:
        await asyncio.sleep(0.05)
        now = time.monotonic()
        clock.advance(seconds=(now - before) * HURRY)
        before = now
