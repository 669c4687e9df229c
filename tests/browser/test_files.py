"""Photos, albums and files in the page: looked at, saved and sent."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.async_api import Browser, Page, expect

from bot.playground import Person, Simulator
from tests.browser.conftest import LAPTOP, Bot, in_one_loop, opened

pytestmark = pytest.mark.browser


def picture(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "PNG")
    return file.getvalue()


async def hands(page: Page, how: str, data: bytes, *, closing: bool = False) -> None:
    """Drop or paste a file, as a mouse or a clipboard would.

    With `closing` what is open is closed in the same moment, before the page is told.
    """
    words = base64.b64encode(data).decode()
    await page.evaluate(
        """([how, words, closing]) => {
          const bytes = Uint8Array.from(atob(words), (one) => one.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], "image.png", { type: "image/png" }));
          const event = new Event(how, { bubbles: true, cancelable: true });
          event[how === "drop" ? "dataTransfer" : "clipboardData"] = data;
          if (closing) {
            document.querySelector("dialog[open]").close();
          }
          if (document.activeElement.dispatchEvent(event)) {
            throw new Error("the browser would open the file");
          }
        }""",
        [how, words, closing],
    )


async def sends(bot: Bot, method: str, person: Person, **fields: Any) -> None:
    """Call a method with a form in which pairs are files with a name."""
    form = aiohttp.FormData({"chat_id": str(person.id)}, quote_fields=False)
    for name, value in fields.items():
        if isinstance(value, tuple):
            form.add_field(name, value[1], filename=value[0])
        else:
            form.add_field(name, value)
    path = f"/bot{bot.sim.token}/{method}"
    async with bot.http.post(path, data=form) as response:
        assert response.status == 200


@in_one_loop
async def ada(sim: Simulator, bot: Bot) -> Person:
    """Somebody who was sent a photo, an album of two, and a file."""
    ada = sim.person("Ada")
    await ada.sends("/start")
    red, blue = ("red.png", picture("red")), ("blue.png", picture("blue"))
    await sends(bot, "sendPhoto", ada, photo=red, caption="Your canvas")
    media = (
        '[{"type": "photo", "media": "attach://one"}, '
        '{"type": "photo", "media": "attach://two", "caption": "Both sides"}]'
    )
    await sends(bot, "sendMediaGroup", ada, media=media, one=blue, two=red)
    await sends(bot, "sendDocument", ada, document=("canvas café.csv", b"a,b"))
    return ada


async def test_photos_are_looked_at_one_after_the_other_by_keyboard(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        await expect(page.locator("[data-from=bot]")).to_have_count(3)
        album = page.locator(".photos").last
        await expect(album.get_by_role("button")).to_have_count(2)
        await expect(page.locator("[data-from=bot]").nth(1)).to_contain_text("Both")
        box = page.get_by_role("dialog")
        await page.get_by_role("button", name="Photo: Your canvas").press("Enter")
        await expect(box).to_have_accessible_name("Photo 1 of 3")
        await expect(box.get_by_text("Your canvas")).to_be_visible()
        shown = box.get_by_role("img")
        assert await shown.evaluate("image => image.naturalWidth") == 60
        for _ in range(8):  # the focus does not leave what lies over the page
            await page.keyboard.press("Tab")
            inside = "[null, document.body].includes(document.activeElement) || "
            inside += "document.activeElement.closest('dialog') !== null"
            assert await page.evaluate(inside)
        await box.get_by_role("button", name="Next photo").dblclick()
        await page.keyboard.press("ArrowRight")
        await expect(box).to_have_accessible_name("Photo 3 of 3")
        await expect(box.locator(".on")).to_be_hidden()
        await page.keyboard.press("ArrowLeft")
        await expect(box).to_have_accessible_name("Photo 2 of 3")
        await page.keyboard.press("Escape")
        await expect(box).to_be_hidden()
        await expect(album.get_by_role("button").first).to_be_focused()


async def test_files_are_saved_under_their_name_and_sent_to_the_bot(
    browser: Browser, sim: Simulator, bot: Bot, ada: Person, tmp_path: Path
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        link = page.get_by_role("log").get_by_role("link", name="canvas")
        await expect(link).to_contain_text("3 B")
        async with page.expect_download() as download:
            await link.click()
        saved = await download.value
        assert saved.suggested_filename == "canvas café.csv"
        assert (await saved.path()).read_bytes() == b"a,b"

        file, photo = tmp_path / "profile.json", tmp_path / "cat.png"
        file.write_bytes(b"{}")
        photo.write_bytes(picture("green"))
        async with page.expect_file_chooser() as choice:
            await page.get_by_role("button", name="Attach a photo or file").click()
        await (await choice.value).set_files([file])
        form = page.get_by_role("dialog", name="Send a file")
        await expect(form.get_by_role("listitem")).to_have_text(["profile.json2 B"])
        await hands(page, "paste", picture("green"))
        form = page.get_by_role("dialog", name="Send 2 files")
        await expect(form.locator("canvas")).to_be_visible()
        assert (await Axe().run(page, context="dialog[open]")).response[
            "violations"
        ] == []
        await form.get_by_label("Caption").fill("Both of them")
        await page.keyboard.press("Enter")
        mine = page.locator("[data-from=me]")
        await expect(mine).to_have_count(3)
        await expect(mine.nth(1).get_by_role("link")).to_contain_text("profile.json")
        await expect(mine.nth(1)).to_contain_text("Both of them")
        await expect(mine.nth(2).get_by_role("button", name="Photo")).to_be_visible()
        await expect(page.get_by_label("Message", exact=True)).to_be_focused()
        form = page.get_by_role("dialog")
        await hands(page, "drop", picture("blue"))
        await expect(form).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(form).to_be_hidden()
        await hands(page, "drop", picture("blue"))
        await form.get_by_role("button", name="Send", exact=True).click()
        await expect(mine).to_have_count(4)
        await hands(page, "drop", picture("red"))
        await hands(page, "drop", picture("blue"), closing=True)
        await expect(form.get_by_role("listitem")).to_have_count(1)
        await form.get_by_role("button", name="Send", exact=True).click()
        await expect(mine).to_have_count(5)

        async with bot.polling():
            for action, words in (
                ("upload_photo", "sending a photo"),
                ("upload_document", "sending a file"),
            ):
                await bot.calls("sendChatAction", chat_id=ada.id, action=action)
                await expect(page.locator("#bot-status")).to_have_text(words)
            await bot.says(ada, "There")
            await expect(page.locator("#bot-status")).to_have_text("bot")
    file_id = sim.updates.history[1]["message"]["document"]["file_id"]
    path = (await bot.calls("getFile", file_id=file_id))["file_path"]
    async with bot.http.get(f"/file/bot{sim.token}/{path}") as response:
        assert await response.read() == b"{}"
