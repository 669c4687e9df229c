"""`python -m benchmarks`: our bot and its peers, round by round, side by side."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks import machine
from benchmarks.contest import (
    DEFAULT_ECHO,
    OUR_ECHO,
    OURS,
    BotEndedError,
    Contestant,
    come_up,
    running,
)
from benchmarks.founders import WrongAnswerError
from benchmarks.measuring import Figures, measure, spread_out
from benchmarks.report import Line, as_json, table

#: The library's default transport is at its best with few founders.
BEST_OF_DEFAULT = 10


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0, help="of one window")
    parser.add_argument("--warm-up", type=float, default=0.5, help="seconds before it")
    parser.add_argument("--founders", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--quick", action="store_true", help="see whether it works")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds, options.warm_up = 1, 0.5, 0.1
    return options


async def _contest(options: argparse.Namespace) -> list[Line]:
    """Start every bot, then load one at a time, in turns."""
    few = min([BEST_OF_DEFAULT, *options.founders])
    pairs = [
        (entrant, founders)
        for founders in options.founders
        for entrant in (OURS, DEFAULT_ECHO, OUR_ECHO)
    ]
    if (DEFAULT_ECHO, few) not in pairs:
        pairs.append((DEFAULT_ECHO, few))
    async with AsyncExitStack() as stack:
        contestants = []
        for entrant, founders in pairs:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            contestants.append(
                await stack.enter_async_context(
                    running(entrant, founders, Path(folder))
                )
            )
        for contestant in contestants:
            await come_up(contestant)
        for contestant in contestants:
            await spread_out(contestant)
        return await _rounds(contestants, options)


async def _rounds(
    contestants: list[Contestant], options: argparse.Namespace
) -> list[Line]:
    figures: list[list[Figures]] = [[] for _ in contestants]
    for number in range(1, options.rounds + 1):
        print(f"round {number} of {options.rounds} …", file=sys.stderr, flush=True)
        for contestant, mine in zip(contestants, figures, strict=True):
            mine.append(await measure(contestant, options.warm_up, options.seconds))
    return [
        Line(contestant.entrant, contestant.founders, tuple(mine))
        for contestant, mine in zip(contestants, figures, strict=True)
    ]


async def _main(options: argparse.Namespace) -> int:
    task = asyncio.current_task()
    if task is not None and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    machine.keep_to(machine.LOAD_CORE)
    about = machine.description()
    print(about, flush=True)
    try:
        lines = await _contest(options)
    except (WrongAnswerError, BotEndedError) as error:
        print(f"The measurement ended: {error}", file=sys.stderr)
        return 1
    print(table(lines))
    if options.json is not None:
        options.json.write_text(as_json(lines, about), encoding="utf-8")
    return 0


def main() -> int:
    """Measure, and print what came out."""
    options = _options()
    with asyncio.Runner(loop_factory=machine.loop_factory()) as runner:
        try:
            return runner.run(_main(options))
        except (KeyboardInterrupt, asyncio.CancelledError):
            return 1


if __name__ == "__main__":
    sys.exit(main())
