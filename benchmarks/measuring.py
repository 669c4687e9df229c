"""One window of load on one bot, and the figures it gives."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import asdict, dataclass
from typing import Any

import psutil

from benchmarks.contest import OURS, Contestant
from benchmarks.fake_api import Tally
from benchmarks.founders import WrongAnswerError

#: Seconds that replies under way may take once founders act no more.
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a window showed.

    `cpu` is user and system time of the bot's process in microseconds per update,
    `core` the part of a core that this was, `calls` the calls of the Bot API per
    update besides getUpdates. `p50` and `p99` are milliseconds from an action to
    the reply, `rss` MiB at the end. `load` is the part of a core that the load
    generator took, `lost` how many replies never came.
    """

    updates: float
    cpu: float
    core: float
    calls: float
    p50: float
    p99: float
    rss: float
    load: float
    lost: int

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Meter:
    """Readings at one moment, in seconds."""

    wall: float
    bot: float
    load: float

    @classmethod
    def read(cls, bot: psutil.Process) -> _Meter:
        """The readings of now."""
        return cls(time.perf_counter(), _cpu(bot), _cpu(psutil.Process()))


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def spread_out(contestant: Contestant) -> None:
    """Bring the founders to different places of what they play."""
    actions, founders = contestant.entrant.actions, contestant.founders
    contestant.api.allow(lambda place: place * actions // founders)
    await _settle(contestant, 6 * PATIENCE)


async def measure(contestant: Contestant, warm_up: float, seconds: float) -> Figures:
    """Load the bot for a while and see how it does; afterwards it rests."""
    api = contestant.api
    api.allow(lambda place: math.inf)
    await contestant.healthy(warm_up)
    before, api.tally = _Meter.read(contestant.process), Tally()
    await contestant.healthy(seconds)
    after, tally = _Meter.read(contestant.process), api.tally
    rss = contestant.process.memory_info().rss / 2**20
    api.allow(lambda place: 0)
    lost = await _settle(contestant, PATIENCE)
    return _figures(before, after, tally, rss, lost)


async def _settle(contestant: Contestant, patience: float) -> int:
    """Wait for the replies under way; how many never came. Ours may lose none."""
    deadline = time.perf_counter() + patience
    while (lost := contestant.api.unanswered()) and time.perf_counter() < deadline:
        await contestant.healthy(0.02)
    if lost and contestant.entrant is OURS:
        raise WrongAnswerError(f"{lost} replies never came")
    contestant.api.give_up()
    await asyncio.sleep(0.1)
    return lost


def _figures(
    before: _Meter, after: _Meter, tally: Tally, rss: float, lost: int
) -> Figures:
    wall, cpu = after.wall - before.wall, after.bot - before.bot
    waits = sorted(tally.waits)
    if not waits:
        raise WrongAnswerError("not one reply came")
    return Figures(
        updates=len(waits) / wall,
        cpu=cpu / len(waits) * 1e6,
        core=cpu / wall,
        calls=tally.calls / len(waits),
        p50=_percentile(waits, 50) * 1e3,
        p99=_percentile(waits, 99) * 1e3,
        rss=rss,
        load=(after.load - before.load) / wall,
        lost=lost,
    )


def _percentile(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
