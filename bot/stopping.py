"""How a process is asked to stop."""

from __future__ import annotations

import asyncio
import signal


async def stopped_by_signal() -> None:
    """Return when the process is asked to stop (SIGTERM or Ctrl-C)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
