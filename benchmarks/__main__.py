"""`python -m benchmarks`: our bot and its peers, round by round, side by side.

All of it takes about a quarter of an hour. `--only` and `--most` leave things out.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import machine
from benchmarks.aims import Line
from benchmarks.contest import BotEndedError, Contestant, running
from benchmarks.entrants import CONTEST, CROWD, Entrant, Load, contest
from benchmarks.founders import WrongAnswerError
from benchmarks.measuring import Figures, measure, spread_out
from benchmarks.report import as_json, report
from benchmarks.servers import NotThereError, Servers
from benchmarks.stored import write_stored

_TROUBLE = (WrongAnswerError, BotEndedError, NotThereError)
_KEYS = [entrant.key for entrant, _ in CONTEST]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of one window")
    parser.add_argument("--warm-up", type=float, default=0.5, help="seconds before it")
    parser.add_argument("--only", nargs="+", choices=_KEYS, default=_KEYS)
    parser.add_argument(
        "--most", type=int, default=CROWD.founders, help="founders at a time"
    )
    parser.add_argument(
        "--stored", type=int, default=100_000, help="profiles, for that entrant"
    )
    parser.add_argument("--quick", action="store_true", help="see whether it works")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds, options.warm_up = 1, 0.5, 0.1
        options.most, options.stored = 5, 100
    return options


class _Contest:
    """Everybody who takes part, with the figures so far.

    `missing` says why an entrant takes no part (any more); ours may not be missing.
    """

    def __init__(self, stack: AsyncExitStack, stored: int) -> None:
        self._stack = stack
        self._servers = stack.enter_context(Servers())
        self._stored = stored
        self._prepared: Path | None = None
        self._taking_part: dict[Contestant, list[Figures]] = {}
        self.missing: dict[str, str] = {}

    async def start(self, pairs: Sequence[tuple[Entrant, Load]]) -> None:
        """Start every bot, and bring its founders to their places."""
        for entrant, load in pairs:
            print(f"starting {entrant.name} for {load} …", file=sys.stderr, flush=True)
            try:
                contestant = await self._started(entrant, load)
                await spread_out(contestant)
            except _TROUBLE as error:
                self._leave_out(entrant, error)
            else:
                self._taking_part[contestant] = []

    async def round(self, warm_up: float, seconds: float) -> None:
        """Load one after the other."""
        for contestant, figures in list(self._taking_part.items()):
            # What others wrote before must not be in the way of this one's commits.
            await self._servers.settle()
            await asyncio.to_thread(machine.write_out)
            try:
                figures.append(await measure(contestant, warm_up, seconds))
            except _TROUBLE as error:
                self._leave_out(contestant.entrant, error)
                del self._taking_part[contestant]

    def lines(self) -> list[Line]:
        """The figures of all who took part to the end."""
        return [
            Line(contestant.entrant, contestant.load, tuple(figures))
            for contestant, figures in self._taking_part.items()
        ]

    async def _started(self, entrant: Entrant, load: Load) -> Contestant:
        folder = self._folder()
        database = await self._with_stored() if entrant.stored else None
        bot = running(entrant, load, folder, self._servers, database)
        return await self._stack.enter_async_context(bot)

    async def _with_stored(self) -> Path:
        if self._prepared is None:
            self._prepared = self._folder() / "stored.sqlite3"
            await write_stored(self._stored, self._prepared)
        return self._prepared

    def _folder(self) -> Path:
        return Path(self._stack.enter_context(TemporaryDirectory()))

    def _leave_out(self, entrant: Entrant, error: Exception) -> None:
        if entrant.is_ours and not isinstance(error, NotThereError):
            raise error
        self.missing[entrant.name] = str(error)


async def _main(options: argparse.Namespace) -> int:
    task = asyncio.current_task()
    if task is not None and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    machine.keep_to(machine.LOAD_CORE)
    about = machine.description()
    print(about, flush=True)
    async with AsyncExitStack() as stack:
        whole = _Contest(stack, options.stored)
        try:
            await whole.start(contest(options.only, options.most))
            for number in range(1, options.rounds + 1):
                print(f"round {number} of {options.rounds} …", file=sys.stderr)
                await whole.round(options.warm_up, options.seconds)
        except _TROUBLE as error:
            print(f"The measurement ended: {error}", file=sys.stderr)
            return 1
        lines = whole.lines()
    print(report(lines, whole.missing))
    if options.json is not None:
        text = as_json(lines, whole.missing, about)
        options.json.write_text(text, encoding="utf-8")
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
