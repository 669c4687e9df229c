"""One window of load on one bot, and the figures it gives."""

from __future__ import annotations

import contextlib
import math
import re
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.contest import PATIENCE, Contestant, drawn, play, settle
from benchmarks.founders import WrongAnswerError


@dataclass(frozen=True, slots=True)
class Figures:
    """What a window showed.

    `cpu` is user and system time of the bot's process in microseconds per update,
    `core` the part of a core that this was, `server` the same as `cpu` for the
    server that keeps its state. `calls` are the calls of the Bot API per update
    besides getUpdates. `p50` and `p99` are milliseconds from an action to the
    reply, `peak` the most memory the process ever had (MiB resident). `load` is
    the part of a core that the load generator took, `lost` how many replies never
    came.
    """

    updates: float
    cpu: float
    core: float
    server: float
    calls: float
    p50: float
    p99: float
    peak: float
    load: float
    lost: int

    def as_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Meter:
    """Readings at one moment: times in seconds, and calls of the Bot API."""

    wall: float
    bot: float
    server: float
    load: float
    calls: int

    @classmethod
    def read(cls, contestant: Contestant) -> _Meter:
        """The readings of now."""
        return cls(
            time.perf_counter(),
            _cpu([contestant.process]),
            _cpu(contestant.server()),
            _cpu([psutil.Process()]),
            contestant.api.calls,
        )


def _cpu(processes: Iterable[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):  # a server's helper may end
            times = process.cpu_times()
            total += times.user + times.system
    return total


async def spread_out(contestant: Contestant) -> None:
    """Bring the founders to different places of what they play."""
    actions, founders = contestant.entrant.actions, contestant.load.founders
    await play(contestant, lambda place: place * actions // founders)


async def measure(contestant: Contestant, warm_up: float, seconds: float) -> Figures:
    """Load the bot for a while and see how it does; afterwards it rests."""
    seats = contestant.api.seats
    if contestant.load.rate:
        seats.at_rate(contestant.load.rate)
    else:
        seats.allow(lambda _: math.inf)
    await contestant.healthy(warm_up)
    before, seats.waits = _Meter.read(contestant), []
    await contestant.healthy(seconds)
    after, waits = _Meter.read(contestant), sorted(seats.waits)
    seats.allow(lambda _: 0)
    lost = await settle(contestant, PATIENCE)
    await drawn(contestant)
    return _figures(before, after, waits, peak(contestant.process), lost)


def _figures(
    before: _Meter, after: _Meter, waits: list[float], peak: float, lost: int
) -> Figures:
    if not waits:
        raise WrongAnswerError("not one reply came")
    count, wall = len(waits), after.wall - before.wall
    return Figures(
        updates=count / wall,
        cpu=(after.bot - before.bot) / count * 1e6,
        core=(after.bot - before.bot) / wall,
        server=(after.server - before.server) / count * 1e6,
        calls=(after.calls - before.calls) / count,
        p50=percentile(waits, 50) * 1e3,
        p99=percentile(waits, 99) * 1e3,
        peak=peak,
        load=(after.load - before.load) / wall,
        lost=lost,
    )


def percentile(ordered: list[float], percent: int) -> float:
    """The value that so many percent of these do not exceed; smallest first."""
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def peak(process: psutil.Process) -> float:
    """The most MiB it ever had; where the system does not tell that, what it has."""
    status = Path(f"/proc/{process.pid}/status")
    if status.is_file():
        found = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE)
        if found:
            return int(found[1]) / 1024
    return float(process.memory_info().rss / 2**20)
