"""Take the pictures of README and docs, with the recorded interview: `make pictures`.

Needs a Chromium. The player performs the animation; the page, where a puppet plays
the same interview, is taken at three sizes, light and dark. All clocks stand still,
so nothing changes but what was changed. The canvases are the gallery's samples. A class
is the demo's scene with the real bot; its people may come in another order each time.
"""

from __future__ import annotations

import asyncio
import math
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import aiohttp
from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect
from pydantic import SecretStr

from bot.bootstrap import running_bot
from bot.exports.classes.drawing import picture as class_picture
from bot.exports.drawing import picture
from bot.exports.gallery import DAY, sample, without_value_map
from bot.exports.gallery.classes import class_sheet, lesson
from bot.packaged import packaged_guide
from bot.playground import Person, Scene, Simulator, SteppedClock
from bot.recordings import recordings
from bot.scenes import SCENES, lead_a_class
from bot.settings import Pace, Settings
from conversations.exercise.setup import Vote
from conversations.exercise.sight import Facilitators
from conversations.guides.model import load_guide

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
NAME = "interview"
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
SIZES = {
    "phone": ViewportSize(width=390, height=844),
    "tablet": ViewportSize(width=820, height=1180),
    "laptop": ViewportSize(width=1280, height=800),
}
#: The teacher's console, the group and a student side by side.
BESIDE = ViewportSize(width=1400, height=900)
#: Seconds that the people of the class think; the demo's take their time.
THINKING = 0.2
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: What the animation shows of the interview: from the first of these texts to the last.
EXCERPTS = (
    ("/start", "✓ keep regulars coming back"),
    ("How often does each come up?", "keep regulars coming back: daily"),
    ("🗺", "Ask two real customers this week"),
    ("Owners of independent cafés\n5 jobs", "5 jobs"),
)
#: The animation reads faster than people do, and shows no frame for longer.
HURRY = 2.0
OVERTURE_MS = 700  # as in `player.js`
LONGEST_MS = 2500
LAST_MS = 5000
COLOURS = 128
FOCUS_PX = 6  # a ring around the button that has the focus

Step = dict[str, Any]
Frame = tuple[Image.Image, int]


def simulator(
    clock: SteppedClock | None = None, scenes: Sequence[Scene] = SCENES
) -> Simulator:
    """A simulator like the demo's, on a clock that stands still."""
    return Simulator(
        limits=None,
        clock=clock or SteppedClock(NOW),
        name="Customer Profile Bot",
        username="customer_profile_bot",
        scenes=scenes,
        recordings=recordings(),
    )


def step_with(steps: Sequence[Step], text: str, start: int = 0) -> int:
    """Find the first step from `start` on whose message shows a text."""
    for number in range(start, len(steps)):
        if text in steps[number].get("message", {}).get("text", ""):
            return number
    raise LookupError(f"the recording never shows {text!r} after step {start}")


# --- with the player ------------------------------------------------------------------


@asynccontextmanager
async def player(browser: Browser, url: str, size: ViewportSize) -> AsyncIterator[Page]:
    """The player before its first step, with a clock that we move."""
    page = await browser.new_page(viewport=size)
    await page.clock.install(time=NOW)
    await page.goto(f"{url}/watch#{NAME}")
    await expect(page.locator("#log[data-ready]")).to_be_visible()
    await page.clock.pause_at(NOW + timedelta(hours=1))
    await page.get_by_role("button", name="Pause").click()
    await page.get_by_role("button", name="From the beginning").click()
    yield page
    await page.close()


async def skip_to(page: Page, step: int) -> None:
    """Go on to a step without looking."""
    at = int(await page.locator("#log").get_attribute("data-at") or 0)
    for _ in range(at, step):
        await page.keyboard.press("ArrowRight")
    await expect(page.locator("#log")).to_have_attribute("data-at", str(step))


async def look(page: Page) -> Image.Image:
    """Take the chat, without the player's own buttons."""
    controls = await page.locator(".controls").bounding_box()
    scale = await page.evaluate("devicePixelRatio")
    assert controls is not None
    taken = await picture_of(page)
    bottom = int((controls["y"] - FOCUS_PX) * scale)
    return taken.crop((0, 0, taken.width, bottom))


async def picture_of(page: Page) -> Image.Image:
    """Take what is on the screen."""
    await page.locator(".photo img").evaluate_all(
        "photos => Promise.all(photos.map((photo) => photo.decode()))"
    )
    taken = await page.screenshot(animations="disabled")
    return Image.open(BytesIO(taken)).convert("RGB")


async def frames(page: Page, first: int, last: int) -> AsyncIterator[Frame]:
    """Play some steps; a frame each before and after, with its milliseconds.

    Args:
        page: the player, paused.
        first: the number of the first step.
        last: that of the last one to play, which may not end the recording.

    """
    log = page.locator("#log")
    await skip_to(page, first)
    await page.get_by_role("button", name="Play").click()
    for step in range(first, last + 1):
        rest = float(await log.get_attribute("data-rest") or 0)
        await page.clock.run_for(math.ceil(rest * 1000))
        yield await look(page), OVERTURE_MS  # what is about to happen
        await page.clock.run_for(OVERTURE_MS)
        await expect(log).to_have_attribute("data-at", str(step + 1))
        rest = float(await log.get_attribute("data-rest") or 0)
        shown_for = min(round(rest * 1000 / HURRY), LONGEST_MS)
        yield await look(page), shown_for
    await page.get_by_role("button", name="Pause").click()


async def animation(
    browser: Browser, url: str, excerpts: Sequence[tuple[str, str]] = EXCERPTS
) -> bytes:
    """Make an animated WebP of parts of the interview."""
    steps = recordings()[NAME]["steps"]
    taken: list[Frame] = []
    first = 0
    async with player(browser, url, SIZES["phone"]) as page:
        for begin, end in excerpts:
            first = step_with(steps, begin, first)
            last = step_with(steps, end, first)
            taken += [frame async for frame in frames(page, first, last)]
            first = last + 1
    images, times = zip(*taken, strict=True)
    file = BytesIO()
    images[0].save(
        file,
        "WEBP",
        save_all=True,
        append_images=images[1:],
        duration=[*times[:-1], LAST_MS],
        loop=0,
        quality=70,
        method=4,
    )
    return file.getvalue()


# --- in the page itself ---------------------------------------------------------------


class Puppet:
    """A bot that does in a chat what was recorded, by the calls of any bot."""

    def __init__(self, sim: Simulator, http: aiohttp.ClientSession) -> None:
        """Act in a simulator."""
        self._path = f"/bot{sim.token}"
        self._http = http
        self._numbers: dict[int, int] = {}

    async def does(self, what: str, message: Step, chat: int) -> None:
        """Send or edit a message."""
        keys = message["keyboard"] or []
        rows = [
            [{"text": k["label"], "callback_data": "x"} for k in row] for row in keys
        ]
        shown = {
            "chat_id": chat,
            "text": message["text"],
            "entities": message["entities"],
            "reply_markup": {"inline_keyboard": rows},
        }
        number = self._numbers.get(message["id"])
        if what == "edits":
            await self._calls("editMessageText", message_id=number, **shown)
        else:
            sent = await self._calls("sendMessage", **shown)
            self._numbers[message["id"]] = sent["message_id"]

    async def _calls(self, method: str, **params: Any) -> Any:
        async with self._http.post(f"{self._path}/{method}", json=params) as response:
            return (await response.json())["result"]


async def restage(sim: Simulator, ada: Person, steps: Sequence[Step]) -> None:
    """Let a person and a puppet of the bot do in a chat what was recorded."""
    async with aiohttp.ClientSession(sim.url) as http:
        puppet = Puppet(sim, http)
        for step in steps:
            message = step.get("message")
            if message and message["from"]["is_bot"]:
                await puppet.does(step["what"], message, ada.id)
            elif message:
                await ada.sends(message["text"])
    sim.updates.drop_all()


async def portrait(
    browser: Browser,
    url: str,
    size: ViewportSize,
    scheme: Literal["light", "dark"],
    *,
    status: str = "bot",
) -> Image.Image:
    """Take the page on one screen, as soon as it says this of the bot."""
    page = await browser.new_page(viewport=size, color_scheme=scheme)
    await page.clock.install(time=NOW)
    await page.goto(url)
    await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
    await expect(page.locator("#bot-status")).to_have_text(status)
    taken = await picture_of(page)
    await page.close()
    return taken


# --- a class --------------------------------------------------------------------------


async def class_portrait(browser: Browser) -> Image.Image:
    """Take the demo's class when its first card has been revealed."""
    [demo] = [scene for scene in SCENES if scene.name == "class"]
    play = partial(lead_a_class, unit=THINKING)
    clock, scene = SteppedClock(NOW), Scene(demo.name, demo.title, demo.about, play)
    with TemporaryDirectory() as folder:
        async with (
            simulator(clock, [scene]) as sim,
            running_bot(_settings(sim, Path(folder)), clock=clock),
        ):
            page = await browser.new_page(viewport=BESIDE, color_scheme="light")
            await page.clock.install(time=NOW)
            await page.goto(sim.url)
            await page.get_by_role("button", name=scene.title).click()
            tom = await _found(sim, "Tom")
            await _leads(tom)
            await sim.settled()
            shown = page.frame_locator("iframe")
            await expect(shown.nth(0).get_by_role("log")).to_contain_text("Talk about")
            await expect(shown.nth(1).get_by_role("log")).to_contain_text("· Emil")
            taken = await picture_of(page)
            await page.close()
    return taken


def _settings(sim: Simulator, folder: Path) -> Settings:
    values = {
        "telegram_bot_token": SecretStr(sim.token),
        "api_base_url": sim.url,
        "database_url": f"sqlite:///{folder / 'bot.sqlite3'}",
        "pace": Pace(group_rate=1000, group_burst=1000),  # on a clock that stands still
    }
    return Settings.model_validate(values)


async def _found(sim: Simulator, name: str) -> Person:
    """Wait for somebody who comes into being with the scene."""
    while True:
        for one in sim.people.values():
            if one.name == name:
                return one
        await asyncio.sleep(THINKING)


async def _leads(tom: Person) -> None:
    """Tom's part of the scene, up to what the class wrote."""
    await tom.taps("👤 Customer")
    await tom.sees("Who is the customer?")
    await tom.sends("Owners of independent cafés")
    await tom.sees("Customer: Owners")
    await tom.taps("Open for joining")
    await tom.sees("5 have joined.")
    await tom.taps("▶ Start")
    await tom.sees("5 of 5 have answered")
    await tom.taps("👁 Reveal")
    await tom.sees("Talk about it")


# --- all of it ------------------------------------------------------------------------


def keep(name: str, taken: bytes | Image.Image) -> None:
    """Write a picture, with no more colours than it needs."""
    if isinstance(taken, Image.Image):
        file = BytesIO()
        few = taken.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(file, "PNG", optimize=True)
        taken = file.getvalue()
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / name).write_bytes(taken)
    print(f"{name}: {len(taken) // 1000} kB")


async def take_all(browser: Browser) -> None:
    """Take every picture."""
    keep("class.png", await class_portrait(browser))
    steps = recordings()[NAME]["steps"]
    async with simulator() as sim:
        keep("interview.webp", await animation(browser, sim.url))
        ada, _ = sim.person("Ada"), sim.person("Grace")
        rated = step_with(steps, "regulars coming back: daily")
        await restage(sim, ada, steps[: rated + 1])
        async with polling(sim):
            for name, size in SIZES.items():
                for scheme in SCHEMES:
                    taken = await portrait(browser, sim.url, size, scheme)
                    keep(f"{name}-{scheme}.png", taken)


@asynccontextmanager
async def polling(sim: Simulator) -> AsyncIterator[None]:
    """Let the bot seem to run."""
    async with aiohttp.ClientSession(sim.url) as http:
        path = f"/bot{sim.token}/getUpdates?timeout=50"
        asking = asyncio.ensure_future(http.get(path))
        yield
        sim.inject({"the_end": {}})
        await (await asking).read()


def draw() -> None:
    """Draw what people get in the end."""
    kept = packaged_guide("priority")
    guide = load_guide(kept.structure, kept.words)
    whole = sample(guide)
    for name, sheet in (("canvas", without_value_map(whole)), ("value-map", whole)):
        keep(f"{name}.png", picture(sheet))
    sections = [section.items for section in whole.canvas.sections]
    each = min(map(len, sections))  # a lesson has as many notes in each section
    texts = [item.text for items in sections for item in items[:each]]
    taught = lesson(guide, texts, len(texts), Vote())
    of_class = class_sheet(guide, taught, Facilitators(), DAY)
    keep("class-canvas.png", class_picture(of_class))


async def main() -> int:
    """Find a Chromium and take the pictures."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        print("No Chromium is installed; the pictures need one.")
        return 2
    draw()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path)
        await take_all(browser)
        await browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
