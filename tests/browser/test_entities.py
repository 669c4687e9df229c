"""What Telegram's formatting looks like, and what one can do with it."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from bot.playground import Simulator
from tests.browser.conftest import PHONE, Bot, opened

pytestmark = pytest.mark.browser

TEXT = """\
<b>strong <i>and slanted</i></b> <u>under</u> <s>gone</s> <code>x &lt; 1</code>
<tg-spoiler>the butler</tg-spoiler> <a href="https://example.org/a">a page</a>
<a href="tg://user?id=1">somebody</a> https://example.com @somebody /help
<blockquote>a short quote</blockquote>
<blockquote expandable>one
two
three
four
the fifth line</blockquote>
<pre><code class="language-python">print(1)</code></pre>"""


async def test_every_entity_is_drawn_and_acts(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada = sim.person("Ada")
    await ada.sends("/start")
    await bot.says(ada, TEXT, parse_mode="HTML")
    async with opened(browser, sim.url, PHONE) as page:
        card = page.locator("[data-from=bot]")
        await expect(card.locator("strong")).to_have_text("strong and slanted")
        await expect(card.locator("strong em")).to_have_text("and slanted")
        await expect(card.locator("u")).to_have_text("under")
        await expect(card.locator("s")).to_have_text("gone")
        await expect(card.locator("code").first).to_have_text("x < 1")
        await expect(card.locator(".mention")).to_have_text("@somebody")
        await expect(card.locator("blockquote").first).to_have_text("a short quote")
        await expect(card.locator("pre")).to_have_attribute("data-language", "python")
        for name, address in (
            ("a page", "https://example.org/a"),
            ("https://example.com", "https://example.com"),
        ):
            link = card.get_by_role("link", name=name)
            await expect(link).to_have_attribute("href", address)
            await expect(link).to_have_attribute("rel", "noopener noreferrer")

        hidden = card.get_by_role("button", name="Hidden text")
        await expect(hidden).to_have_css("color", "rgba(0, 0, 0, 0)")
        await hidden.press("Enter")
        await expect(hidden).to_have_count(0)
        await expect(card.locator(".revealed")).to_have_text("the butler")

        folded = card.locator(".quoted")
        heights = "node => [node.clientHeight, node.scrollHeight]"
        shown, whole = await folded.evaluate(heights)
        assert shown < whole
        await card.get_by_role("button", name="Show more").click()
        assert await folded.evaluate(heights) == [whole, whole]
        await card.get_by_role("button", name="Show less").click()

        await card.get_by_role("button", name="/help").click()
        await expect(page.locator("[data-from=me]").last).to_contain_text("/help")
