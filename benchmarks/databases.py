"""`python -m benchmarks.databases`: what a batch costs the bot, on either database.

A hundred people write a line each; one transaction applies them all, together with
the reports of the messages sent before. Without Telegram, delivery and HTTP. What a
PostgreSQL server does is not counted, as it is another process; SQLite's work is.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from statistics import median
from typing import Self

from benchmarks.machine import loop_factory
from bot.arrivals import Arrival
from bot.outgoing import Accepted, Delivered, Report
from bot.playground import SteppedClock
from bot.service import Service
from bot.talk import Talker
from conversations.interview import events as e
from storage import Storage, open_storage
from tests import databases
from tests.bot.engine.chats import Chats
from tests.bot.engine.engine import BOT, LIBRARY, Updates, classes_of, renderer_of

PEOPLE = range(5000, 5100)
WARM_UP, BATCHES = 3, 15


class Load:
    """People at the first question about jobs, and the engine they talk to."""

    def __init__(self, storage: Storage) -> None:
        """Use a storage with all tables."""
        chats = Chats(SteppedClock())
        self.updates = Updates(chats)
        self._storage = storage
        self._clock = chats.clock
        talker = Talker(LIBRARY, renderer_of())
        self._service = Service(
            storage, talker, classes_of(), chats.clock, BOT, lambda _: False
        )
        self._reports: list[Report] = []
        self._message = 10**6

    @classmethod
    async def begun(cls, url: str) -> Self:
        """Everybody has said who their customer is."""
        storage = await open_storage(url)
        await storage.migrate()
        load = cls(storage)
        updates = load.updates
        await load.apply([updates.command(c, e.Command.START) for c in PEOPLE])
        await load.apply([updates.data(c, "B:1") for c in PEOPLE])
        await load.apply([updates.text(c, "Cafés") for c in PEOPLE])
        return load

    async def apply(self, arrivals: Sequence[Arrival]) -> None:
        """Apply a batch, and have everything sent that it leads to."""
        aftermath = await self._service.apply([*self._reports, *arrivals])
        self._reports = []
        for handover in aftermath.handovers:
            for queued in handover.queued:
                self._message += 1
                accepted = Accepted(self._message, self._clock.now())
                self._reports.append(Delivered(queued, accepted, ()))

    async def measured(self) -> float:
        """Milliseconds of processor time a batch."""
        for number in range(WARM_UP + BATCHES):
            if number == WARM_UP:
                before = time.process_time()
            await self.apply([self.updates.text(c, f"job {number}") for c in PEOPLE])
        return (time.process_time() - before) / BATCHES * 1000

    async def end(self) -> None:
        """Close the storage."""
        await self._storage.close()


async def _compared(rounds: int, server: databases.Server) -> dict[str, list[float]]:
    """One round on each, in turns."""
    figures: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            urls = {
                "SQLite": f"sqlite:///{folder}/{number}.sqlite3",
                "PostgreSQL": await server.create(),
            }
            for name in sorted(urls, reverse=number % 2 == 0):
                load = await Load.begun(urls[name])
                figures[name].append(await load.measured())
                await load.end()
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.databases")
    parser.add_argument("--rounds", type=int, default=6)
    rounds = parser.parse_args().rounds
    with (
        databases.started() as server,
        asyncio.Runner(loop_factory=loop_factory()) as runner,
    ):
        figures = runner.run(_compared(rounds, server))
    for name, found in figures.items():
        print(
            f"{name:10}  {median(found):6.1f} ms of processor time a batch of "
            f"{len(PEOPLE)} ({min(found):.1f} to {max(found):.1f})"
        )
    ratio = median(figures["PostgreSQL"]) / median(figures["SQLite"])
    print(f"PostgreSQL costs the bot {ratio:.2f} of what SQLite does")


if __name__ == "__main__":
    main()
