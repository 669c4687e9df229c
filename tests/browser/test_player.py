"""Scenes that begin, and a recorded interview that is watched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Browser, expect

from bot.playground import Person, Scene, Simulator
from bot.playground.scenes import START, Seat
from bot.recordings import recordings
from scripts.take_pictures import SIZES, animation, portrait, simulator
from tests.browser.conftest import PHONE, in_one_loop, opened

pytestmark = pytest.mark.browser


async def a_class(sim: Simulator, person: Person) -> Sequence[Seat]:
    """Let a second person write first, and look at her chat as the first."""
    pupil = sim.person("Grace")
    await pupil.sends("I am here")
    await person.sends("So am I")
    return [Seat(person, person.chat)]


@in_one_loop
async def theatre() -> AsyncIterator[Simulator]:
    scenes = (START, Scene("class", "Start a class", "Two people", a_class))
    async with Simulator(
        limits=None, scenes=scenes, recordings=recordings()
    ) as simulator:
        yield simulator


async def test_a_scene_lets_people_come_and_act(
    browser: Browser, theatre: Simulator
) -> None:
    async with opened(browser, theatre.url, SIZES["tablet"]) as page:
        offers = page.get_by_role("list", name="Ways to begin")
        await expect(offers.get_by_role("listitem")).to_have_count(3)
        await offers.get_by_role("button", name="Start a class", exact=True).click()
        await expect(page.locator("[data-from=me]")).to_contain_text("So am I")
        await expect(offers).to_be_hidden()
        await page.get_by_role("link", name="Grace").click()
        await page.get_by_role("button", name="Playground bot").click()
        again = page.get_by_role("list", name="Begin anew or watch")
        await expect(again.get_by_role("listitem")).to_have_count(3)
        await again.get_by_role("link", name="Watch").click()
        await expect(page.locator("#log[data-ready]")).to_be_attached()
        await page.get_by_role("link", name="Back to the chat").click()
        await expect(page.get_by_placeholder("Message as Grace")).to_be_visible()


async def test_an_interview_is_watched_paused_and_stepped_through(
    browser: Browser, theatre: Simulator
) -> None:
    async with opened(browser, theatre.url, PHONE) as page:
        await page.clock.install()
        await page.get_by_role("link", name="Watch: A whole interview").click()
        newest = page.locator("[data-from=bot]").last
        progress = page.get_by_role("progressbar")
        await page.clock.run_for(3_000)
        await expect(newest).to_contain_text("Let's find out")
        await page.keyboard.press("Space")
        await expect(page.get_by_role("button", name="Play")).to_be_visible()
        at = await progress.get_attribute("value")
        await page.clock.run_for(60_000)
        await expect(progress).to_have_attribute("value", at or "")

        await page.get_by_role("button", name="From the beginning").click()
        await expect(page.locator("[data-message-id]")).to_have_count(0)
        step = page.get_by_role("button", name="One step")
        for _ in range(4):
            await step.click()
        await expect(newest).to_contain_text("Who is your customer?")
        await expect(newest).to_contain_text("09:00")
        await page.keyboard.press("ArrowRight")
        await expect(page.locator("[data-from=me]").last).to_contain_text("cafés")

        await page.get_by_label("Speed").select_option("4")
        await page.get_by_role("button", name="Play").click()
        await page.clock.run_for(120_000)
        await expect(newest).to_contain_text("Kept with your canvas")
        await expect(page.get_by_role("button", name="Play")).to_be_visible()
        canvas = page.get_by_role("button", name="Photo: ").get_by_role("img")
        assert await canvas.evaluate("image => image.decode().then(() => true)")
        await page.get_by_role("link", name="Back to the chat").click()
        await expect(page.get_by_role("button", name="Start a class")).to_be_visible()


async def test_it_waits_to_be_played_where_nothing_shall_move(
    browser: Browser, theatre: Simulator
) -> None:
    url = f"{theatre.url}/watch"
    async with opened(browser, url, PHONE, reduced_motion="reduce") as page:
        await expect(page.locator("#log[data-ready]")).to_be_attached()
        await expect(page.get_by_role("button", name="Play")).to_be_visible()
        await expect(page.locator("[data-message-id]")).to_have_count(0)
        await page.get_by_role("button", name="One step").click()
        await expect(page.locator("[data-from=me]")).to_contain_text("/start")


async def test_the_pictures_of_the_readme_can_be_taken(browser: Browser) -> None:
    async with simulator() as sim:
        short = [("/start", "Let's find out")]
        moving = Image.open(BytesIO(await animation(browser, sim.url, short)))
        ada = sim.person("Ada")
        await ada.sends("/start")
        sim.updates.drop_all()
        size = SIZES["laptop"]
        taken = await portrait(browser, sim.url, size, "dark", status="not running")

    assert getattr(moving, "n_frames", 1) == 4
    assert taken.size == (size["width"], size["height"])
    assert len(taken.getcolors(1 << 20) or ()) > 50
