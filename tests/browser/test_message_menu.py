"""What one does to a message: reply, edit, delete; by mouse, finger and keyboard."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from bot.playground import Person, Simulator
from tests.browser.conftest import LAPTOP, PHONE, Bot, in_one_loop, opened

pytestmark = pytest.mark.browser


@in_one_loop
async def ada(sim: Simulator, bot: Bot) -> Person:
    """Somebody in the middle of a conversation."""
    ada = sim.person("Ada")
    await ada.sends("Good mroning")
    await bot.says(ada, "Who is your customer?")
    return ada


async def chooses(page: Page, message: str, action: str) -> None:
    await page.locator(".bubble", has_text=message).last.click(button="right")
    await page.get_by_role("menuitem", name=action).click()


async def test_an_edit_changes_the_message_and_leaves_the_draft(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        field = page.get_by_label("Message", exact=True)
        await field.fill("half a thought")
        await chooses(page, "Good mroning", "Edit")
        await expect(page.get_by_text("Edit message")).to_be_visible()
        await expect(field).to_have_value("Good mroning")
        await field.fill("Good morning")
        await field.press("Enter")
        mine = page.locator("[data-from=me]")
        await expect(mine).to_contain_text("Good morning")
        await expect(mine).to_contain_text("edited")
        await expect(field).to_have_value("half a thought")
    assert ada.chat.messages[0].text == "Good morning"
    assert "edited_message" in sim.updates.history[-1]


async def test_escape_ends_an_edit_and_a_reply(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        field = page.get_by_label("Message", exact=True)
        await field.fill("half a thought")
        await chooses(page, "Good mroning", "Edit")
        await page.keyboard.press("Escape")
        await expect(field).to_have_value("half a thought")
        await expect(page.get_by_text("Edit message")).to_be_hidden()
        await chooses(page, "Who is your customer?", "Reply")
        await expect(page.get_by_text("Reply to Playground bot")).to_be_visible()
        await page.get_by_role("button", name="Cancel").click()
        await expect(page.get_by_text("Reply to")).to_be_hidden()
        await expect(field).to_have_value("half a thought")


async def test_a_reply_quotes_what_it_answers(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        await chooses(page, "Who is your customer?", "Reply")
        await page.keyboard.type("Owners of cafés")
        await page.keyboard.press("Enter")
        quote = page.locator("[data-from=me]").last.locator(".reply")
        await expect(quote).to_contain_text("Playground bot")
        await expect(quote).to_contain_text("Who is your customer?")
        await quote.click()
        await expect(page.locator("[data-from=bot]")).to_be_focused()
        reply = sim.updates.history[-1]["message"]
        assert reply["reply_to_message"]["text"] == "Who is your customer?"

        question = page.locator("[data-from=bot] .text")
        await question.evaluate(
            "({ firstChild: words }) =>"
            " getSelection().setBaseAndExtent(words, 7, words, 20)"
        )
        await question.click(button="right")
        await page.get_by_role("menuitem", name="Quote").click()
        await expect(page.locator("#intent")).to_contain_text("“your customer”")
        await page.keyboard.type("Mine?")
        await page.keyboard.press("Enter")
        await expect(quote.last).to_contain_text("“your customer”")
    assert sim.updates.history[-1]["message"]["quote"]["text"] == "your customer"


async def test_a_message_is_deleted_for_both(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        await chooses(page, "Good mroning", "Delete for both")
        await expect(page.locator("[data-from=me]")).to_have_count(0)
    assert [message.text for message in ada.chat.messages] == ["Who is your customer?"]


async def test_what_the_bot_wrote_is_pinned_or_deleted_but_not_edited(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        items = page.get_by_role("menuitem")
        await page.locator("[data-from=bot] .bubble").click(button="right")
        offered = ["Reply", "Copy text", "Pin", "Delete for both"]
        await expect(items).to_have_text(offered)
        await page.keyboard.press("Escape")
        await expect(items).to_have_count(0)
        await chooses(page, "Who is your customer?", "Pin")
        bar = page.get_by_role("button", name="Pinned message")
        await expect(bar).to_contain_text("Who is your customer?")
        await chooses(page, "Who is your customer?", "Delete for both")
        await expect(bar).to_be_hidden()
        await expect(page.locator("[data-from=bot]")).to_have_count(0)


async def test_the_keyboard_alone_is_enough(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, LAPTOP) as page:
        field = page.get_by_label("Message", exact=True)
        press = page.keyboard.press
        await expect(page.locator("[data-from=bot]")).to_be_visible()
        await field.focus()
        await press("ArrowUp")
        await expect(page.locator("[data-from=bot]")).to_be_focused()
        await press("ArrowUp")
        await expect(page.locator("[data-from=me]")).to_be_focused()
        await press("Enter")
        await expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
        await press("Escape")
        await expect(page.locator("[data-from=me]")).to_be_focused()
        await press("Enter")
        await press("End")
        await press("ArrowUp")
        await expect(page.get_by_role("menuitem", name="Edit")).to_be_focused()
        await press("Enter")
        await expect(field).to_be_focused()
        await field.fill("Good morning")
        await press("Enter")
        await expect(page.locator("[data-from=me]")).to_contain_text("edited")


async def test_a_long_press_opens_the_menu_on_a_phone(
    browser: Browser, sim: Simulator, ada: Person
) -> None:
    async with opened(browser, sim.url, PHONE, has_touch=True) as page:
        box = await page.locator("[data-from=me] .bubble").bounding_box()
        assert box is not None
        finger = {"x": box["x"] + 9, "y": box["y"] + 9}
        touch = await page.context.new_cdp_session(page)
        start = {"type": "touchStart", "touchPoints": [finger]}
        await touch.send("Input.dispatchTouchEvent", start)
        await expect(page.get_by_role("menuitem", name="Reply")).to_be_visible()
        end = {"type": "touchEnd", "touchPoints": []}
        await touch.send("Input.dispatchTouchEvent", end)
        await page.get_by_role("menuitem", name="Delete for both").tap()
        await expect(page.locator("[data-from=me]")).to_have_count(0)
