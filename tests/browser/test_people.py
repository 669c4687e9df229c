"""Several people in one page: who one is, whose chat it is, and what is unread."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Browser, Page, Route, expect

from bot.playground import Simulator
from tests.browser.conftest import LAPTOP, PHONE, Bot, opened

pytestmark = pytest.mark.browser


async def sends(page: Page, text: str) -> None:
    await page.get_by_label("Message", exact=True).fill(text)
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("[data-from=me]").last).to_contain_text(text)


async def adds(page: Page, name: str) -> None:
    await page.get_by_role("button", name="Add a person").click()
    await page.get_by_label("Name").fill(name)
    await page.keyboard.press("Enter")
    await expect(page.get_by_placeholder(f"Message as {name}")).to_be_visible()


async def test_a_person_is_added_and_changed_with_one_click(
    browser: Browser, sim: Simulator
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        await sends(page, "I am Ada")
        await adds(page, "Grace")
        await expect(page.locator("[data-from]")).to_have_count(0)
        await sends(page, "I am Grace")
        await page.reload()
        await expect(page.get_by_placeholder("Message as Grace")).to_be_visible()
        await expect(page.locator("[data-from=me]")).to_contain_text("I am Grace")
        await page.get_by_role("link", name="Ada").click()
        await expect(page.locator("[data-from=me]")).to_contain_text("I am Ada")
        await page.go_back()
        await expect(page.locator("[data-from=me]")).to_contain_text("I am Grace")
    ada, grace = sim.people.values()
    assert [message.text for message in ada.chat.messages] == ["I am Ada"]
    assert [message.text for message in grace.chat.messages] == ["I am Grace"]


async def test_what_is_typed_while_the_page_loads_stays(
    browser: Browser, sim: Simulator
) -> None:
    sim.person("Ada")
    sim.person("Grace")
    loads = asyncio.Event()

    async def held(route: Route) -> None:
        await loads.wait()
        await route.continue_()

    async with opened(browser, sim.url, LAPTOP) as page:
        await page.route("**/api/state", held)
        await page.reload(wait_until="domcontentloaded")
        field = page.get_by_label("Message", exact=True)
        await field.fill("half a thought")
        loads.set()
        await expect(page.get_by_placeholder("Message as Ada")).to_be_visible()
        await expect(field).to_have_value("half a thought")
        await expect(page.get_by_role("button", name="Send")).to_be_enabled()


async def test_a_draft_stays_with_the_person_who_wrote_it(
    browser: Browser, sim: Simulator
) -> None:
    sim.person("Ada")
    sim.person("Grace")
    async with opened(browser, sim.url, LAPTOP) as page:
        field = page.get_by_label("Message", exact=True)
        await expect(page.get_by_placeholder("Message as Ada")).to_be_visible()
        await field.fill("half a thought")
        await page.get_by_role("link", name="Grace").click()
        await expect(field).to_have_value("")
        await page.get_by_role("link", name="Ada").click()
        await expect(field).to_have_value("half a thought")


async def test_what_could_not_be_sent_is_a_draft_again(
    browser: Browser, sim: Simulator
) -> None:
    page = await browser.new_page(viewport=LAPTOP)  # its console tells of the refusal
    await page.goto(sim.url)
    field = page.get_by_label("Message", exact=True)
    await field.fill("x" * 4097)
    await field.press("Enter")
    await expect(page.get_by_text("a message has 1 to 4096 characters")).to_be_visible()
    await expect(field).to_have_value("x" * 4097)
    await page.close()


async def test_the_list_beside_the_chat_tells_what_is_new(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada, grace = sim.person("Ada"), sim.person("Grace")
    for person in (ada, grace):
        await person.sends("hello")
    async with opened(browser, sim.url, LAPTOP) as page:
        chats = page.get_by_role("list", name="Chats")
        await expect(chats.get_by_role("link")).to_contain_text("You: hello")
        await bot.says(grace, "Good morning")
        await bot.says(grace, "Are you there?")
        await expect(page.get_by_role("link", name="Grace, 2 unread")).to_be_visible()
        await page.get_by_role("link", name="Grace").click()
        await expect(chats.get_by_role("link")).to_contain_text("Are you there?")
        await expect(chats.locator("time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
        await expect(
            page.get_by_role("link", name="Grace", exact=True)
        ).to_have_attribute("aria-current", "true")


async def test_on_a_phone_a_back_button_leads_to_the_list(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada = sim.person("Ada")
    await ada.sends("hello")
    async with opened(browser, sim.url, PHONE) as page:
        chats = page.get_by_role("list", name="Chats")
        await expect(page.locator("[data-from=me]")).to_be_visible()
        await expect(chats).to_be_hidden()
        await page.get_by_role("link", name="All chats").click()
        await expect(page.get_by_label("Message", exact=True)).to_be_hidden()
        await bot.says(ada, "News")
        await expect(chats.get_by_role("img", name="1 unread")).to_be_visible()
        await page.reload()
        await chats.get_by_role("link").click()
        await expect(page.locator("[data-from=bot]")).to_contain_text("News")
        await page.get_by_role("link", name="All chats").click()
        await expect(chats.get_by_role("img", name="unread")).to_be_hidden()


async def test_escape_puts_the_form_for_a_name_away(
    browser: Browser, sim: Simulator
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        opener = page.get_by_role("button", name="Add a person")
        await opener.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_label("Name")).to_be_focused()
        await page.keyboard.type("Gra")
        await page.keyboard.press("Escape")
        await expect(page.get_by_label("Name")).to_be_hidden()
        await expect(opener).to_be_focused()
    assert len(sim.people) == 1
