"""axe finds nothing serious on any of the main screens, light and dark."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, expect

from bot.recordings import recordings
from scripts.take_pictures import restage, simulator
from tests.browser.conftest import LAPTOP, PHONE, Bot, opened

pytestmark = pytest.mark.browser

RICH = """\
<b>bold</b> <code>code</code> <a href="https://example.org">link</a> /start
<tg-spoiler>secret</tg-spoiler>
<blockquote>quoted</blockquote>
<blockquote expandable>1
2
3
4
5</blockquote>
<pre><code class="language-python">x = 1</code></pre>"""


async def violations(page: Page, screen: str) -> list[Any]:
    """What axe finds serious or critical on the screen as it is."""
    response = (await Axe().run(page)).response
    return [
        (screen, found["id"], node["target"], node.get("failureSummary"))
        for found in response["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious(browser: Browser, scheme: str) -> None:
    found = []
    look = {"color_scheme": scheme, "reduced_motion": "reduce"}
    async with simulator() as sim, aiohttp.ClientSession(sim.url) as http:
        bot = Bot(sim, http)
        commands = [{"command": "start", "description": "Begin"}]
        await bot.calls("setMyCommands", commands=commands)
        async with opened(browser, sim.url, PHONE, **look) as page:
            await expect(page.get_by_role("list", name="Ways to begin")).to_be_visible()
            found += await violations(page, "an empty chat")
            [ada] = sim.people.values()
            sim.person("Grace")
            await restage(sim, ada, recordings()["interview"]["steps"][:24])
            await bot.says(ada, RICH, parse_mode="HTML")
            await ada.sends_document(name="profile.json", data=b"{}")
            photo = await ada.sends_photo("Our shop")
            await ada.sends("Look", reply_to=photo)
            await expect(page.locator("[data-from=me]").last).to_contain_text("Look")
            found += await violations(page, "a chat")
            await page.get_by_role("button", name="Commands").click()
            found += await violations(page, "the commands")
            await page.keyboard.press("Escape")
            await page.locator("[data-from=me] .bubble").last.click(button="right")
            await page.get_by_role("menuitem", name="Reply").click()
            found += await violations(page, "a reply")
            await page.get_by_role("button", name="Photo: Our shop").click()
            await expect(page.get_by_role("dialog")).to_be_visible()
            found += await violations(page, "a photo")
            await page.keyboard.press("Escape")
            await page.get_by_role("link", name="All chats").click()
            await expect(page.get_by_role("list", name="Chats")).to_be_visible()
            found += await violations(page, "the list")
            await page.goto(f"{sim.url}/watch#interview")
            await page.get_by_role("button", name="One step").click()
            await page.get_by_role("button", name="One step").click()
            found += await violations(page, "the player")
        async with opened(browser, sim.url, LAPTOP, **look) as page:
            await page.get_by_role("button", name="Behind the scenes").click()
            await page.locator(".call summary").first.click()
            found += await violations(page, "behind the scenes")
            await page.goto(f"{sim.url}/page/split.html#{ada.id}/{ada.id}")
            pane = page.frame_locator("iframe")
            await expect(pane.locator("[data-from=me]").last).to_be_visible()
            found += await violations(page, "side by side")
    assert found == []
