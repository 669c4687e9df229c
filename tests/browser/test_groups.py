"""Groups in the page: made, joined and lived in; topics; two people at once."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, FrameLocator, Locator, Page, expect

from bot.playground import Simulator
from tests.browser.conftest import LAPTOP, PHONE, Bot, opened

pytestmark = pytest.mark.browser


async def sends(page: Page | FrameLocator, text: str) -> None:
    field = page.get_by_label("Message", exact=True)
    await field.fill(text)
    await field.press("Enter")
    await expect(page.locator("[data-from=me]").last).to_contain_text(text)


async def becomes(page: Page, name: str) -> None:
    await page.get_by_role("list", name="People").get_by_text(name).click()
    await expect(page.get_by_placeholder(f"Message as {name}")).to_be_visible()


def chat(page: Page, title: str) -> Locator:
    return page.get_by_role("list", name="Chats").get_by_role("link", name=title)


def notices(page: Page) -> Locator:
    return page.locator("[data-from=service]")


async def acts(page: Page, member: str, act: str) -> None:
    """Do something to a member, in the open panel."""
    row = page.get_by_role("list", name="Members").locator("li", has_text=member)
    if not await row.locator("details").get_attribute("open"):
        await row.locator("summary").press("Enter")
    await row.get_by_role("button", name=act).click()


async def is_for_everyone(page: Page) -> None:
    """The open dialog, for axe."""
    found = await Axe().run(page, context="dialog[open]")
    assert found.response["violations"] == []


async def test_a_group_is_made_and_lived_in(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    ada, grace = sim.person("Ada"), sim.person("Grace")
    carl = sim.person("Carl")
    async with opened(browser, sim.url, LAPTOP) as page:
        await page.get_by_role("button", name="New group").click()
        await is_for_everyone(page)
        await page.get_by_label("Title").fill("Class 3b")
        await page.get_by_role("checkbox", name="Carl").uncheck()
        await page.keyboard.press("Enter")
        await expect(notices(page)).to_have_text(["Ada adds Playground bot"])
        await expect(page.locator("#bot-status")).to_have_text("3 members")
        await sends(page, "Good morning")
        assert ada.chat.messages == []

        await becomes(page, "Grace")
        await chat(page, "Class 3b").click()
        await expect(page.locator("[data-from=other] .sender")).to_have_text("Ada")
        await page.get_by_role("button", name="Class 3b").click()
        await expect(page.get_by_text("reads only commands")).to_be_visible()
        await expect(page.get_by_role("button", name="Remove")).to_have_count(0)
        await page.keyboard.press("Escape")

        await becomes(page, "Carl")
        await page.get_by_role("button", name="Join Class 3b").click()
        await expect(notices(page).last).to_have_text("Carl joins")
        await becomes(page, "Ada")
        await expect(chat(page, "Class 3b")).to_contain_text("Carl joins")
        await chat(page, "Class 3b").click()
        await page.get_by_role("button", name="Class 3b").press("Enter")
        await acts(page, "Playground bot", "Make administrator")
        await is_for_everyone(page)
        await expect(page.get_by_text("reads every message")).to_be_visible()
        await acts(page, "Carl", "Remove from the group")
        await page.get_by_role("button", name="Make it a supergroup").click()
        await expect(page.get_by_text("Supergroup, 3 members")).to_be_visible()
        await acts(page, "Ada", "Write as the group")
        await expect(page.get_by_text("anonymous owner")).to_be_visible()
        await page.keyboard.press("Escape")
        await sends(page, "Nobody in particular")
        await expect(chat(page, "Class 3b")).to_have_count(1)

        await becomes(page, "Grace")
        await chat(page, "Class 3b").click()
        sender = page.locator("[data-from=other] .sender")
        await expect(sender).to_have_text("Class 3b")
        await page.get_by_role("button", name="Class 3b").click()
        await page.get_by_role("button", name="Leave the group").click()
        await expect(chat(page, "Class 3b")).to_have_count(0)
        await expect(page.get_by_role("button", name="Join Class 3b")).to_be_visible()
    told = sim.updates.history[-2]["message"]
    assert (told["text"], told["from"]["username"]) == (
        "Nobody in particular",
        "GroupAnonymousBot",
    )
    assert carl.chat.messages == grace.chat.messages == []


async def test_a_forum_has_topics_with_their_own_messages(
    browser: Browser, sim: Simulator
) -> None:
    ada, bob = sim.person("Ada"), sim.person("Bob")
    forum = sim.group("School", ada, bob, kind="supergroup", is_forum=True)
    async with opened(browser, f"{sim.url}/#{ada.id}/{forum.id}", PHONE) as page:
        await page.get_by_role("button", name="School").click()
        await page.get_by_label("New topic").fill("Team 1")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Close", exact=True).first.click()
        tabs = page.get_by_role("navigation", name="Topics").get_by_role("link")
        await expect(tabs).to_have_text(["General", "Team 1"])
        await tabs.last.click()
        await expect(notices(page)).to_have_text(["Ada opens the topic Team 1"])
        await sends(page, "Only for the team")
        await tabs.first.click()
        await expect(notices(page)).to_have_text(["Ada adds Playground bot"])
        await bob.sends("hello, team", to=forum, topic=list(forum.topics.values())[1])
        await expect(tabs.last.get_by_role("img", name="1 unread")).to_be_visible()
        await tabs.last.click()
        await expect(page.locator("[data-from=other]")).to_contain_text("hello, team")
        await expect(page.get_by_role("img", name="unread")).to_have_count(0)
        await page.reload()
        await expect(tabs.last).to_have_attribute("aria-current", "page")
    assert [message.in_topic for message in forum.messages][1:] == [True] * 3


async def test_a_class_is_seen_side_by_side_and_links_open_where_the_chat_is_seen(
    browser: Browser, sim: Simulator, bot: Bot
) -> None:
    tom, mia = sim.person("Tom"), sim.person("Mia")
    group = sim.group("Class 3b", tom, mia)
    join = "https://t.me/playground_bot?start=j1"
    keys = [[{"text": "Join", "callback_data": "j"}, {"text": "Controls", "url": join}]]
    markup = {"inline_keyboard": keys}
    await bot.calls("sendMessage", chat_id=group.id, text="Hi", reply_markup=markup)
    commands = [{"command": "exercise", "description": "Begin"}]
    scope = {"type": "all_group_chats"}
    await bot.calls("setMyCommands", commands=commands, scope=scope)
    seats = f"#{mia.id}/{group.id}&{tom.id}/{tom.id}"
    async with opened(browser, f"{sim.url}/page/split.html{seats}", LAPTOP) as page:
        await page.get_by_role("button", name="One more").click()
        panes = [page.frame_locator("iframe").nth(place) for place in range(3)]
        names = [pane.locator("#whose") for pane in panes]
        await expect(names[2]).to_have_text("Tom")
        await panes[2].get_by_role("link", name="All chats").click()
        await panes[2].get_by_role("link", name="Mia").click()
        await panes[2].get_by_role("link", name="Playground bot Nothing").click()
        async with bot.answering(url=join):
            await panes[0].get_by_role("button", name="Join").click()
            starts = panes[2].get_by_role("button", name="Start", exact=True)
            await expect(starts).to_have_count(1)  # none of them without the link
            await starts.click()
        await expect(panes[2].locator("[data-from=me]")).to_contain_text("/start")
        await expect(panes[0].locator("#chat-title")).to_have_text("Class 3b")
        await panes[0].get_by_role("button", name="Controls").click()
        await panes[2].get_by_role("button", name="Start", exact=True).click()
        await expect(panes[2].locator("[data-from=me]")).to_have_count(2)
        await panes[0].get_by_role("button", name="Commands").click()
        await panes[0].get_by_role("option", name="/exercise").click()
        sent = panes[0].locator("[data-from=me]")
        await expect(sent).to_contain_text("/exercise@playground_bot")
    assert tom.chat.messages == []
    assert [message.text for message in mia.chat.messages] == ["/start j1"] * 2


async def test_two_people_are_seen_side_by_side(
    browser: Browser, sim: Simulator
) -> None:
    ada = sim.person("Ada")
    async with opened(browser, sim.url, LAPTOP) as page:
        await page.get_by_role("button", name="Two people side by side").click()
        left = page.frame_locator("iframe").first
        right = page.frame_locator("iframe").last
        await expect(left.get_by_text("You are Ada")).to_be_visible()
        await expect(right.get_by_text("You are Grace")).to_be_visible()
        sim.group("Class 3b", ada, *list(sim.people.values())[1:])
        for half in (left, right):
            await half.get_by_role("link", name="All chats").click()
            await half.get_by_role("link", name="Class 3b").click()
        await left.get_by_label("Message", exact=True).press_sequentially("Good")
        await expect(right.locator("#bot-status")).to_have_text("Ada is typing")
        await expect(left.locator("#bot-status")).to_have_text("3 members")
        await sends(left, "Good morning")
        await expect(right.locator("[data-from=other]")).to_contain_text("Good morning")
        await right.get_by_role("link", name="All chats").click()
        await right.get_by_role("link", name="Playground bot").click()
        await sends(right, "hello")
        await page.reload()
        await expect(right.locator("[data-from=me]")).to_contain_text("hello")
        await page.get_by_role("link", name="Back to one").click()
        await expect(page.get_by_placeholder("Message as Ada")).to_be_visible()
