"""Take the README's pictures: a founder plays an interview in the demo's page.

Needs a Chromium. Writes docs/pictures/chat.png and docs/pictures/canvas.png.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PORT = 8799

JOBS = (
    "order beans without running out\nkeep regulars coming back",
    "too much milk is thrown away",
    "be proud of the place",
)
PAINS = (
    "prices change every week",
    "the order form crashes on the phone",
    "beans arrive stale",
)
GAINS = (
    "beans are there on Monday",
    "the same taste every time",
    "a free evening every week",
)


class Founder:
    """Somebody who clicks and types in the page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def sees(self, text: str) -> None:
        """Wait until the bot's newest message says this."""
        newest = self._page.locator("[data-from=bot]").last
        await expect(newest).to_contain_text(text, timeout=30_000)

    async def taps(self, *labels: str) -> None:
        """Click the newest buttons with these labels, one after the other."""
        for label in labels:
            button = self._page.get_by_role("button", name=label, exact=True).last
            await button.click()
            await expect(self._page.locator("[aria-busy=true]")).to_have_count(0)

    async def answers(self, question: str, notes: str) -> None:
        """Answer a prompt with one message and go on."""
        await self.sees(question)
        await self.sends(notes)
        await self.sees(f"✓ {notes.splitlines()[-1]}")
        await self.taps("▶ Next")

    async def sends(self, text: str) -> None:
        """Type a message and send it."""
        await self._page.get_by_label("Message", exact=True).fill(text)
        await self._page.get_by_role("button", name="Send").click()

    async def takes(self, name: str, height: int = 844) -> None:
        """Keep what is on a screen of this height as a picture."""
        PICTURES.mkdir(exist_ok=True)
        await self._page.set_viewport_size({"width": 390, "height": height})
        await self._page.get_by_label("Message", exact=True).blur()
        await expect(self._page.locator("#toast")).to_be_empty(timeout=30_000)
        path = PICTURES / f"{name}.png"
        await self._page.screenshot(path=path, animations="disabled")
        print(f"{path.name}: {path.stat().st_size // 1024} kB")


async def play(ada: Founder) -> None:
    """The interview, with a picture half way and one at the end."""
    await ada.taps("Start as a founder", "▶ Start")
    await ada.sees("Who is your customer?")
    await ada.sends("Owners of independent cafés")
    for question, notes in zip(("tasks", "problems", "needs"), JOBS, strict=True):
        await ada.answers(f"Which {question}", notes)
    await ada.taps("✓ Yes, they would")
    await ada.sees("How often does each come up?")
    await ada.taps("1 weekly", "2 daily", "3 daily", "4 monthly")
    await ada.sees("be proud of the place: monthly")
    await ada.takes("chat")
    await ada.taps("✓ Done")
    await ada.sees("does a lot hang on")
    await ada.taps("2", "✓ Done")
    await ada.sees("Jobs, most important first:")
    await ada.taps("▶ On to Pains")
    for question, notes in zip(
        ("before they", "While", "And after"), PAINS, strict=True
    ):
        await ada.answers(question, notes)
    await ada.sees("How bad is each?")
    await ada.taps("1 moderate", "2 mild", "3 severe")
    await ada.sees("beans arrive stale: severe")
    await ada.taps("✓ Done", "▶ On to Gains")
    for question, notes in zip(
        ("Without", "They take", "They would"), GAINS, strict=True
    ):
        await ada.answers(question, notes)
    for place, gain in enumerate(reversed(GAINS), 1):
        await ada.taps(gain)
        await ada.sees(f"{place}. {gain}")
    await ada.taps("✓ Done", "▶ Show my canvas")
    await ada.sees("Ask two real customers this week")
    await ada.takes("canvas", height=1022)


async def main() -> int:
    """Start the demo, play in it, end it."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        print("No Chromium is installed; the pictures need one.")
        return 2
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-open", "--port", str(PORT)),
        env={**os.environ, "PACE_CHAT_RATE": "20"},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browser_path)
            page = await browser.new_page(
                viewport={"width": 390, "height": 844},
                device_scale_factor=1.3,
                has_touch=True,
                is_mobile=True,
            )
            await asyncio.wait_for(demo.stdout.readline(), 30) if demo.stdout else None
            await page.goto(f"http://127.0.0.1:{PORT}")
            await play(Founder(page))
            await browser.close()
    finally:
        demo.terminate()
        await demo.communicate()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
