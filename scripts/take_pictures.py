"""Make the README's pictures: a chat in the demo's page, and two drawn canvases.

Needs a Chromium. Writes chat.png, canvas.png and value-map.png to docs/pictures/.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

from bot.bootstrap import packaged_guide
from bot.exports.drawing import picture
from bot.exports.gallery import sample, without_value_map
from conversations.guides.model import load_guide

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PORT = 8799

JOBS = (
    "order beans without running out\nkeep regulars coming back",
    "too much milk is thrown away",
    "be proud of the place",
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

    async def takes(self, name: str) -> None:
        """Keep what is on the screen as a picture."""
        await self._page.get_by_label("Message", exact=True).blur()
        await expect(self._page.locator("#toast")).to_be_empty(timeout=30_000)
        path = PICTURES / f"{name}.png"
        await self._page.screenshot(path=path, animations="disabled")
        print(f"{path.name}: {path.stat().st_size // 1024} kB")


async def play(ada: Founder) -> None:
    """The interview as far as a picture of it is taken."""
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


def draw() -> None:
    """What people get in the end, from the gallery's sample."""
    kept = packaged_guide("priority")
    whole = sample(load_guide(kept.structure, kept.words))
    for name, sheet in (("canvas", without_value_map(whole)), ("value-map", whole)):
        path = PICTURES / f"{name}.png"
        path.write_bytes(picture(sheet))
        print(f"{path.name}: {path.stat().st_size // 1024} kB")


async def main() -> int:
    """Start the demo, play in it, end it."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        print("No Chromium is installed; the pictures need one.")
        return 2
    draw()
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
