"""What the page says the bot is doing."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from bot.playground import Simulator
from tests.browser.conftest import LAPTOP, Bot, opened

pytestmark = pytest.mark.browser


async def test_the_bot_types_until_it_has_answered(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada = sim.person("Ada")
    await ada.sends("/start")
    await bot.says(ada, "Welcome")
    async with bot.polling(), opened(browser, sim.url, LAPTOP) as page:
        status = page.locator("#bot-status")
        await expect(status).to_have_text("bot")
        await page.get_by_label("Message", exact=True).fill("hello")
        await page.get_by_label("Message", exact=True).press("Enter")
        await expect(status).to_have_text("typing")
        await bot.says(ada, "Good morning")
        await expect(status).to_have_text("bot")


async def test_a_bot_that_does_not_run_is_spoken_of(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        await expect(page.locator("#bot-status")).to_have_text("not running")
        await expect(page.get_by_text("The bot is not running")).to_be_visible()
        async with bot.polling():
            await expect(page.get_by_text("The bot is not running")).to_be_hidden()
