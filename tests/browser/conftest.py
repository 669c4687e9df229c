"""A real Chromium, and the demo as people start it.

All these tests run in one event loop, that of their session, since they share one
Chromium, whose start would cost more than most tests. So their async fixtures are made
with `in_one_loop`.
"""

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
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

from bot.playground import Person, Simulator

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "no Chromium is installed: browser tests are skipped; apt-get install chromium"
)

#: Milliseconds that anything in the page may take; the first start is slow.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

PHONE = ViewportSize(width=390, height=844)
LAPTOP = ViewportSize(width=1280, height=800)


in_one_loop = pytest_asyncio.fixture(loop_scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a Chromium, skip and say so; under CI let the tests fail instead."""
    here = Path(__file__).parent
    is_missing = chromium() is None and not os.environ.get("CI")
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
        if is_missing:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def chromium() -> str | None:
    """Where a Chromium is installed."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A headless Chromium; each page that it opens knows nothing of the others."""
    path = chromium()
    assert path is not None, MISSING
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path)
        yield opened
        await opened.close()


@asynccontextmanager
async def opened(
    browser: Browser, url: str, viewport: ViewportSize, **context: Any
) -> AsyncIterator[Page]:
    """The page on a screen; at the end it must have had no complaints."""
    page = await browser.new_page(viewport=viewport, **context)
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(url)
    try:
        yield page
        assert complaints == []
    finally:
        await page.close()


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that says what a test wants; it calls the simulator as any bot does."""

    sim: Simulator
    http: aiohttp.ClientSession

    async def calls(self, method: str, **params: Any) -> Any:
        path = f"/bot{self.sim.token}/{method}"
        async with self.http.post(path, json=params) as response:
            return (await response.json())["result"]

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """Ask for updates without end, and leave them all unanswered."""
        asking = asyncio.create_task(self._poll())
        try:
            yield
        finally:
            asking.cancel()

    @asynccontextmanager
    async def answering(self, **answer: Any) -> AsyncIterator[None]:
        """Answer every tap with the same."""
        asking = asyncio.create_task(self._poll(answer))
        try:
            yield
        finally:
            asking.cancel()

    async def _poll(self, answer: dict[str, Any] | None = None) -> None:
        offset = 0
        while True:
            for update in await self.calls("getUpdates", offset=offset, timeout=50):
                offset = update["update_id"] + 1
                if answer and "callback_query" in update:
                    query = {"callback_query_id": update["callback_query"]["id"]}
                    await self.calls("answerCallbackQuery", **query, **answer)

    async def says(self, person: Person, text: str, **params: Any) -> None:
        await self.calls("sendMessage", chat_id=person.id, text=text, **params)


@in_one_loop
async def sim() -> AsyncIterator[Simulator]:
    """A simulator without a bot."""
    async with Simulator(limits=None) as sim:
        yield sim


@in_one_loop
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    """A bot that does only what it is told."""
    async with aiohttp.ClientSession(sim.url) as http:
        yield Bot(sim, http)


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
