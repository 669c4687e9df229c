"""The bots that are measured: how each is started, and how it is ended.

One rule: a bot is a process of its own, and it never outlives its context.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.fake_api import TOKEN, FakeApi
from benchmarks.founders import ACTIONS, Echoed, Interviewed, Newcomer
from benchmarks.machine import BOT_CORE, keep_to

#: Seconds for a bot to come up, and to end when it is asked to.
START, END = 30.0, 10.0

_ROOT = Path(__file__).resolve().parent.parent
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class BotEndedError(Exception):
    """A bot ended, or never came up; the message has its last words."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """A kind of bot: the module it runs, and who talks to it.

    `actions` is how many actions its founders are spread over at the start.
    """

    name: str
    module: tuple[str, ...]
    newcomer: Newcomer
    actions: int = 0


OURS = Entrant("this bot", ("bot", "run"), Interviewed, ACTIONS)
DEFAULT_ECHO = Entrant("echo, PTB's default", ("benchmarks.echo", "default"), Echoed)
OUR_ECHO = Entrant("echo, our transport", ("benchmarks.echo", "ours"), Echoed)


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running bot with its API and so many founders."""

    entrant: Entrant
    founders: int
    api: FakeApi
    process: psutil.Popen
    errors: Path

    async def healthy(self, seconds: float) -> None:
        """Let time pass; raises as soon as the bot answers wrongly or ends."""
        await asyncio.wait({self.api.broken}, timeout=seconds)
        if self.api.broken.done():
            self.api.broken.result()
        self.check_alive()

    def check_alive(self) -> None:
        """Raise BotEndedError if the process has ended."""
        if self.process.poll() is not None:
            raise BotEndedError(f"{self.entrant.name} ended:\n{self.last_words()}")

    def last_words(self) -> str:
        """The end of what the bot wrote to standard error."""
        return self.errors.read_text(encoding="utf-8", errors="replace")[-2000:]


@asynccontextmanager
async def running(
    entrant: Entrant, founders: int, folder: Path
) -> AsyncIterator[Contestant]:
    """Run a bot in a folder of its own, an empty one, while the context is open."""
    async with FakeApi(founders, entrant.newcomer) as api:
        errors = folder / "stderr"
        with errors.open("wb") as sink:
            process = psutil.Popen(
                [sys.executable, "-m", *entrant.module],
                cwd=folder,
                env=_environment(api.url, folder),
                stdout=subprocess.DEVNULL,
                stderr=sink,
                preexec_fn=_settle_in if sys.platform != "win32" else None,
            )
        try:
            yield Contestant(entrant, founders, api, process, errors)
        finally:
            await _end(process)


def _settle_in() -> None:
    """Run in the new process: take the bots' core, and end when we are killed."""
    keep_to(BOT_CORE)
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _environment(url: str, folder: Path) -> dict[str, str]:
    """Our own environment, with settings that leave the bot's own pace aside."""
    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "API_BASE_URL": url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.sqlite3'}",
        "PACE_CHAT_RATE": "100000",
        "PACE_CHAT_BURST": "100000",
        "PACE_TOTAL_RATE": "1000000",
        "PACE_AT_ONCE": "256",
    }


async def come_up(contestant: Contestant) -> None:
    """Return when the bot asks for updates."""
    asked = asyncio.ensure_future(contestant.api.polled())
    deadline = asyncio.get_running_loop().time() + START
    try:
        while not asked.done():
            await contestant.healthy(0.05)
            if asyncio.get_running_loop().time() > deadline:
                raise BotEndedError(
                    f"{contestant.entrant.name} never asked for updates:\n"
                    f"{contestant.last_words()}"
                )
    finally:
        asked.cancel()


async def _end(process: psutil.Popen) -> None:
    """Ask the bot to stop, and end it when it does not."""
    try:
        if process.poll() is None:
            process.terminate()
        for _ in range(int(END / 0.05)):
            if process.poll() is not None:
                return
            await asyncio.sleep(0.05)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
