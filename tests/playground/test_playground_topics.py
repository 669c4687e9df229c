"""Forums: topics, what is said in them, and what is refused there."""

from typing import Any

import pytest

from bot.playground import Group, Person, Simulator
from tests.playground.group_helpers import Api, Refused, bad, heard


@pytest.fixture
async def forum(sim: Simulator, api: Api, ada: Person, bob: Person) -> Group:
    """A forum in which the bot is an administrator with all rights."""
    forum = sim.group("Class 3b", ada, bob, kind="supergroup", is_forum=True)
    await ada.promotes(sim.bot, in_=forum)
    await heard(api)
    return forum


async def test_a_person_opens_a_topic_and_writes_in_it(
    api: Api, ada: Person, bob: Person, forum: Group
) -> None:
    topic = await ada.opens_topic("Team 1", in_=forum)
    await bob.sends("hello", to=forum, topic=topic)
    await bob.sends("everyone", to=forum)
    opened, written, general = [update["message"] for update in await heard(api)]

    assert opened["chat"]["is_forum"] is True
    assert opened["forum_topic_created"] == {"name": "Team 1", "icon_color": 7322096}
    assert opened["message_thread_id"] == opened["message_id"] == topic.id
    assert opened["is_topic_message"] is True
    assert (written["message_thread_id"], written["is_topic_message"]) == (
        topic.id,
        True,
    )
    assert written["reply_to_message"]["message_id"] == topic.id
    assert "message_thread_id" not in general
    assert "is_topic_message" not in general


async def test_the_bot_opens_a_topic_and_writes_in_it(
    sim: Simulator, api: Api, bob: Person, forum: Group
) -> None:
    topic = await api("createForumTopic", chat_id=forum.id, name="Team 1")
    [told] = await heard(api)
    number = topic["message_thread_id"]
    place = {"chat_id": forum.id, "message_thread_id": number}
    sent = await api("sendMessage", **place, text="Welcome")
    assert await api("sendChatAction", **place, action="typing") is True

    assert topic == {
        "message_thread_id": number,
        "name": "Team 1",
        "icon_color": 7322096,
    }
    assert told["message"]["from"]["id"] == sim.bot.id
    assert told["message"]["message_id"] == number
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (number, True)
    answer = await bob.sends("hi", to=forum, reply_to=forum.messages[-1])
    assert (answer.thread, answer.in_topic) == (number, True)


async def test_a_reply_lands_in_the_topic_of_what_it_replies_to(
    api: Api, ada: Person, forum: Group
) -> None:
    topic = await ada.opens_topic("Team 1", in_=forum)
    written = await ada.sends("Why?", to=forum, topic=topic)
    reply = {"message_id": written.id}
    sent = await api("sendMessage", chat_id=forum.id, text="So", reply_parameters=reply)

    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    assert sent["reply_to_message"]["text"] == "Why?"


async def test_the_thread_of_a_reply_in_general_is_none_to_send_to(
    api: Api, refused: Refused, ada: Person, bob: Person, forum: Group
) -> None:
    first = await ada.sends("first", to=forum)
    second = await bob.sends("second", to=forum, reply_to=first)
    await ada.sends("third", to=forum, reply_to=second)
    *_, update = await heard(api)

    third = update["message"]
    assert third["message_thread_id"] == first.id
    assert "is_topic_message" not in third
    place = {"chat_id": forum.id, "text": "x"}
    for number in (first.id, 1, 99):
        answer = await refused("sendMessage", **place, message_thread_id=number)
        assert answer == bad("message thread not found")


async def test_a_thread_has_no_effect_in_a_group_without_topics(
    sim: Simulator, api: Api, refused: Refused, ada: Person
) -> None:
    for kind in ("group", "supergroup"):
        group = sim.group("School", ada, kind=kind)
        place = {"chat_id": group.id, "message_thread_id": 99}
        sent = await api("sendMessage", **place, text="x")
        assert "message_thread_id" not in sent
    private = await refused(
        "sendMessage", chat_id=ada.id, message_thread_id=99, text="x"
    )
    assert private == bad("message thread not found")


async def test_in_a_closed_topic_only_administrators_write(
    sim: Simulator, api: Api, refused: Refused, ada: Person, bob: Person, forum: Group
) -> None:
    topic = await ada.opens_topic("Team 1", in_=forum)
    await ada.closes_topic(topic, in_=forum)
    place: dict[str, Any] = {"chat_id": forum.id, "message_thread_id": topic.id}
    await api("sendMessage", **place, text="still possible")
    await ada.demotes(sim.bot, in_=forum)
    answer = await refused("sendMessage", **place, text="x")
    with pytest.raises(AssertionError, match="the topic is closed"):
        await bob.sends("hi", to=forum, topic=topic)
    await ada.sends("I am the owner", to=forum, topic=topic)
    await ada.reopens_topic(topic, in_=forum)
    await api("sendMessage", **place, text="open again")
    _, closed, _, reopened = await heard(api)

    assert answer == bad("TOPIC_CLOSED")
    assert closed["message"]["forum_topic_closed"] == {}
    assert closed["message"]["message_thread_id"] == topic.id
    assert reopened["message"]["forum_topic_reopened"] == {}


async def test_a_deleted_topic_is_not_found_and_its_messages_are_gone(
    api: Api, refused: Refused, ada: Person, bob: Person, forum: Group
) -> None:
    general = await ada.sends("stays", to=forum)
    topic = await ada.opens_topic("Team 1", in_=forum)
    await bob.sends("goes", to=forum, topic=topic)
    await ada.deletes_topic(topic, in_=forum)
    place = {"chat_id": forum.id, "message_thread_id": topic.id}

    assert forum.messages[-1] == general
    for method, params in (
        ("sendMessage", {"text": "x"}),
        ("sendChatAction", {"action": "typing"}),
    ):
        answer = await refused(method, **place, **params)
        assert answer == bad("message thread not found")
    for method in ("closeForumTopic", "deleteForumTopic"):
        assert await refused(method, **place) == bad("TOPIC_ID_INVALID")
    with pytest.raises(AssertionError, match="no topic Team 1 any more"):
        await bob.sends("hi", to=forum, topic=topic)


async def test_the_bot_closes_reopens_and_deletes_topics(
    api: Api, refused: Refused, forum: Group
) -> None:
    topic = await api("createForumTopic", chat_id=forum.id, name="Team 1")
    place = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}

    assert await api("closeForumTopic", **place) is True
    assert await refused("closeForumTopic", **place) == bad("TOPIC_NOT_MODIFIED")
    assert await api("reopenForumTopic", **place) is True
    assert await refused("reopenForumTopic", **place) == bad("TOPIC_NOT_MODIFIED")
    assert await api("deleteForumTopic", **place) is True
    assert list(forum.topics) == [1]


async def test_the_bot_renames_a_topic(
    sim: Simulator, api: Api, refused: Refused, ada: Person, forum: Group
) -> None:
    topic = await ada.opens_topic("Team 1", in_=forum)
    place = {"chat_id": forum.id, "message_thread_id": topic.id}
    await api("editForumTopic", **place, name="Lions")
    *_, told = await heard(api)

    assert told["message"]["forum_topic_edited"] == {"name": "Lions"}
    assert told["message"]["message_thread_id"] == topic.id
    assert topic.name == "Lions"
    assert sim.transcript(forum).endswith("Bot names the topic Lions")
    for params, words in (
        ({"name": "Lions"}, "TOPIC_NOT_MODIFIED"),
        ({}, "TOPIC_NOT_MODIFIED"),
        ({"name": "x" * 129}, "topic name is too long"),
        ({"icon_custom_emoji_id": "5"}, "icons of topics are not played"),
    ):
        assert await refused("editForumTopic", **place, **params) == bad(words)
    await ada.demotes(sim.bot, in_=forum)
    answer = await refused("editForumTopic", **place, name="Tigers")
    assert answer == bad("not enough rights to edit the topic")


async def test_general_is_closed_and_reopened(
    sim: Simulator, api: Api, refused: Refused, ada: Person, forum: Group
) -> None:
    await api("closeGeneralForumTopic", chat_id=forum.id)
    [closed] = await heard(api)
    await ada.demotes(sim.bot, in_=forum)
    answer = await refused("sendMessage", chat_id=forum.id, text="x")
    await ada.promotes(sim.bot, in_=forum)
    await api("reopenGeneralForumTopic", chat_id=forum.id)

    assert closed["message"]["forum_topic_closed"] == {}
    assert "message_thread_id" not in closed["message"]
    assert answer == bad("TOPIC_CLOSED")


async def test_topics_need_a_right_a_forum_and_a_name(
    sim: Simulator, api: Api, refused: Refused, ada: Person, forum: Group
) -> None:
    place: dict[str, Any] = {"chat_id": forum.id}
    mine = await api("createForumTopic", **place, name="Mine")
    for name, words in (
        (" ", "topic name must be non-empty"),
        ("x" * 129, "topic name is too long"),
    ):
        assert await refused("createForumTopic", **place, name=name) == bad(words)
    color = await refused("createForumTopic", **place, name="x", icon_color=1)
    assert color == bad("invalid topic icon color specified")
    hers = await ada.opens_topic("Hers", in_=forum)
    await ada.demotes(sim.bot, in_=forum)
    answer = await refused("createForumTopic", **place, name="x")
    assert answer == bad("not enough rights to create a topic")
    thread = {**place, "message_thread_id": hers.id}
    answer = await refused("closeForumTopic", **thread)
    assert answer == bad("not enough rights to edit the topic")
    answer = await refused("deleteForumTopic", **thread)
    assert answer == bad("not enough rights to delete the topic")
    thread["message_thread_id"] = mine["message_thread_id"]
    assert await api("closeForumTopic", **thread) is True
    for chat in (ada.id, sim.group("School", ada, kind="supergroup").id):
        answer = await refused("createForumTopic", chat_id=chat, name="x")
        assert answer == bad("the chat is not a forum")


async def test_people_need_rights_for_topics(bob: Person, forum: Group) -> None:
    with pytest.raises(AssertionError, match="no can_manage_topics"):
        await bob.opens_topic("Team 1", in_=forum)
