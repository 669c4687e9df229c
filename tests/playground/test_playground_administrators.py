"""Administrators: who they are, what the bot is told of them, and anonymous ones."""

import pytest

from bot.playground import Group, Person, Simulator
from bot.playground.membership import RIGHTS
from tests.playground.group_helpers import Api, Refused, bad, heard

GROUP_ANONYMOUS_BOT = 1087968824
KEYBOARD = {"inline_keyboard": [[{"text": "Vote", "callback_data": "vote"}]]}


@pytest.fixture
async def group(sim: Simulator, api: Api, ada: Person, bob: Person) -> Group:
    group = sim.group("Class 3b", ada, bob, kind="supergroup")
    await heard(api)
    return group


async def test_the_bot_is_told_of_its_rights(
    sim: Simulator, api: Api, ada: Person, group: Group
) -> None:
    await ada.promotes(sim.bot, in_=group, rights={"can_pin_messages"}, title="Clerk")
    await ada.demotes(sim.bot, in_=group)
    promoted, demoted = [u["my_chat_member"] for u in await heard(api)]

    assert promoted["from"]["id"] == ada.id
    assert promoted["old_chat_member"]["status"] == "member"
    assert promoted["new_chat_member"] == {
        "user": sim.bot.as_json(),
        "status": "administrator",
        "custom_title": "Clerk",
        "is_anonymous": False,
        "can_be_edited": False,
        **{right: right == "can_pin_messages" for right in RIGHTS},
    }
    assert demoted["old_chat_member"] == promoted["new_chat_member"]
    assert demoted["new_chat_member"]["status"] == "member"


async def test_a_basic_group_has_no_right_to_manage_topics(
    sim: Simulator, api: Api, ada: Person
) -> None:
    basic = sim.group("Small", ada)
    await ada.promotes(sim.bot, in_=basic)
    me = await api("getChatMember", chat_id=basic.id, user_id=sim.bot.id)

    assert me["can_pin_messages"] is True
    assert "can_manage_topics" not in me


async def test_of_others_only_an_administrator_hears_who_asked_for_it(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    async def kinds() -> list[str]:
        return [next(iter(update)) for update in await heard(api)]

    await bob.leaves(group)
    await ada.promotes(sim.bot, in_=group)
    await bob.joins(group)
    assert await kinds() == ["message", "my_chat_member", "message"]
    wanted = ["message", "my_chat_member", "chat_member"]
    await api("getUpdates", allowed_updates=wanted)
    await ada.promotes(bob, in_=group)
    await bob.leaves(group)
    assert await kinds() == ["chat_member", "chat_member", "message"]
    await ada.demotes(sim.bot, in_=group)
    await bob.joins(group)
    assert await kinds() == ["my_chat_member", "message"]


async def test_a_member_is_described(
    sim: Simulator, api: Api, refused: Refused, ada: Person, bob: Person, group: Group
) -> None:
    await ada.promotes(sim.bot, in_=group)
    carl = sim.person("Carl")

    async def status(number: int) -> str:
        member = await api("getChatMember", chat_id=group.id, user_id=number)
        assert member["user"]["id"] == number
        return str(member["status"])

    people = (ada.id, bob.id, sim.bot.id, carl.id)
    statuses = [await status(number) for number in people]
    assert statuses == ["creator", "member", "administrator", "left"]
    await ada.removes(bob, from_=group)
    assert await status(bob.id) == "kicked"
    answer = await refused("getChatMember", chat_id=group.id, user_id=5)
    assert answer == bad("PARTICIPANT_ID_INVALID")


async def test_others_are_described_to_an_administrator_only(
    sim: Simulator, api: Api, refused: Refused, ada: Person, group: Group
) -> None:
    basic = sim.group("Small", ada)
    answer = await refused("getChatMember", chat_id=group.id, user_id=ada.id)
    me = await api("getChatMember", chat_id=group.id, user_id=sim.bot.id)
    owner = await api("getChatMember", chat_id=basic.id, user_id=ada.id)

    assert answer == bad("CHAT_ADMIN_REQUIRED")
    assert me == {"user": sim.bot.as_json(), "status": "member"}
    assert owner["status"] == "creator"


async def test_a_private_chat_has_two_members_and_no_administrators(
    sim: Simulator, api: Api, refused: Refused, ada: Person, bob: Person
) -> None:
    place = {"chat_id": ada.id}
    for number in (ada.id, sim.bot.id):
        member = await api("getChatMember", **place, user_id=number)
        assert member["status"] == "member"

    assert await refused("getChatMember", **place, user_id=bob.id) == bad(
        "PARTICIPANT_ID_INVALID"
    )
    assert await refused("getChatAdministrators", **place) == bad(
        "there are no administrators in the private chat"
    )
    assert await refused("leaveChat", **place) == bad(
        "chat member status can't be changed in private chats"
    )


async def test_administrators_are_listed_but_anonymous_ones_only_to_another(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    await ada.promotes(bob, in_=group)
    await ada.promotes(ada, in_=group, is_anonymous=True, title="Head")

    async def listed() -> list[tuple[int, str, bool]]:
        return [
            (member["user"]["id"], member["status"], member["is_anonymous"])
            for member in await api("getChatAdministrators", chat_id=group.id)
        ]

    assert await listed() == [(bob.id, "administrator", False)]
    await ada.promotes(sim.bot, in_=group)
    assert await listed() == [
        (ada.id, "creator", True),
        (bob.id, "administrator", False),
        (sim.bot.id, "administrator", False),
    ]


async def test_an_anonymous_administrator_writes_as_the_group_and_taps_as_herself(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    await api("sendMessage", chat_id=group.id, text="x", reply_markup=KEYBOARD)
    await ada.promotes(ada, in_=group, is_anonymous=True, title="Head")
    written = await ada.sends("/vote@playground_bot", to=group)
    with pytest.raises(AssertionError, match="did not answer"):
        await ada.taps("Vote", in_=group, timeout=0)
    command, tap = await heard(api)

    message = command["message"]
    assert message["from"] == {
        "id": GROUP_ANONYMOUS_BOT,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    assert message["sender_chat"] == message["chat"] == group.as_json()
    assert message["author_signature"] == "Head"
    assert tap["callback_query"]["from"]["id"] == ada.id
    assert not written.from_bot
    await ada.edits(written, "never mind")
    assert sim.transcript(group).endswith("Ada Lovelace (edits): never mind")


async def test_what_an_anonymous_administrator_does_is_done_by_the_group(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    await ada.promotes(ada, in_=group, is_anonymous=True)
    await ada.promotes(sim.bot, in_=group)
    await ada.removes(bob, from_=group)
    change, removal = await heard(api)

    assert change["my_chat_member"]["from"]["id"] == GROUP_ANONYMOUS_BOT
    assert removal["message"]["from"]["id"] == GROUP_ANONYMOUS_BOT
    assert removal["message"]["sender_chat"]["id"] == group.id


async def test_only_who_may_promotes(
    sim: Simulator, ada: Person, bob: Person, group: Group
) -> None:
    with pytest.raises(AssertionError, match="no can_promote_members"):
        await bob.promotes(sim.bot, in_=group)
    with pytest.raises(AssertionError, match="no can_promote_members"):
        await bob.demotes(ada, in_=group)
    with pytest.raises(AssertionError, match="Ada Lovelace cannot be demoted"):
        await ada.demotes(ada, in_=group)
    await ada.promotes(bob, in_=group, rights={"can_promote_members"})
    await bob.promotes(sim.bot, in_=group)

    assert group.standing(sim.bot).is_administrator


async def test_a_group_is_described(api: Api, group: Group) -> None:
    chat = await api("getChat", chat_id=group.id)

    assert chat.items() >= group.as_json().items()
    assert chat["permissions"]["can_send_messages"] is True
    assert not any(chat["accepted_gift_types"].values())


async def test_pinning_needs_a_right_and_makes_a_service_message(
    sim: Simulator, api: Api, refused: Refused, ada: Person, group: Group
) -> None:
    sent = await api("sendMessage", chat_id=group.id, text="Read this\nplease")
    place = {"chat_id": group.id, "message_id": sent["message_id"]}
    for method in ("pinChatMessage", "unpinChatMessage"):
        words = "not enough rights to manage pinned messages in the chat"
        assert await refused(method, **place) == bad(words)
    await ada.promotes(sim.bot, in_=group, rights={"can_pin_messages"})
    await api("pinChatMessage", **place)
    _, update = await heard(api)

    pinned = update["message"]["pinned_message"]
    assert update["message"]["from"]["id"] == sim.bot.id
    assert (pinned["message_id"], pinned["text"]) == (
        sent["message_id"],
        "Read this\nplease",
    )
    chat = await api("getChat", chat_id=group.id)
    assert chat["pinned_message"]["message_id"] == sent["message_id"]
    assert sim.transcript(group).endswith("\nBot pins: Read this")
    await api("unpinChatMessage", chat_id=group.id)
    assert "pinned_message" not in await api("getChat", chat_id=group.id)


async def test_of_reactions_in_a_group_an_administrator_hears_who_asked_for_it(
    sim: Simulator, api: Api, ada: Person, bob: Person, group: Group
) -> None:
    message = await bob.sends("hello", to=group)
    await api("getUpdates", allowed_updates=["message_reaction"])
    await bob.reacts("👍", on=message)
    await ada.promotes(sim.bot, in_=group)
    await ada.promotes(ada, in_=group, is_anonymous=True)
    await bob.reacts("👎", on=message)
    await bob.reacts("", on=message)
    await ada.reacts("❤", on=message)
    changed, taken, anonymous = [u["message_reaction"] for u in await heard(api)]

    assert (changed["user"]["id"], changed["message_id"]) == (bob.id, message.id)
    assert changed["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert changed["new_reaction"] == [{"type": "emoji", "emoji": "👎"}]
    assert taken["new_reaction"] == []
    assert anonymous["actor_chat"] == group.as_json()
    assert "user" not in anonymous
    assert sim.transcript(group).endswith(
        "Bob reacts 👎 to: hello\n"
        "Bob takes the reaction back from: hello\n"
        "Ada Lovelace reacts ❤ to: hello"
    )


async def test_who_is_mute_reads_and_taps_but_does_not_write(
    sim: Simulator, api: Api, refused: Refused, ada: Person, bob: Person, group: Group
) -> None:
    place = {"chat_id": group.id, "text": "x"}
    await api("sendMessage", **place, reply_markup=KEYBOARD)
    for who in (bob, sim.bot):
        await ada.mutes(who, in_=group)
    answer = await refused("sendMessage", **place)
    with pytest.raises(AssertionError, match="Bob cannot write: she may only read"):
        await bob.sends("hi", to=group)
    with pytest.raises(AssertionError, match="did not answer"):
        await bob.taps("Vote", in_=group, timeout=0)
    await ada.unmutes(sim.bot, in_=group)
    await api("sendMessage", **place)
    muted, tap, unmuted = await heard(api)

    assert answer == bad("not enough rights to send text messages to the chat")
    member = muted["my_chat_member"]["new_chat_member"]
    assert (member["status"], member["until_date"]) == ("restricted", 0)
    assert (member["is_member"], member["can_send_messages"]) == (True, False)
    assert tap["callback_query"]["from"]["id"] == bob.id
    assert unmuted["my_chat_member"]["new_chat_member"]["status"] == "member"
    with pytest.raises(AssertionError, match="no can_restrict_members"):
        await bob.mutes(ada, in_=group)
    with pytest.raises(AssertionError, match="cannot be made restricted"):
        await ada.mutes(ada, in_=group)
