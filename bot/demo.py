"""`make demo`: the simulator and the unmodified bot beside it, in a browser.

The bot runs as a process of its own and talks to the simulator over the same HTTP
Bot API as in production. Both begin afresh and leave nothing behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import webbrowser
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.playground import Simulator
from bot.recordings import recordings
from bot.scenes import SCENES
from bot.stopping import stopped_by_signal

#: Seconds the bot may take to stop before it is ended.
PATIENCE = 15.0


class PortTakenError(Exception):
    """Something else listens on the port; the message names another way."""


class BotProcess:
    """The bot as a child process; the page may kill it and start it again."""

    def __init__(self, settings: Mapping[str, str], folder: Path) -> None:
        """Prepare to start it in a folder; nothing runs yet."""
        self._settings = dict(settings)
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._one_at_a_time = asyncio.Lock()
        self._fallen = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    def is_running(self) -> bool:
        """Tell whether it lives."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it, unless it runs."""
        async with self._one_at_a_time:
            if not self.is_running():
                self._process = await self._begin()
                self._watch = asyncio.create_task(self._watch_over(self._process))

    async def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        await self._end(asyncio.subprocess.Process.kill)

    async def stop(self) -> None:
        """Let it finish what it is doing, for some seconds."""
        await self._end(asyncio.subprocess.Process.terminate)

    async def fell(self) -> None:
        """Return when it has ended without being asked to."""
        await self._fallen.wait()

    async def _begin(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=self._settings,
            cwd=self._folder,
            stdout=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us; we then stop the bot in order
        )

    async def _watch_over(self, process: asyncio.subprocess.Process) -> None:
        await process.wait()
        if process is self._process:  # else somebody asked for its end
            self._fallen.set()

    async def _end(self, how: Callable[[asyncio.subprocess.Process], None]) -> None:
        async with self._one_at_a_time:
            process, self._process = self._process, None
            if process is None or process.returncode is not None:
                return
            how(process)
            try:
                await asyncio.wait_for(process.wait(), PATIENCE)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


async def run_demo(
    port: int, environment: Mapping[str, str], *, open_browser: bool
) -> bool:
    """Run until the person stops it; False when the bot ended by itself.

    Raises:
        PortTakenError: the port is not free.

    """
    simulator = Simulator(
        port=port,
        name="Customer Profile Bot",
        username="customer_profile_bot",
        scenes=SCENES,
        recordings=recordings(),
    )
    try:
        await simulator.start()
    except OSError as error:
        raise PortTakenError(
            f"Port {port} is taken. Try another one: make demo PORT={port + 1}"
        ) from error
    with TemporaryDirectory(prefix="customer-profile-demo-") as folder:
        settings = _settings(simulator, Path(folder), environment)
        bot = BotProcess(settings, Path(folder))
        simulator.offer_switch(bot)
        try:
            await bot.start()
            return await _until_stopped(simulator, bot, open_browser)
        finally:
            await bot.stop()
            await simulator.stop()


def _settings(
    simulator: Simulator, folder: Path, environment: Mapping[str, str]
) -> dict[str, str]:
    """What the demo's bot is told; a webhook and `.env` are for the real one."""
    kept = {k: v for k, v in environment.items() if not k.startswith("WEBHOOK_")}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(str(Path(part).resolve()) for part in sys.path),
        "TELEGRAM_BOT_TOKEN": simulator.token,
        "API_BASE_URL": simulator.url,
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "LOG_LEVEL": environment.get("LOG_LEVEL", "WARNING"),
    }


async def _until_stopped(
    simulator: Simulator, bot: BotProcess, open_browser: bool
) -> bool:
    ended = asyncio.ensure_future(bot.fell())
    ready = asyncio.ensure_future(_polled(simulator))
    stop = asyncio.ensure_future(stopped_by_signal())
    try:
        await asyncio.wait({ended, ready, stop}, return_when="FIRST_COMPLETED")
        if ready.done():
            print(f"Open {simulator.url}", flush=True)
            print("Stop with Ctrl-C. Nothing leaves this machine.", flush=True)
            if open_browser:
                await asyncio.to_thread(webbrowser.open, simulator.url)
            await asyncio.wait({ended, stop}, return_when="FIRST_COMPLETED")
        return not ended.done()
    finally:
        for waiting in (ended, ready, stop):
            waiting.cancel()


async def _polled(simulator: Simulator) -> None:
    """Return when the bot asks for updates."""
    while not simulator.updates.is_polled:  # noqa: ASYNC110 (it has no event for it)
        await asyncio.sleep(0.05)
