"""Groups: who is in them, what is said there, and what the bot is told of it."""

from typing import Any

import pytest

from bot.playground import Group, Person, Simulator, SteppedClock
from tests.playground.group_helpers import Api, Refused, bad, heard

ROWS = [[{"text": "Vote", "callback_data": "vote"}]]
KEYBOARD = {"inline_keyboard": ROWS}


@pytest.fixture(params=["group", "supergroup"])
def group(
    request: pytest.FixtureRequest, sim: Simulator, ada: Person, bob: Person
) -> Group:
    """A class of two with the bot, which was told only that it was added."""
    return sim.group("Class 3b", ada, bob, kind=request.param)


async def test_the_bot_is_told_that_it_was_added(
    api: Api, sim: Simulator, ada: Person, group: Group, clock: SteppedClock
) -> None:
    _, change, message = await heard(api)

    chat = {"id": group.id, "type": group.type, "title": "Class 3b"}
    date = int(clock.now().timestamp())
    me = sim.bot.as_json()
    assert change["my_chat_member"] == {
        "chat": chat,
        "from": ada.user.as_json(),
        "date": date,
        "old_chat_member": {"user": me, "status": "left"},
        "new_chat_member": {"user": me, "status": "member"},
    }
    assert message["message"] == {
        "message_id": 1 if group.is_supergroup else 2,
        "from": ada.user.as_json(),
        "chat": chat,
        "date": date,
        "new_chat_members": [me],
    }


def test_ids_of_groups_are_negative_and_those_of_supergroups_long(
    sim: Simulator, ada: Person
) -> None:
    basic = sim.group("Class 3b", ada)
    large = sim.group("School", ada, kind="supergroup")

    assert -9_999_999_999 <= basic.id < 0
    assert str(large.id).startswith("-100")
    assert len(str(large.id)) == 14


async def test_a_supergroup_counts_its_messages_and_all_other_chats_count_together(
    sim: Simulator, api: Api, ada: Person
) -> None:
    basic = sim.group("Class 3b", ada)
    large = sim.group("School", ada, kind="supergroup")
    numbers = [
        (await api("sendMessage", chat_id=chat, text="x"))["message_id"]
        for chat in (basic.id, large.id, ada.id, large.id, basic.id)
    ]

    assert numbers == [3, 2, 4, 3, 5]  # /start was 1, that the bot came 2 and 1


async def test_the_bot_sends_edits_and_deletes_in_a_group(
    api: Api, ada: Person, bob: Person, group: Group
) -> None:
    sent = await api("sendMessage", chat_id=group.id, text="Hi", reply_markup=KEYBOARD)
    place = {"chat_id": group.id, "message_id": sent["message_id"]}
    edited = await api("editMessageText", **place, text="Bye")

    assert sent["chat"] == {"id": group.id, "type": group.type, "title": "Class 3b"}
    assert (edited["text"], edited["message_id"]) == ("Bye", sent["message_id"])
    seen = await bob.sees("Bye", in_=group)
    await api("deleteMessage", **place)
    assert seen not in group.messages
    assert ada.bot_messages == 0


async def test_any_member_may_tap_and_the_bot_is_told_who(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    await api("sendMessage", chat_id=group.id, text="x", reply_markup=KEYBOARD)
    await heard(api)
    for person in (ada, bob):
        with pytest.raises(AssertionError, match="did not answer"):
            await person.taps("vote", in_=group, timeout=0)
    taps = [update["callback_query"] for update in await heard(api)]

    assert [tap["from"]["id"] for tap in taps] == [ada.id, bob.id]
    assert taps[0]["message"] == taps[1]["message"]
    assert taps[0]["message"]["chat"]["id"] == group.id
    assert taps[0]["chat_instance"] == taps[1]["chat_instance"]
    assert await api("answerCallbackQuery", callback_query_id=taps[1]["id"]) is True
    carl = sim.person("Carl")
    for act in (
        carl.taps("vote", on=group.messages[-1]),
        carl.taps("vote", in_=group),
        carl.sends("hi", to=group),
        carl.sees("x", in_=group),
    ):
        with pytest.raises(AssertionError, match="Carl is not in Class 3b"):
            await act


async def test_people_come_and_go(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    carl, dora = sim.person("Carl"), sim.person("Dora")
    await heard(api)
    await carl.joins(group)
    await bob.adds(dora, to=group)
    await dora.leaves(group)
    await ada.removes(carl, from_=group)
    told = [update["message"] for update in await heard(api)]

    assert [
        (
            message["from"]["id"],
            [user["id"] for user in message.get("new_chat_members", [])],
            message.get("left_chat_member", {}).get("id"),
        )
        for message in told
    ] == [
        (carl.id, [carl.id], None),
        (bob.id, [dora.id], None),
        (dora.id, [], dora.id),
        (ada.id, [], carl.id),
    ]
    assert list(group.members) == [ada.id, bob.id, sim.bot.id]
    assert sim.transcript(group) == (
        "Ada Lovelace adds Playground bot\n"
        "Carl joins\n"
        "Bob adds Dora\n"
        "Dora leaves\n"
        "Ada Lovelace removes Carl"
    )


async def test_only_administrators_remove_and_nobody_comes_twice(
    ada: Person, bob: Person, group: Group
) -> None:
    with pytest.raises(AssertionError, match="no can_restrict_members"):
        await bob.removes(ada, from_=group)
    with pytest.raises(AssertionError, match="Bob is in Class 3b already"):
        await ada.adds(bob, to=group)
    await bob.leaves(group)
    with pytest.raises(AssertionError, match="Bob is not in Class 3b"):
        await ada.removes(bob, from_=group)
    await bob.joins(group)
    await ada.removes(bob, from_=group)
    with pytest.raises(AssertionError, match="Bob cannot join Class 3b"):
        await bob.joins(group)
    await ada.adds(bob, to=group)


async def test_a_bot_that_was_removed_hears_that_and_nothing_more(
    sim: Simulator, api: Api, refused: Refused, ada: Person, group: Group
) -> None:
    await api("sendMessage", chat_id=group.id, text="x")
    await heard(api)
    await ada.removes(sim.bot, from_=group)
    await ada.sends("Good that it is gone", to=group)
    *messages, change = await heard(api)

    told = [update["message"]["left_chat_member"]["id"] for update in messages]
    assert told == ([] if group.is_supergroup else [sim.bot.id])
    assert change["my_chat_member"]["old_chat_member"]["status"] == "member"
    kicked = {"user": sim.bot.as_json(), "status": "kicked", "until_date": 0}
    assert change["my_chat_member"]["new_chat_member"] == kicked
    words = f"Forbidden: bot was kicked from the {group.type} chat"
    place = {"chat_id": group.id}
    for method, params in (
        ("sendMessage", {"text": "x"}),
        ("editMessageText", {"message_id": 3, "text": "y"}),
        ("deleteMessage", {"message_id": 3}),
        ("sendChatAction", {"action": "typing"}),
        ("getChatAdministrators", {}),
        ("leaveChat", {}),
    ):
        assert await refused(method, **place, **params) == (403, words)


async def test_the_bot_leaves_and_is_added_again(
    sim: Simulator, api: Api, refused: Refused, bob: Person, group: Group
) -> None:
    await heard(api)
    assert await api("leaveChat", chat_id=group.id) is True
    answer = await refused("sendMessage", chat_id=group.id, text="x")
    await bob.adds(sim.bot, to=group)
    await api("sendMessage", chat_id=group.id, text="x")

    words = f"Forbidden: bot is not a member of the {group.type} chat"
    assert answer == (403, words)
    *left, gone, came, added = await heard(api)
    me = sim.bot.id
    told = [update["message"]["left_chat_member"]["id"] for update in left]
    assert told == ([] if group.is_supergroup else [me])
    assert gone["my_chat_member"]["from"]["id"] == me
    assert gone["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert came["my_chat_member"]["from"]["id"] == bob.id
    assert [user["id"] for user in added["message"]["new_chat_members"]] == [me]


async def test_a_group_that_never_had_the_bot_is_not_found(
    sim: Simulator, refused: Refused, ada: Person
) -> None:
    group = sim.group("Secret", ada, with_bot=False)

    for method in ("getChat", "getChatAdministrators", "leaveChat"):
        assert await refused(method, chat_id=group.id) == bad("chat not found")


async def test_a_basic_group_can_be_read_from_outside_and_a_supergroup_not(
    sim: Simulator, api: Api, refused: Refused, ada: Person
) -> None:
    basic = sim.group("Class 3b", ada)
    large = sim.group("School", ada, kind="supergroup")
    for group in (basic, large):
        await api("leaveChat", chat_id=group.id)

    assert (await api("getChat", chat_id=basic.id))["title"] == "Class 3b"
    answer = await refused("getChat", chat_id=large.id)
    assert answer == (403, "Forbidden: bot is not a member of the supergroup chat")


async def test_titles_change(api: Api, bob: Person, group: Group) -> None:
    await heard(api)
    await bob.renames(group, "Class 4b")
    [update] = await heard(api)

    assert update["message"]["new_chat_title"] == "Class 4b"
    assert update["message"]["chat"]["title"] == "Class 4b"
    assert (await api("getChat", chat_id=group.id))["title"] == "Class 4b"


async def test_the_bot_deletes_only_its_own_messages(
    sim: Simulator, api: Api, refused: Refused, ada: Person, group: Group
) -> None:
    theirs = await ada.sends("mine", to=group)
    place = {"chat_id": group.id, "message_id": theirs.id}
    answer = await refused("deleteMessage", **place)
    edit = await refused("editMessageText", **place, text="x")
    await ada.promotes(sim.bot, in_=group, rights={"can_delete_messages"})
    await api("deleteMessage", **place)

    assert answer == bad("message can't be deleted")
    assert edit == bad("message can't be edited")
    assert theirs not in group.messages


async def test_people_edit_and_delete_in_groups(
    ada: Person, bob: Person, group: Group
) -> None:
    hers, his = await ada.sends("hers", to=group), await bob.sends("his", to=group)
    hers = await ada.edits(hers, "hers, too")
    with pytest.raises(AssertionError, match="no such message"):
        await ada.edits(his, "x")
    with pytest.raises(AssertionError, match="no can_delete_messages"):
        await bob.deletes(hers)
    await ada.deletes(his)

    assert group.messages[-1] == hers
    assert hers.text == "hers, too"


async def test_members_pin_and_the_bot_hears_of_it(
    sim: Simulator, api: Api, ada: Person, bob: Person
) -> None:
    group = sim.group("Class 3b", ada, bob, kind="supergroup")
    message = await bob.sends("Friday at nine", to=group)
    await heard(api)
    await bob.pins(message)
    [pinned] = await heard(api)
    await bob.unpins(message)
    await ada.mutes(bob, in_=group)

    assert pinned["message"]["pinned_message"]["text"] == "Friday at nine"
    assert await heard(api) == []
    assert group.pinned == []
    with pytest.raises(AssertionError, match="Bob cannot pin there"):
        await bob.pins(message)
    with pytest.raises(AssertionError, match="Carl is not in Class 3b"):
        sim.person("Carl").types(to=group)


async def test_everything_can_be_sent_to_a_group(ada: Person, group: Group) -> None:
    sent = [
        await ada.sends_photo(to=group),
        await ada.sends_video(to=group),
        await ada.sends_document(to=group),
        await ada.sends_voice(to=group),
        await ada.sends_sticker(to=group),
        await ada.sends_poll(to=group),
        await ada.sends_location(to=group),
        await ada.sends_contact(to=group),
        await ada.forwards("somebody said", to=group),
    ]

    assert group.messages[1:] == sent
    assert [message.text for message in ada.chat.messages] == ["/start"]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (
            {"keyboard": [[{"text": "Me", "request_contact": True}]]},
            "phone number can be requested in private chats only",
        ),
        (
            {"keyboard": [[{"text": "x", "web_app": {"url": "https://x.org"}}]]},
            "web App buttons can be used in private chats only",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "web_app": {"url": "https://x.org"}}]]},
            "BUTTON_TYPE_INVALID",
        ),
    ],
)
async def test_some_buttons_are_for_private_chats_only(
    api: Api,
    refused: Refused,
    ada: Person,
    group: Group,
    markup: dict[str, Any],
    words: str,
) -> None:
    send = {"text": "x", "reply_markup": markup}

    await api("sendMessage", chat_id=ada.id, **send)
    assert await refused("sendMessage", chat_id=group.id, **send) == bad(words)
