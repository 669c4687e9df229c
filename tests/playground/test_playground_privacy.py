"""Privacy mode: what a bot in a group is told, and what it is not."""

import pytest

from bot.playground import Group, Person, Simulator
from tests.playground.group_helpers import Api, heard, heard_texts


@pytest.fixture
async def group(sim: Simulator, api: Api, ada: Person, bob: Person) -> Group:
    group = sim.group("Class 3b", ada, bob)
    await heard(api)
    return group


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("hello", False),
        ("/vote@playground_bot", True),
        ("/vote@Playground_Bot now", True),
        ("/vote@other_bot", False),
        ("/vote", False),
        ("please /vote@playground_bot", False),
        ("well, @playground_bot?", True),
        ("🙂 @playground_bot", True),
        ("@other_bot, tell us", False),
        ("playground_bot", False),
    ],
)
async def test_a_bot_hears_what_is_meant_for_it(
    api: Api, bob: Person, group: Group, text: str, is_told: bool
) -> None:
    await bob.sends(text, to=group)

    assert await heard_texts(api) == ([text] if is_told else [])


async def test_a_bare_command_is_for_the_bot_that_wrote_last(
    api: Api, bob: Person, group: Group
) -> None:
    await bob.sends("/vote", to=group)
    await api("sendMessage", chat_id=group.id, text="Hi")
    await bob.sends("/vote again", to=group)

    assert await heard_texts(api) == ["/vote again"]


async def test_a_bot_hears_replies_to_its_own_messages_only(
    api: Api, ada: Person, bob: Person, group: Group
) -> None:
    await api("sendMessage", chat_id=group.id, text="Why?")
    question = group.messages[-1]
    answer = await bob.sends("Because", to=group, reply_to=question)
    await ada.sends("Really?", to=group, reply_to=answer)
    [update] = await heard(api)

    assert update["message"]["text"] == "Because"
    assert update["message"]["reply_to_message"]["text"] == "Why?"
    await bob.edits(answer, "Therefore")
    assert await heard_texts(api, "edited_message") == ["Therefore"]


async def test_an_edit_is_private_like_a_message(
    api: Api, bob: Person, group: Group
) -> None:
    message = await bob.sends("hello", to=group)
    message = await bob.edits(message, "hello @playground_bot")
    await bob.edits(message, "hello")

    assert await heard_texts(api, "edited_message") == ["hello @playground_bot"]


async def test_a_caption_is_read_like_a_text(
    api: Api, bob: Person, group: Group
) -> None:
    await bob.sends_photo("me", to=group)
    await bob.sends_photo("/look@playground_bot", to=group)
    [update] = await heard(api)

    assert update["message"]["caption"] == "/look@playground_bot"


async def test_an_administrator_hears_everything(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    await ada.promotes(sim.bot, in_=group)
    for text in ("hello", "/vote@other_bot"):
        await bob.sends(text, to=group)
    await ada.demotes(sim.bot, in_=group)
    await bob.sends("bye", to=group)

    assert await heard_texts(api) == ["hello", "/vote@other_bot"]


async def test_with_privacy_off_a_bot_hears_everything_once_it_is_added_again(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    assert (await api("getMe"))["can_read_all_group_messages"] is False
    sim.world.hears_all = True
    await bob.sends("unheard", to=group)
    await ada.removes(sim.bot, from_=group)
    await ada.adds(sim.bot, to=group)
    await bob.sends("heard", to=group)

    assert (await api("getMe"))["can_read_all_group_messages"] is True
    assert await heard_texts(api) == ["heard"]


async def test_privacy_can_be_off_from_the_start() -> None:
    async with Simulator(hears_all=True) as sim:
        ada = sim.person("Ada")
        await ada.sends("hello", to=sim.group("Class 3b", ada))

    assert sim.updates.history[-1]["message"]["text"] == "hello"


async def test_a_link_brings_the_bot_into_a_group_and_carries_a_payload(
    sim: Simulator, api: Api, ada: Person, bob: Person
) -> None:
    group = sim.group("Class 3b", ada, bob, with_bot=False)
    await heard(api)
    await bob.starts_in(group, "class3b")
    await bob.starts_in(group)
    change, added, *commands = await heard(api)

    assert change["my_chat_member"]["from"]["id"] == bob.id
    assert [user["id"] for user in added["message"]["new_chat_members"]] == [42]
    assert [command["message"]["text"] for command in commands] == [
        "/start@playground_bot class3b",
        "/start@playground_bot",
    ]
