"""The demo in a real browser: everything by clicking and typing in the page."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.playground import Simulator
from tests.browser.conftest import (
    LAPTOP,
    PHONE,
    Demo,
    opened,
    running_demo,
    start_demo,
)

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Founder:
    """Somebody before the page, who can only click, type and read."""

    page: Page

    async def sends(self, text: str) -> None:
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.get_by_role("button", name="Send").click()

    async def taps(self, label: str, *, exact: bool = True) -> None:
        await self.page.get_by_role("button", name=label, exact=exact).last.click()

    def newest(self) -> Locator:
        return self.page.locator("[data-from=bot]").last

    async def sees(self, text: str) -> None:
        await expect(self.newest()).to_contain_text(text)

    async def answers(self, question: str, *notes: str) -> None:
        await self.sees(question)
        for note in notes:
            await self.sends(note)
            await self.sees(f"✓ {note}")
        await self.taps("▶ Next" if notes else "⏭ Skip")


@asynccontextmanager
async def founder_at(demo: Demo, browser: Browser) -> AsyncIterator[Founder]:
    """A founder with a phone."""
    async with opened(browser, demo.url, PHONE) as page:
        yield Founder(page)


async def test_a_founder_clicks_and_types_to_the_canvas(
    browser: Browser, tmp_path: Path
) -> None:
    async with running_demo(tmp_path) as demo, founder_at(demo, browser) as ada:
        await ada.taps("Start as a founder")
        await ada.taps("▶ Start")
        await ada.sees("Who is your customer?")
        await ada.sends("Owners of independent cafés")
        await ada.answers("Which tasks", "order beans", "keep regulars coming back")
        await ada.answers("Which problems", "too much milk is thrown away")

        await ada.page.reload()
        await ada.answers("Which needs")
        await ada.sees("Would your customer say it this way?")
        await ada.taps("✓ Yes, they would")
        for label in ("1 weekly", "2 daily", "3 daily"):
            await ada.sees("How often does each come up?")
            await ada.taps(label)
        await ada.taps("✓ Done")
        await ada.sees("does a lot hang on")
        await ada.taps("1")
        await ada.sees("order beans ✓")
        await ada.taps("✓ Done")
        await ada.sees("These came out equal.")
        await ada.taps("too much milk is thrown away")
        await ada.sees("1. order beans, because a lot hangs on it")
        await ada.taps("▶ On to Pains")

        await ada.answers("before they get “order beans” done", "prices change")
        await ada.answers("While they are at “order beans”")
        await ada.answers(
            "what leaves them unhappy", "beans arrive <b>stale</b> & late"
        )
        await ada.sees("How bad is each?")
        await ada.taps("2 severe")
        await ada.sees("beans arrive <b>stale</b> & late: severe")
        await ada.taps("✓ Done")
        await ada.sees("Not rated: prices change")
        await ada.taps("▶ On to Gains")

        await ada.answers("Which results do they require?", "never run out")
        await ada.answers("Which results do they expect?", "evenings free")
        await ada.answers("What would surprise them pleasantly?")
        await ada.sees("Tap the gains, most wanted first.")
        await ada.taps("evenings free")
        await ada.sees("1. evenings free")
        await ada.taps("✓ Done")
        await ada.sees("Not rated: never run out")
        await ada.taps("▶ Show my canvas")

        await ada.sees("Owners of independent cafés")
        await ada.sees("3 jobs · 2 pains · 2 gains")
        await ada.sees("Worst pain: beans arrive <b>stale</b> & late")
        await ada.sees("Ask two real customers this week")
        await ada.sends("price matters least")
        await ada.sees("Kept with your canvas")


async def test_typing_anywhere_writes_and_shift_enter_breaks_the_line(
    browser: Browser, sim: Simulator
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        field = page.get_by_label("Message", exact=True)
        await expect(page.get_by_role("button", name="Start")).to_be_visible()
        await page.keyboard.type("Owners of cafés")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("in small towns")
        await expect(field).to_have_value("Owners of cafés\nin small towns")
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-from=me]")).to_contain_text("in small towns")
        await expect(field).to_have_value("")


async def test_the_demo_has_its_port_alone_and_ends_with_everything_it_started(
    tmp_path: Path,
) -> None:
    async with running_demo(tmp_path) as demo:
        port = int(demo.url.rpartition(":")[2])
        second = await start_demo(port, tmp_path)
        out, _ = await asyncio.wait_for(second.communicate(), 30)
        assert second.returncode == 2
        assert out.decode() == (
            f"Port {port} is taken. Try another one: make demo PORT={port + 1}\n"
        )
        children = psutil.Process(demo.process.pid).children(recursive=True)
        assert children
        assert folders_left_in(tmp_path)
        code, said = await demo.stop(signal.SIGINT)
    assert (code, said) == (0, "Stop with Ctrl-C. Nothing leaves this machine.\n")
    assert [child for child in children if child.is_running()] == []
    assert folders_left_in(tmp_path) == []


async def test_the_demo_leaves_a_webhook_to_the_real_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org/")
    (tmp_path / ".env").write_text(f"WEBHOOK_SECRET={'x' * 32}\nPOLL_TIMEOUT=900\n")
    monkeypatch.chdir(tmp_path)
    async with running_demo(tmp_path) as demo:
        code, _ = await demo.stop(signal.SIGTERM)
    assert code == 0


async def test_the_demo_ends_when_the_bot_falls_by_itself(tmp_path: Path) -> None:
    async with running_demo(tmp_path) as demo:
        for child in psutil.Process(demo.process.pid).children():
            child.kill()
        await asyncio.wait_for(demo.process.communicate(), 30)
    assert demo.process.returncode == 1
    assert folders_left_in(tmp_path) == []


async def test_a_bot_killed_from_the_page_is_started_once_and_stopped_with_the_demo(
    tmp_path: Path,
) -> None:
    async with running_demo(tmp_path) as demo, aiohttp.ClientSession(demo.url) as http:

        async def switch(*, on: bool) -> bool:
            async with http.post("/api/backstage/bot", json={"on": on}) as response:
                return bool((await response.json())["bot"]["running"])

        demo_process = psutil.Process(demo.process.pid)
        assert await switch(on=False) is False
        assert demo_process.children() == []
        assert await asyncio.gather(*(switch(on=True) for _ in range(3))) == [True] * 3
        [child] = demo_process.children()
        code, _ = await demo.stop(signal.SIGTERM)
    assert (code, child.is_running()) == (0, False)
    assert folders_left_in(tmp_path) == []


def folders_left_in(temporary: Path) -> list[Path]:
    return list(temporary.glob("customer-profile-demo-*"))
