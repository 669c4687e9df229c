"""The bot as a process of its own, as an operator starts it; it can be killed."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.playground import Simulator

#: Seconds within which a process must have ended.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it printed."""

    code: int
    out: str
    err: str


def ended_well(ended: Ended) -> None:
    """It ended as it was asked to, and without a complaint."""
    assert (ended.code, ended.err.count("Traceback")) == (0, 0)


@dataclass(frozen=True, slots=True)
class BotProcess:
    """A running `python -m bot run`."""

    process: asyncio.subprocess.Process

    async def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL)."""
        self.process.kill()
        await self.process.communicate()

    async def terminate(self) -> Ended:
        """Ask it to stop (SIGTERM) and wait until it has."""
        self.process.terminate()
        return await self.ended()

    async def ended(self) -> Ended:
        """Wait until it has ended by itself."""
        out, err = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        return Ended(self.process.returncode or 0, out.decode(), err.decode())


def environment(sim: Simulator, folder: Path, **changes: str) -> dict[str, str]:
    """The environment of a bot that talks to the simulator, in a hurry."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TELEGRAM_", "PACE_", "WEBHOOK_"))
    }
    return {
        **kept,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TELEGRAM_BOT_TOKEN": sim.token,
        "API_BASE_URL": sim.url,
        "DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite3'}",
        "PACE_CHAT_RATE": "1000",
        "PACE_CHAT_BURST": "1000",
        "PACE_GROUP_RATE": "1000",
        "PACE_GROUP_BURST": "1000",
        "PACE_TOTAL_RATE": "10000",
        **changes,
    }


async def start_bot(
    settings: dict[str, str], folder: Path, *arguments: str
) -> BotProcess:
    """Start `python -m bot run` in a folder with exactly these settings."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        *arguments,
        cwd=folder,
        env=settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    return BotProcess(process)


@asynccontextmanager
async def bot_process(
    sim: Simulator, folder: Path, *arguments: str, **changes: str
) -> AsyncIterator[BotProcess]:
    """A bot process that is gone at the end in any case."""
    bot = await start_bot(environment(sim, folder, **changes), folder, *arguments)
    try:
        yield bot
    finally:
        if bot.process.returncode is None:
            await bot.kill()
