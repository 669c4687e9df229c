"""A class in the page: whoever looks is the teacher, and the room fills by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.bootstrap import running_bot
from bot.playground import Scene, Simulator
from bot.scenes import SCENES, lead_a_class
from tests.bot.conftest import settings_for
from tests.browser.conftest import LAPTOP, PHONE, opened

pytestmark = pytest.mark.browser

#: Seconds that somebody of pace 1 thinks; the demo's people take their time.
QUICK = 0.05


async def test_a_teacher_leads_a_class_that_answers_by_itself(
    browser: Browser, tmp_path: Path
) -> None:
    [title] = [scene.title for scene in SCENES if scene.name == "class"]
    scene = Scene("class", title, "", partial(lead_a_class, unit=QUICK))
    async with (
        Simulator(limits=None, scenes=[scene]) as sim,
        running_bot(settings_for(sim, tmp_path)),
        opened(browser, sim.url, LAPTOP) as page,
    ):
        await page.get_by_role("button", name=title).click()
        console, group, mia = (page.frame_locator("iframe").nth(n) for n in range(3))
        log = console.get_by_role("log")
        await console.get_by_role("button", name="Customer").click()
        await expect(log).to_contain_text("Who is the customer?")
        field = console.get_by_label("Message", exact=True)
        await field.fill("Owners of independent cafés")
        await field.press("Enter")
        await console.get_by_role("button", name="Open for joining").click()
        await expect(log).to_contain_text("5 have joined.")
        await console.get_by_role("button", name="▶ Start").click()
        await expect(log).to_contain_text("5 of 5 have answered")
        await expect(mia.get_by_role("log")).to_contain_text("✓ keep the queue short")
        await console.get_by_role("button", name="Reveal").click()
        room = group.get_by_role("log")
        await expect(room).to_contain_text("keep the queue short · Mia")
        await expect(group.locator("#pinned")).to_contain_text("Jobs")
        # The console's button in the group leads to the pane with the console.
        await group.get_by_role("button", name="Open the console").click()
        await console.get_by_role("button", name="Start", exact=True).click()
        await expect(console.locator("[data-from=me]")).to_have_count(3)
        assert [len(sim.people), sim.acting] == [7, 5]

        async with opened(browser, sim.url, PHONE) as phone:
            await phone.get_by_role("button", name=title).click()
            await expect(phone.get_by_placeholder("Message as Tom")).to_be_visible()
            await expect(phone.get_by_role("log")).to_contain_text("Your exercise")
