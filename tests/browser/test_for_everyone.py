"""The page without mouse, eyes, motion or light, and on a small phone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.playground import Simulator
from tests.browser.conftest import LAPTOP, PHONE, Bot, in_one_loop, opened

pytestmark = pytest.mark.browser

KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
#: Text and what it stands on.
PAIRS = (
    ("--ink", "--paper"),
    ("--ink", "--theirs"),
    ("--ink", "--mine"),
    ("--soft", "--paper"),
    ("--soft", "--theirs"),
    ("--mine-soft", "--mine"),
    ("--accent", "--paper"),
    ("--accent", "--theirs"),
    ("--mine-accent", "--mine"),
    ("--key-ink", "--key"),
    ("--on-accent", "--accent-fill"),
    ("--on-accent", "--danger"),
    ("--alarm", "--paper"),
    ("--on-warn", "--warn"),
    ("--on-toast", "--toast"),
    *((f"--name-{hue}", "--theirs") for hue in range(6)),
)


@in_one_loop
async def talk(sim: Simulator, bot: Bot) -> AsyncIterator[Simulator]:
    """A conversation of one, and a second person with something unread."""
    ada, grace = sim.person("Ada"), sim.person("Grace")
    for person in (ada, grace):
        await person.sends("/start")
        await bot.says(person, "Shall we?", reply_markup=KEYS)
    async with bot.polling():
        yield sim


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
async def test_everything_that_acts_has_a_name(
    browser: Browser, talk: Simulator, viewport: ViewportSize
) -> None:
    async with opened(browser, talk.url, viewport) as page:
        await page.get_by_role("button", name="Behind the scenes").click()
        await expect(page.get_by_role("complementary")).to_be_visible()
        await expect(page.locator(".calls li").first).to_be_visible()
        for role in ("button", "link", "textbox", "radio", "list", "article"):
            await every_one_is_named(page, role)
        for landmark in ("main", "complementary", "log"):
            assert await page.get_by_role(landmark).count() == 1


Role = Literal["button", "link", "textbox", "radio", "list", "article"]


async def every_one_is_named(page: Page, role: Role) -> None:
    everyone = await page.get_by_role(role).count()
    named = await page.get_by_role(role, name=re.compile(r"\S")).count()
    assert everyone > 0
    assert (role, named) == (role, everyone)


async def test_a_phone_can_be_used_by_keyboard(
    browser: Browser, talk: Simulator
) -> None:
    async with opened(browser, talk.url, PHONE) as page:
        await expect(page.get_by_role("button", name="Yes")).to_be_visible()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="All chats")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Add a person")).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("link", name="Grace")).to_have_attribute(
            "aria-current", "true"
        )
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_be_focused()
        await expect(page.get_by_placeholder("Message as Grace")).to_be_visible()


async def test_nothing_moves_for_those_who_want_it_still(
    browser: Browser, talk: Simulator
) -> None:
    async with opened(browser, talk.url, PHONE, reduced_motion="reduce") as page:
        await page.get_by_label("Message", exact=True).fill("hello")
        await page.get_by_role("button", name="Send").click()
        status = page.locator("#bot-status.typing")
        await expect(status).to_be_visible()
        look = "node => getComputedStyle(node, '::after').animationName"
        assert await status.evaluate(look) == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_their_ground(
    browser: Browser, sim: Simulator, scheme: str
) -> None:
    async with opened(browser, sim.url, PHONE, color_scheme=scheme) as page:
        look = "name => getComputedStyle(document.body).getPropertyValue(name)"
        too_weak = {
            (ink, ground): round(ratio, 2)
            for ink, ground in PAIRS
            if (
                ratio := contrast(
                    await page.evaluate(look, ink), await page.evaluate(look, ground)
                )
            )
            < 4.5
        }
    assert too_weak == {}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (int(colour.strip()[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("path", ["", "#7000000001"], ids=["chat", "list"])
async def test_nothing_is_cut_off_on_a_small_phone(
    browser: Browser, talk: Simulator, path: str
) -> None:
    small = ViewportSize(width=320, height=568)
    async with opened(browser, f"{talk.url}/{path}", small) as page:
        await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
        assert await page.evaluate("document.documentElement.scrollWidth") == 320
