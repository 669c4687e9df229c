"""The bots that are measured: how each is started, plays, and is ended.

One rule: a bot is a process of its own, and it never outlives its context.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

from benchmarks.entrants import Entrant, Load, Server
from benchmarks.fake_api import TOKEN, FakeApi
from benchmarks.founders import WrongAnswerError
from benchmarks.machine import BOT_CORE, keep_to
from benchmarks.servers import NotThereError, Room, Servers, free_port

#: Seconds for a bot to come up, and to end when it is asked to.
START, END = 30.0, 10.0

#: Seconds that replies under way may take once founders act no more.
PATIENCE = 30.0

#: Updates a second that a bot must manage to get to the start.
SLOWEST = 100

#: Pictures a second that a bot must manage while nobody writes.
SLOWEST_DRAWING = 2

#: The file of an entrant that keeps its state in SQLite, in its folder.
DATABASE = "bot.sqlite3"

_ROOT = Path(__file__).resolve().parent.parent
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class BotEndedError(Exception):
    """A bot ended, or never came up; the message has its last words."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running bot with its API and its load."""

    entrant: Entrant
    load: Load
    api: FakeApi
    process: psutil.Popen
    errors: Path
    server: Callable[[], list[psutil.Process]]

    async def healthy(self, seconds: float) -> None:
        """Let time pass; raises as soon as the bot answers wrongly or ends."""
        await asyncio.wait({self.api.broken}, timeout=seconds)
        if self.api.broken.done():
            self.api.broken.result()
        if self.process.poll() is not None:
            raise BotEndedError(f"{self.entrant.name} ended:\n{self.last_words()}")

    def last_words(self) -> str:
        """The end of what the bot wrote to standard error."""
        return self.errors.read_text(encoding="utf-8", errors="replace")[-2000:]


@asynccontextmanager
async def running(
    entrant: Entrant,
    load: Load,
    folder: Path,
    servers: Servers,
    database: Path | None = None,
) -> AsyncIterator[Contestant]:
    """Run a bot in an empty folder while the context is open; it wants updates.

    It begins with a copy of `database`, if there is one.

    Raises:
        NotThereError: the entrant needs what this machine does not have.
        BotEndedError: it does not start.

    """
    if shutil.which(entrant.python) is None:
        raise NotThereError("its environment is missing; `make bench` sets it up")
    room = await servers.room(entrant.server) if entrant.server else None
    if database is not None:
        shutil.copyfile(database, folder / DATABASE)
    async with FakeApi(load.founders, load.newcomer(entrant)) as api:
        errors = folder / "stderr"
        with errors.open("wb") as sink:
            process = psutil.Popen(
                [entrant.python, "-m", *entrant.module],
                cwd=folder,
                env=_environment(entrant, api.url, folder, room),
                stdout=subprocess.DEVNULL,
                stderr=sink,
                preexec_fn=settle_in if sys.platform != "win32" else None,
            )
        works = partial(servers.processes, entrant.server) if entrant.server else list
        contestant = Contestant(entrant, load, api, process, errors, works)
        try:
            await _come_up(contestant)
            yield contestant
        finally:
            await end(process)


def settle_in() -> None:
    """Run in the new process: take the bots' core, and end when we are killed."""
    keep_to(BOT_CORE)
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _environment(
    entrant: Entrant, url: str, folder: Path, room: Room | None
) -> dict[str, str]:
    """Our own environment, with settings that leave the bot's own pace aside."""
    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "API_BASE_URL": url,
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "PACE_CHAT_RATE": "100000",
        "PACE_CHAT_BURST": "100000",
        "PACE_TOTAL_RATE": "1000000",
        "PACE_AT_ONCE": "256",
        **_kept_on(room),
        **(_webhook() if entrant.webhook else {}),
    }


def _kept_on(room: Room | None) -> dict[str, str]:
    if room is None:
        return {}
    names = {Server.POSTGRESQL: "DATABASE_URL", Server.REDIS: "REDIS_URL"}
    return {names[room.server]: room.url}


def _webhook() -> dict[str, str]:
    """As many updates at a time as one poll brings."""
    port = str(free_port())
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/updates",
        "WEBHOOK_PORT": port,
        "WEBHOOK_SECRET": secrets.token_urlsafe(32),
        "WEBHOOK_MAX_CONNECTIONS": "100",
    }


async def _come_up(contestant: Contestant) -> None:
    deadline = time.perf_counter() + START
    while not contestant.api.asked.is_set():
        await contestant.healthy(0.05)
        if time.perf_counter() > deadline:
            raise BotEndedError(
                f"{contestant.entrant.name} never asked for updates:\n"
                f"{contestant.last_words()}"
            )


async def play(contestant: Contestant, actions: Callable[[int], float]) -> None:
    """Let the founder at each place act so often, and wait until all have."""
    contestant.api.seats.allow(actions)
    total = sum(map(actions, range(contestant.load.founders)))
    await settle(contestant, PATIENCE + total / SLOWEST)


async def settle(contestant: Contestant, patience: float) -> int:
    """Wait for the replies under way; how many never came. Ours may lose none."""
    deadline = time.perf_counter() + patience
    while (lost := contestant.api.unanswered()) and time.perf_counter() < deadline:
        await contestant.healthy(0.02)
    if lost and contestant.entrant.is_ours:
        who = f"{contestant.entrant.name} with {contestant.load}"
        raise WrongAnswerError(f"{who}: {lost} replies never came")
    contestant.api.give_up()
    await asyncio.sleep(0.1)
    return lost


async def drawn(contestant: Contestant) -> None:
    """Wait for the pictures that were asked for, lest others share a core with them.

    Raises:
        WrongAnswerError: another number of them came.

    """
    api = contestant.api
    deadline = time.perf_counter() + PATIENCE + api.canvases / SLOWEST_DRAWING
    while api.pictures < api.canvases and time.perf_counter() < deadline:
        await contestant.healthy(0.02)
    if api.pictures != api.canvases:
        who = f"{contestant.entrant.name} with {contestant.load}"
        raise WrongAnswerError(f"{who}: {api.pictures} of {api.canvases} pictures came")


async def end(process: psutil.Popen) -> None:
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
