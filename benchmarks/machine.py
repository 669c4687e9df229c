"""The machine: its cores, its event loop, and what it is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import sqlite3
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

#: The cores that the load and the bots keep to, where a process can choose.
LOAD_CORE, BOT_CORE = 0, 1


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop the bot runs on too: uvloop where there is one."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def keep_to(core: int) -> None:
    """Keep this process to one core, where it can choose and there is that core.

    Who starts it may have kept itself to another one already, so what it inherits
    does not say which cores there are.
    """
    if hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {core})


def write_out() -> None:
    """Have the system write to its disks what it still holds, where it can be told."""
    if hasattr(os, "sync"):
        os.sync()


def description() -> str:
    """The machine and what runs on it, in one line."""
    libraries = ("python-telegram-bot", "httptools", "httpx", "SQLAlchemy", "aiosqlite")
    parts = [
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in libraries),
        f"SQLite {sqlite3.sqlite_version}",
    ]
    return "; ".join(parts)


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.is_file():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
