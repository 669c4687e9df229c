"""A real Chromium, and the demo as people start it."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "no Chromium is installed: browser tests are skipped; apt-get install chromium"
)

#: Milliseconds that anything in the page may take; the first start is slow.
PATIENCE = 30_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a Chromium, skip and say so; under CI let the tests fail instead."""
    if chromium() is not None or os.environ.get("CI"):
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def chromium() -> str | None:
    """Where a Chromium is installed."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A fresh headless Chromium."""
    path = chromium()
    assert path is not None, MISSING
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path)
        yield opened
        await opened.close()


@dataclass(frozen=True, slots=True)
class Demo:
    """A running `customer-profile-bot demo`."""

    url: str
    process: asyncio.subprocess.Process

    async def stop(self, how: signal.Signals) -> tuple[int | None, str]:
        """Ask it to stop; its exit code and what it still printed."""
        self.process.send_signal(how)
        out, _ = await asyncio.wait_for(self.process.communicate(), 30)
        return self.process.returncode, out.decode()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def start_demo(port: int, temporary: Path) -> asyncio.subprocess.Process:
    """Start the demo on a port, with its temporary files in a folder."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-open", "--port", str(port)),
        env={
            **os.environ,
            "TMPDIR": str(temporary),
            "PACE_CHAT_BURST": "18",  # a test clicks faster than people do
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


@asynccontextmanager
async def running_demo(temporary: Path) -> AsyncIterator[Demo]:
    """The demo, ready to be opened; it is gone at the end in any case."""
    port = free_port()
    process = await start_demo(port, temporary)
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        assert line.decode() == f"Open http://127.0.0.1:{port}\n"
        yield Demo(f"http://127.0.0.1:{port}", process)
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.communicate(), 30)
