"""Behind the scenes: calls are seen, things break on demand, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.playground import Simulator
from tests.browser.conftest import LAPTOP, PHONE, Bot, opened, running_demo

pytestmark = pytest.mark.browser


async def opens_backstage(page: Page) -> None:
    await page.get_by_role("button", name="Behind the scenes").click()
    await expect(page.get_by_role("complementary")).to_be_visible()


async def breaks(page: Page, fault: str) -> None:
    await page.get_by_label(fault).check()
    panel = page.get_by_role("complementary")
    await expect(panel).to_have_attribute("aria-busy", "false")
    await expect(page.get_by_label(fault)).to_be_checked()


async def test_the_newest_calls_are_listed_as_they_came(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada = sim.person("Ada")
    await ada.sends("hello")
    async with opened(browser, sim.url, LAPTOP) as page:
        await opens_backstage(page)
        await bot.says(ada, "Good morning")
        newest = page.locator(".calls li").first
        await expect(newest).to_contain_text("sendMessage")
        await expect(newest).to_contain_text("done")
        await newest.get_by_text("sendMessage").click()
        await expect(newest).to_contain_text('"text": "Good morning"')
        await expect(page.get_by_role("button", name="Kill the bot")).to_be_hidden()
        await page.locator("[data-from=bot] .bubble").click(button="right")
        await page.get_by_role("menuitem", name="Reply").click()
        await page.get_by_role("radio", name="Everything works").focus()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("complementary")).to_be_hidden()
        await expect(page.get_by_text("Reply to")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_text("Reply to")).to_be_hidden()


async def test_on_a_phone_it_lies_over_the_chat(
    browser: Browser, sim: Simulator
) -> None:
    async with opened(browser, sim.url, PHONE) as page:
        await expect(page.get_by_role("complementary")).to_be_hidden()
        await opens_backstage(page)
        await page.get_by_role("button", name="Close").click()
        await expect(page.get_by_role("complementary")).to_be_hidden()


async def test_a_lost_answer_hits_once_and_everything_works_again(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada = sim.person("Ada")
    await ada.sends("hello")
    async with opened(browser, sim.url, LAPTOP) as page:
        await opens_backstage(page)
        await breaks(page, "502 after accepting")
        path = f"{sim.url}/bot{sim.token}/sendMessage"
        async with bot.http.post(path, json={"chat_id": ada.id, "text": "1"}) as lost:
            assert lost.status == 502
        newest = page.locator(".calls li").first
        await expect(newest).to_contain_text("done, but the bot was told 502")
        await expect(page.locator("[data-from=bot]")).to_contain_text("1")
        await expect(page.get_by_label("Everything works")).to_be_checked()


async def test_a_chat_can_be_flooded_until_it_is_switched_back(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada = sim.person("Ada")
    await ada.sends("hello")
    async with opened(browser, sim.url, LAPTOP) as page:
        await opens_backstage(page)
        await breaks(page, "429 in this chat")
        path = f"{sim.url}/bot{sim.token}/sendMessage"
        async with bot.http.post(path, json={"chat_id": ada.id, "text": "1"}) as busy:
            assert busy.status == 429
        refused = page.locator(".calls li").first
        await expect(refused).to_contain_text("refused: 429")
        await breaks(page, "Everything works")
        await bot.says(ada, "2")
        await expect(page.locator("[data-from=bot]")).to_contain_text("2")


async def test_the_bot_is_killed_and_started_again_and_nothing_is_lost(
    browser: Browser, tmp_path: Path
) -> None:
    async with (
        running_demo(tmp_path) as demo,
        opened(browser, demo.url, LAPTOP) as page,
    ):
        newest = page.locator("[data-from=bot]").last
        await page.get_by_role("button", name="Start as a founder").click()
        await page.get_by_role("button", name="▶ Start").click()
        await expect(newest).to_contain_text("Who is your customer?")
        await opens_backstage(page)
        await page.get_by_role("button", name="Kill the bot").click()
        await expect(page.get_by_text("The bot is not running")).to_be_visible()
        await page.get_by_label("Message", exact=True).fill("Owners of cafés")
        await page.get_by_label("Message", exact=True).press("Enter")
        await expect(page.locator("[data-from=me]").last).to_contain_text("Owners")
        await page.get_by_role("button", name="Start it again").click()
        await expect(newest).to_contain_text("Which tasks")
        await expect(page.get_by_text("The bot is not running")).to_be_hidden()
