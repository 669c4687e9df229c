"""`python -m benchmarks.pictures`: what those who write feel of ten pictures at once.

Founders write to the bot at a steady rate, and leave before they would get a picture.
Others act beside them, at the same moments in both kinds of window: ten at once, then
one after another. In one kind they go on with their interviews; in the other they
finish them, so that about ten pictures wait to be drawn all the time. Only the waits
of those who write count.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import machine
from benchmarks.contest import PATIENCE, Contestant, drawn, running, settle
from benchmarks.entrants import OURS, STEADY, Load
from benchmarks.founders import ACTIONS, Interviewed
from benchmarks.measuring import measure, spread_out
from benchmarks.seats import Seats
from benchmarks.servers import Servers

#: How many act at once, and the seconds until one more does: about as long as a
#: picture takes on a core of which the bot needs half.
AT_ONCE, EVERY = 10, 0.125

#: Seconds of warm-up before a window.
WARM_UP = 0.5

#: How much pictures may raise p99 at most.
AIM = 1.2

#: The bot with founders who leave before they would get a picture.
_WITHOUT = replace(OURS, newcomer=partial(Interviewed, lines=ACTIONS))


@dataclass(slots=True)
class Kind:
    """A kind of window, the `others` who act in it, and what founders waited there.

    Each of the others acts once. `windows` are p50 and p99 of each window:
    milliseconds from an action of a founder to the reply; `replies` counts those of
    all of them.
    """

    name: str
    others: Seats
    windows: list[tuple[float, float]] = field(default_factory=list)
    replies: int = 0
    acted: int = 0

    def __str__(self) -> str:
        p50, p99 = map(_middle, zip(*self.windows, strict=True))
        return f"{self.name}: p50 {p50} ms, p99 {p99} ms ({self.replies:,} replies)"

    async def act(self, times: int) -> None:
        """Let ten of the others act at once, and then so many one after another."""
        for _ in range(AT_ONCE):
            self._next()
        for _ in range(times):
            await asyncio.sleep(EVERY)
            self._next()

    def _next(self) -> None:
        place, self.acted = self.acted, self.acted + 1
        self.others.allow(lambda other: other == place)


async def measured(rounds: int, seconds: float, load: Load) -> tuple[Kind, Kind]:
    """Windows in turns: while nothing is drawn, and while ten pictures are.

    Raises:
        WrongAnswerError: another number of pictures came than was asked for.

    """
    times = int((WARM_UP + seconds) / EVERY)
    count = rounds * (AT_ONCE + times)
    with Servers() as servers, TemporaryDirectory() as folder:
        async with running(_WITHOUT, load, Path(folder), servers) as bot:
            await spread_out(bot)
            alone = Kind("alone", await _others(bot, count, ACTIONS - 1))
            beside = Kind("beside", await _others(bot, count, ACTIONS))
            for number in range(rounds):
                for kind in (alone, beside) if number % 2 else (beside, alone):
                    figures, _ = await asyncio.gather(
                        measure(bot, WARM_UP, seconds), kind.act(times)
                    )
                    kind.windows.append((figures.p50, figures.p99))
                    kind.replies += len(bot.api.seats.waits)
                    await settle(bot, PATIENCE)
                    await drawn(bot)
    return alone, beside


async def _others(bot: Contestant, count: int, lines: int) -> Seats:
    """So many more people, each of whom has said so many lines of an interview."""
    others = bot.api.invite(count, Interviewed)
    others.allow(lambda _: lines)
    await settle(bot, PATIENCE + count)
    return others


def report(alone: Kind, beside: Kind) -> Iterator[str]:
    """What came out, line by line."""
    yield from (str(kind) for kind in (alone, beside))
    pairs = zip(alone.windows, beside.windows, strict=True)
    ratios = [while_drawing / without for (_, without), (_, while_drawing) in pairs]
    met = "met" if median(ratios) <= AIM else "not met"
    times = _middle(ratios, 2)
    yield f"with {AT_ONCE} pictures at once p99 is {times} times; aim: {AIM}: {met}"


def _middle(values: Sequence[float], digits: int = 1) -> str:
    """The median, and the range: what disturbs one window does not decide."""
    middle, least, most = median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({least:.{digits}f}-{most:.{digits}f})"


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=4.0, help="of one window")
    options = parser.parse_args()
    machine.keep_to(machine.LOAD_CORE)
    with asyncio.Runner(loop_factory=machine.loop_factory()) as runner:
        kinds = runner.run(measured(options.rounds, options.seconds, STEADY))
    print(f"{machine.description()}\nat {STEADY} updates", *report(*kinds), sep="\n")


if __name__ == "__main__":
    main()
