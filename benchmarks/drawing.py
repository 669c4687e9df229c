"""`python -m benchmarks.drawing`: what files of a canvas cost, cold and warm.

Each file is of another profile, asked of the bot's own workshop, and comes back from
its process: that is the time a person waits. Beside it stands the processor time that
the process took, which others on the machine disturb less.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import psutil

from benchmarks import machine
from bot.bootstrap import packaged_guide
from bot.exports.formats import Format, Sheet
from bot.exports.gallery import numbered
from bot.exports.worker import Workshop
from conversations.guides.model import Guide, load_guide

NOTES = (3, 12, 30, 60, 120)
FORMATS = (Format.PNG, Format.PDF, Format.SVG)

#: The most milliseconds of processor time that we aim at, for 30 notes.
AIMS = {Format.PNG: 150, Format.PDF: 100}

WORDS = (
    "keep the {} full on weekday mornings",
    "know in the evening what the {} earned and what is owed",
    "{} never agree with the calendar",
    "afraid to annoy people with {}",
    "evenings free of {}",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds that somebody waits, and of the process's processor time."""

    wall: float
    cpu: float


def sheets(guide: Guide, notes: int, rounds: int) -> list[Sheet]:
    """Profiles of so many notes, no two with the same texts."""
    return [
        numbered([text.format(f"{number} things") for text in WORDS], notes, guide)
        for number in range(rounds)
    ]


async def cold(guide: Guide, rounds: int) -> list[float]:
    """Milliseconds from asking a workshop without a process until the PDF is there."""
    waits = []
    for sheet in sheets(guide, 30, rounds):
        workshop = Workshop()
        before = time.perf_counter()
        await workshop.make(sheet, [Format.PDF])
        waits.append((time.perf_counter() - before) * 1e3)
        await workshop.close()
    return waits


async def warm(
    workshop: Workshop, profiles: Sequence[Sheet], wanted: Format
) -> list[Cost]:
    """What each file costs in a process that has worked before."""
    await workshop.make(profiles[0], [wanted])
    costs = []
    for sheet in profiles[1:]:
        before, used = time.perf_counter(), _used(workshop)
        await workshop.make(sheet, [wanted])
        wall = (time.perf_counter() - before) * 1e3
        costs.append(Cost(wall, (_used(workshop) - used) * 1e3))
    return costs


def _used(workshop: Workshop) -> float:
    """Seconds of processor time that the process took so far."""
    times = psutil.Process(workshop.pid).cpu_times()
    return times.user + times.system


def _resident(workshop: Workshop) -> float:
    return psutil.Process(workshop.pid).memory_info().rss / 2**20


def _spread(values: Sequence[float]) -> str:
    return f"{median(values):5.0f} ({min(values):.0f}-{max(values):.0f})"


async def _measure(rounds: int) -> None:
    kept = packaged_guide("priority")
    guide = load_guide(kept.structure, kept.words)
    print(machine.description())
    print(f"cold, 30 notes, PDF: {_spread(await cold(guide, 3))} ms to wait")
    # It is not replaced in between, so that its processor time can be read.
    workshop = Workshop(grown=2**20, jobs=10**6)
    try:
        for notes in NOTES:
            profiles = sheets(guide, notes, rounds + 1)
            for wanted in FORMATS:
                await _report(workshop, profiles, wanted, notes)
        print(f"memory of the process now: {_resident(workshop):.0f} MiB")
    finally:
        await workshop.close()


async def _report(
    workshop: Workshop, profiles: Sequence[Sheet], wanted: Format, notes: int
) -> None:
    costs = await warm(workshop, profiles, wanted)
    wall, cpu = [cost.wall for cost in costs], [cost.cpu for cost in costs]
    line = (
        f"warm, {notes:3} notes, {wanted.value}: {_spread(wall)} ms to wait, "
        f"{_spread(cpu)} ms of processor time"
    )
    if notes == 30 and wanted in AIMS:
        aim = AIMS[wanted]
        line += f"; aim: at most {aim}: {'met' if median(cpu) <= aim else 'not met'}"
    print(line)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drawing")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with asyncio.Runner(loop_factory=machine.loop_factory()) as runner:
        runner.run(_measure(rounds))


if __name__ == "__main__":
    main()
