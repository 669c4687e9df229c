"""A group becomes a supergroup with another id; a channel is linked to one."""

import pytest

from bot.playground import Group, Person, Simulator
from bot.playground.errors import ApiError
from tests.playground.group_helpers import Api, Refused, bad, heard

KEYBOARD = {"inline_keyboard": [[{"text": "Vote", "callback_data": "vote"}]]}


@pytest.fixture
async def group(sim: Simulator, api: Api, ada: Person, bob: Person) -> Group:
    group = sim.group("Class 3b", ada, bob)
    await api("sendMessage", chat_id=group.id, text="x", reply_markup=KEYBOARD)
    await heard(api)
    return group


async def test_both_chats_tell_of_an_upgrade(
    api: Api, ada: Person, group: Group
) -> None:
    large = await ada.upgrades(group)
    to, came, from_ = await heard(api)
    here, change, there = to["message"], came["my_chat_member"], from_["message"]

    assert here["chat"] == {"id": group.id, "type": "group", "title": "Class 3b"}
    assert here["migrate_to_chat_id"] == large.id
    assert here["from"]["id"] == ada.id
    assert there["chat"] == {"id": large.id, "type": "supergroup", "title": "Class 3b"}
    assert there["migrate_from_chat_id"] == group.id
    assert there["sender_chat"] == there["chat"]
    assert there["message_id"] == 1
    assert change["chat"] == there["chat"]
    assert change["old_chat_member"]["status"] == "left"
    assert change["new_chat_member"]["status"] == "member"
    assert list(large.members) == list(group.members)


async def test_calls_to_the_old_id_are_told_the_new_one(
    api: Api, ada: Person, group: Group
) -> None:
    large = await ada.upgrades(group)

    for method, params in (
        ("sendMessage", {"text": "x"}),
        ("sendChatAction", {"action": "typing"}),
        ("editMessageText", {"message_id": 3, "text": "y"}),
        ("deleteMessage", {"message_id": 3}),
        ("getChatAdministrators", {}),
    ):
        with pytest.raises(ApiError) as refusal:
            await api(method, chat_id=group.id, **params)
        words = "group chat was upgraded to a supergroup chat"
        assert (refusal.value.code, refusal.value.description) == bad(words)
        assert refusal.value.parameters == {"migrate_to_chat_id": large.id}
    sent = await api("sendMessage", chat_id=large.id, text="x")
    assert sent["message_id"] == 2


async def test_nobody_writes_in_the_old_group_but_its_buttons_stay(
    api: Api, ada: Person, bob: Person, group: Group
) -> None:
    old = group.messages[-1]
    large = await ada.upgrades(group)
    await heard(api)
    with pytest.raises(AssertionError, match="is a supergroup with another id now"):
        await bob.sends("hi", to=group)
    with pytest.raises(AssertionError, match="did not answer"):
        await bob.taps("Vote", on=old, timeout=0)
    await bob.sends("/hi@playground_bot", to=large)
    tap, message = await heard(api)

    assert tap["callback_query"]["message"]["chat"]["id"] == group.id
    assert message["message"]["chat"]["id"] == large.id


async def test_only_the_owner_upgrades_a_basic_group(
    ada: Person, bob: Person, group: Group
) -> None:
    with pytest.raises(AssertionError, match="Bob cannot upgrade Class 3b"):
        await bob.upgrades(group)
    large = await ada.upgrades(group)
    with pytest.raises(AssertionError, match="Ada Lovelace cannot upgrade Class 3b"):
        await ada.upgrades(large)


async def test_an_upgrade_keeps_administrators_and_the_privacy_mode(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    await ada.promotes(sim.bot, in_=group)
    await bob.leaves(group)
    large = await ada.upgrades(group)

    owner, me = await api("getChatAdministrators", chat_id=large.id)
    assert (owner["user"]["id"], owner["status"]) == (ada.id, "creator")
    assert me["user"]["id"] == sim.bot.id
    gone = await api("getChatMember", chat_id=large.id, user_id=bob.id)
    assert gone["status"] == "left"


async def test_an_upgrade_without_the_bot_is_none_of_its_business(
    api: Api, refused: Refused, ada: Person, group: Group
) -> None:
    await api("leaveChat", chat_id=group.id)
    await heard(api)
    large = await ada.upgrades(group)

    assert await heard(api) == []
    assert await refused("getChat", chat_id=large.id) == bad("chat not found")


async def test_a_post_of_a_linked_channel_comes_from_telegram_itself(
    sim: Simulator, api: Api, ada: Person
) -> None:
    group = sim.group("School", ada, kind="supergroup")
    channel = sim.channel("School news", group)
    await ada.posts("unheard in privacy mode", in_=channel)
    await ada.promotes(sim.bot, in_=group)
    await heard(api)
    copy = await ada.posts("No lessons today", in_=channel)
    [update] = await heard(api)

    message = update["message"]
    origin = {
        "type": "channel",
        "date": message["date"],
        "chat": channel.as_json(),
        "message_id": 2,
    }
    assert message == {
        "message_id": copy.id,
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": {"id": channel.id, "type": "channel", "title": "School news"},
        "chat": group.as_json(),
        "date": message["date"],
        "is_automatic_forward": True,
        "forward_origin": origin,
        "text": "No lessons today",
    }
    chat = await api("getChat", chat_id=group.id)
    assert chat["linked_chat_id"] == channel.id


async def test_who_writes_as_her_channel_hides_behind_it(
    sim: Simulator, api: Api, ada: Person, bob: Person
) -> None:
    group = sim.group("School", ada, bob, kind="supergroup")
    channel = sim.channel("Bob's notes", group)
    await heard(api)
    written = await bob.sends("/hi@playground_bot", to=group, as_=channel)
    [update] = await heard(api)

    message = update["message"]
    assert message["from"] == {
        "id": 136817688,
        "is_bot": True,
        "first_name": "Channel",
        "username": "Channel_Bot",
    }
    assert message["sender_chat"] == channel.as_json()
    assert not written.from_bot
    await bob.edits(written, "never mind")
    assert group.messages[-1].text == "never mind"
