"""Reactions, polls, pins, and links to the bot, in the page."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from bot.playground import Group, Person, Simulator
from tests.browser.conftest import LAPTOP, PHONE, Bot, opened

pytestmark = pytest.mark.browser

OPTIONS = [{"text": "Monday"}, {"text": "Friday"}]


@pytest.fixture
def ada(sim: Simulator) -> Person:
    return sim.person("Ada")


@pytest.fixture
async def group(sim: Simulator, ada: Person) -> Group:
    """A group in which somebody spoke."""
    bob = sim.person("Bob")
    group = sim.group("Class 3b", ada, bob)
    await bob.sends("Good morning", to=group)
    return group


async def chooses(page: Page, message: str, role: str, name: str) -> None:
    await page.locator(".bubble", has_text=message).click(button="right")
    await page.locator(f"[role={role}]", has_text=name).click()


async def test_reactions_and_pins_are_set_and_taken_back(
    browser: Browser, sim: Simulator, ada: Person, group: Group
) -> None:
    async with opened(browser, f"{sim.url}/#{ada.id}/{group.id}", LAPTOP) as page:
        await chooses(page, "Good morning", "menuitemradio", "👍")
        mine = page.get_by_role("button", name="👍 1", pressed=True)
        await expect(mine).to_be_visible()
        await chooses(page, "Good morning", "menuitemradio", "🔥")
        await expect(mine).to_have_count(0)
        await page.get_by_role("button", name="🔥 1").click()
        await expect(page.locator(".reaction")).to_have_count(0)
        bar = page.get_by_role("button", name="Pinned message")
        await expect(bar).to_be_hidden()
        await chooses(page, "Good morning", "menuitem", "Pin")
        await expect(bar).to_contain_text("Good morning")
        await expect(page.locator("[data-from=service]").last).to_have_text(
            "Ada pins: Good morning"
        )
        await bar.press("Enter")
        await expect(page.locator("[data-from=other]")).to_be_focused()
        await chooses(page, "Good morning", "menuitem", "Unpin")
        await expect(bar).to_be_hidden()
        await chooses(page, "Good morning", "menuitem", "Delete for all")
        await expect(page.locator("[data-from=other]")).to_have_count(0)


async def test_polls_and_quizzes_are_asked_and_voted_in(
    browser: Browser, sim: Simulator, bot: Bot, ada: Person, group: Group
) -> None:
    async def asks(question: str, **how: bool) -> None:
        ask = {"chat_id": group.id, "question": question, "options": OPTIONS}
        await bot.calls("sendPoll", **ask, **how)

    async with opened(browser, f"{sim.url}/#{ada.id}/{group.id}", PHONE) as page:
        last = page.locator(".message").last
        await asks("When?")
        await last.get_by_role("button", name="Friday").click()
        results = last.get_by_role("listitem")
        await expect(results).to_have_text(["0%Monday", "100%Friday ✓"])
        await last.get_by_role("button", name="Take my vote back").click()
        await expect(last.get_by_role("button", name="Monday")).to_be_visible()
        await asks("Which days?", allows_multiple_answers=True)
        await last.get_by_label("Monday").check()
        await last.get_by_label("Friday").check()
        await last.get_by_role("button", name="Vote").click()
        await expect(results).to_have_text(["100%Monday ✓", "100%Friday ✓"])

        await page.get_by_role("button", name="Class 3b").click()
        await page.get_by_role("button", name="New poll").click()
        await page.get_by_label("Question").fill("2 + 2?")
        await page.get_by_label("Options").fill("4\n5")
        await page.get_by_label("number of the right option").fill("1")
        await page.get_by_label("Anonymous").uncheck()
        await page.get_by_role("button", name="Ask").click()
        await last.get_by_role("button", name="5").click()
        await expect(results).to_have_text(["0%4 ✓", "100%5 ✗Ada"])
        await chooses(page, "2 + 2?", "menuitem", "Stop the poll")
        await expect(last).to_contain_text("Final results")
    answers = [u["poll"] for u in sim.updates.history if "poll" in u]
    assert [poll["total_voter_count"] for poll in answers] == [1, 0, 1]


async def test_links_to_the_bot_start_it_here_and_in_groups(
    browser: Browser, sim: Simulator, bot: Bot, ada: Person, group: Group
) -> None:
    here = "https://t.me/playground_bot"
    away = sim.group("Chess club", ada, with_bot=False)
    invite = f"Come: {here}?start=class-3b"
    keys = [[{"text": "Add me", "url": f"{here}?startgroup=chess"}]]
    async with opened(browser, f"{sim.url}/#{ada.id}/{group.id}", LAPTOP) as page:
        await bot.calls("sendMessage", chat_id=group.id, text=invite)
        await page.get_by_role(
            "link", name=f"{here}?start=class-3b", exact=True
        ).click()
        await expect(page.get_by_label("Message", exact=True)).to_be_hidden()
        await page.get_by_role("button", name="Start", exact=True).last.click()
        await expect(page.locator("[data-from=me] .text")).to_contain_text("/start")
        said = page.get_by_role("log")
        await expect(said).not_to_contain_text("class-3b")  # as in apps
        await expect(page.get_by_label("Message", exact=True)).to_be_focused()

        await bot.says(ada, "And me?", reply_markup={"inline_keyboard": keys})
        await page.get_by_role("button", name="Add me").click()
        await page.get_by_role("dialog").get_by_text("Chess club").click()
        await expect(page.locator("[data-from=me]")).to_contain_text(
            "/start@playground_bot chess"
        )
        chats = page.get_by_role("list", name="Chats")
        await chats.get_by_role("link", name="And me?").click()
        await page.get_by_role("button", name="Playground bot").click()
        await page.get_by_role("button", name="Block the bot").click()
        await page.keyboard.press("Escape")
        await expect(page.get_by_label("Message", exact=True)).to_be_hidden()
        assert ada.chat.is_blocked
        await page.get_by_role("button", name="Unblock the bot").first.click()
        await expect(page.get_by_label("Message", exact=True)).to_be_visible()
    assert [message.kind for message in away.messages] == ["service", "text"]
    assert ada.chat.messages[0].text == "/start class-3b"
    assert not ada.chat.is_blocked
