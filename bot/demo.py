"""`make demo`: the simulator and the unmodified bot beside it, in a browser.

The bot runs as a process of its own and talks to the simulator over the same HTTP
Bot API as in production. Both begin afresh and leave nothing behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.playground import Simulator
from bot.stopping import stopped_by_signal

#: Seconds the bot may take to stop before it is ended.
PATIENCE = 15.0


class PortTakenError(Exception):
    """Something else listens on the port; the message names another way."""


async def run_demo(
    port: int, environment: Mapping[str, str], *, open_browser: bool
) -> bool:
    """Run until the person stops it; False when the bot ended by itself.

    Raises:
        PortTakenError: the port is not free.

    """
    simulator = Simulator(
        port=port, name="Customer Profile Bot", username="customer_profile_bot"
    )
    try:
        await simulator.start()
    except OSError as error:
        raise PortTakenError(
            f"Port {port} is taken. Try another one: make demo PORT={port + 1}"
        ) from error
    with TemporaryDirectory(prefix="customer-profile-demo-") as folder:
        bot = await _start_bot(simulator, Path(folder), environment)
        try:
            return await _until_stopped(simulator, bot, open_browser)
        finally:
            await _stop_bot(bot)
            await simulator.stop()


async def _start_bot(
    simulator: Simulator, folder: Path, environment: Mapping[str, str]
) -> asyncio.subprocess.Process:
    settings = {
        **environment,
        "TELEGRAM_BOT_TOKEN": simulator.token,
        "API_BASE_URL": simulator.url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'demo.sqlite3'}",
        "LOG_LEVEL": environment.get("LOG_LEVEL", "WARNING"),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env=settings,
        stdout=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us; we then stop the bot in order
    )


async def _until_stopped(
    simulator: Simulator, bot: asyncio.subprocess.Process, open_browser: bool
) -> bool:
    ended = asyncio.ensure_future(bot.wait())
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


async def _stop_bot(bot: asyncio.subprocess.Process) -> None:
    if bot.returncode is not None:
        return
    bot.terminate()
    try:
        await asyncio.wait_for(bot.wait(), PATIENCE)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            bot.kill()
        await bot.wait()
