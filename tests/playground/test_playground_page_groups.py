"""What the demo's page is told of groups, and what people do there from it."""

from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.playground import Group, Person, Simulator, SteppedClock
from bot.playground.views import message_shown
from tests.playground.group_helpers import Api

Does = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture
def does(http: aiohttp.ClientSession) -> Does:
    """Ask the page's API for something a person does."""

    async def do(who: Person, path: str, **body: Any) -> Any:
        async with http.post(f"/api{path}", json={"person": who.id, **body}) as answer:
            return await answer.json()

    return do


@pytest.fixture
def group(sim: Simulator, ada: Person, bob: Person) -> Group:
    return sim.group("Class 3b", ada, bob)


async def listed(http: aiohttp.ClientSession, chat: int) -> Any:
    async with http.get("/api/state") as response:
        chats = (await response.json())["chats"]
    return next(shown for shown in chats if shown["id"] == chat)


async def messages(http: aiohttp.ClientSession, chat: int) -> Any:
    async with http.get(f"/api/chats/{chat}") as response:
        return (await response.json())["messages"]


async def test_a_forum_is_made_and_spoken_in_by_topic(
    sim: Simulator, does: Does, http: aiohttp.ClientSession, ada: Person, bob: Person
) -> None:
    made = await does(
        ada, "/groups", title="School", kind="forum", members=[bob.id], with_bot=True
    )
    path = f"/chats/{made['chat_id']}"
    await does(bob, f"{path}/messages", text="hello", topic=1)
    refused = await does(bob, f"{path}/act", act="open topic", name="Team 1")
    await does(ada, f"{path}/act", act="open topic", name="Team 1")
    topic = (await listed(http, made["chat_id"]))["group"]["topics"][1]
    await does(bob, f"{path}/messages", text="in here", topic=topic["id"])
    group = (await listed(http, made["chat_id"]))["group"]
    shown = await messages(http, made["chat_id"])

    assert refused == {"error": "Bob may not do that: no can_manage_topics"}
    assert [(one["id"], one["name"], one["status"]) for one in group["standings"]] == [
        (ada.id, "Ada Lovelace", "creator"),
        (bob.id, "Bob", "member"),
        (sim.bot.id, "Playground bot", "member"),
    ]
    assert [(message["text"], message["topic"]) for message in shown] == [
        ("adds Playground bot", 1),
        ("hello", 1),
        ("opens the topic Team 1", topic["id"]),
        ("in here", topic["id"]),
    ]
    unread = [topic["unread"][str(ada.id)] for topic in group["topics"]]
    assert unread == [1, 1]
    await does(ada, f"{path}/read", up_to=shown[-1]["id"], topic=topic["id"])
    assert (await listed(http, made["chat_id"]))["unread"][str(ada.id)] == 1


async def test_only_members_write_and_a_private_chat_has_one(
    sim: Simulator, does: Does, ada: Person, bob: Person, group: Group
) -> None:
    carl = sim.person("Carl")
    strange = await does(carl, f"/chats/{group.id}/messages", text="hi")
    foreign = await does(carl, f"/chats/{ada.id}/messages", text="hi")
    sent = await does(bob, f"/chats/{group.id}/messages", text="hi")

    assert strange == {"error": "Carl is not in Class 3b"}
    assert foreign == {"error": "Carl is not in Ada Lovelace"}
    assert (sent["from"]["name"], sent["writer"]) == ("Bob", bob.id)
    assert [message.text for message in ada.chat.messages] == ["/start"]


async def test_members_come_go_and_rise(
    sim: Simulator, does: Does, http: aiohttp.ClientSession, ada: Person, group: Group
) -> None:
    carl = sim.person("Carl")

    async def act(who: Person, act: str, **body: Any) -> Any:
        return await does(who, f"/chats/{group.id}/act", act=act, **body)

    await act(carl, "join")
    too_early = await act(ada, "promote anonymously", whom=carl.id)
    await act(ada, "remove", whom=carl.id)
    back = await act(carl, "join")
    upgraded = await act(ada, "upgrade")
    told = [message["text"] for message in await messages(http, group.id)]

    assert too_early == {"error": "nobody writes as Class 3b: it is a basic group"}
    assert back == {"error": "Carl cannot join Class 3b"}
    assert told == [
        "adds Playground bot",
        "joins",
        "removes Carl",
        "makes it a supergroup",
    ]
    assert upgraded == {"chat_id": group.upgraded_to}
    assert (await listed(http, group.id))["group"]["upgraded_to"] == group.upgraded_to
    assert await act(ada, "fly") == {"error": "nobody can do that in a group"}


async def test_votes_are_told_with_names_unless_the_poll_is_anonymous(
    sim: Simulator, does: Does, ada: Person, bob: Person
) -> None:
    group = sim.group("Class 3b", ada, bob, kind="supergroup")
    path = f"/chats/{group.id}"
    await does(ada, f"{path}/act", act="promote anonymously", whom=ada.id)
    ask = {"question": "When?", "options": ["Monday", "Friday"]}
    for is_anonymous in (False, True):
        poll = await does(ada, f"{path}/polls", **ask, is_anonymous=is_anonymous)
        for who in (ada, bob):
            await does(who, f"{path}/messages/{poll['id']}/vote", options=["Friday"])
    foreign = await does(bob, f"{path}/messages/{poll['id']}/close")
    await does(ada, f"{path}/messages/{poll['id']}/close")
    again = await does(ada, f"{path}/messages/{poll['id']}/close")
    named, secret = [message_shown(group, m)["poll"] for m in group.messages[1:]]

    assert named["voters"] == {ada.id: "Class 3b", bob.id: "Bob"}
    assert (secret["voters"], secret["is_closed"]) == ({}, True)
    assert foreign == {"error": "Bob wrote no such message"}
    assert again == {"error": "Ada Lovelace sees no open poll there"}


async def test_reactions_votes_and_pins_are_shown(
    api: Api,
    does: Does,
    http: aiohttp.ClientSession,
    sim: Simulator,
    bob: Person,
    group: Group,
) -> None:
    options = [{"text": "Monday"}, {"text": "Friday"}]
    sent = await api("sendPoll", chat_id=group.id, question="When?", options=options)
    path = f"/chats/{group.id}/messages/{sent['message_id']}"
    await does(bob, f"{path}/react", emoji="👍")
    await does(bob, f"{path}/vote", options=["Friday"])
    await does(bob, f"{path}/pin", on=True)
    place = {"chat_id": group.id, "message_id": sent["message_id"]}
    await api(
        "setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "🔥"}]
    )
    _, poll, pin = await messages(http, group.id)

    assert poll["reactions"] == [
        {"emoji": "👍", "by": bob.id},
        {"emoji": "🔥", "by": sim.bot.id},
    ]
    assert (poll["text"], poll["poll"]["votes"]) == ("When?", {str(bob.id): [1]})
    assert poll["pinned"] is True
    assert pin["kind"] == "service"
    await does(bob, f"{path}/pin", on=False)
    await does(bob, f"{path}/react", emoji="")
    assert group.pinned == []
    assert list(group.reactions.values()) == ["🔥"]


async def test_a_quiz_is_asked_from_the_page(
    does: Does, ada: Person, group: Group
) -> None:
    path = f"/chats/{group.id}/polls"
    quiz = await does(ada, path, question="2+2?", options=["4", "5"], correct=0)
    broken = await does(ada, path, question="2+2?", options="4")

    assert quiz["poll"]["correct"] == [0]
    assert broken == {"error": '"options" must be a list of texts'}


async def test_who_types_is_shown_for_five_seconds(
    api: Api,
    does: Does,
    http: aiohttp.ClientSession,
    clock: SteppedClock,
    ada: Person,
    bob: Person,
    group: Group,
) -> None:
    async def typing() -> list[str]:
        return [who["name"] for who in (await listed(http, group.id))["typing"]]

    await does(bob, f"/chats/{group.id}/typing")
    await api("sendChatAction", chat_id=group.id, action="typing")
    assert await typing() == ["Bob", "Playground bot"]
    await bob.sends("there", to=group)
    assert await typing() == ["Playground bot"]
    clock.advance(seconds=4)
    assert await typing() == ["Playground bot"]
    clock.advance(seconds=1)
    assert await typing() == []


async def test_the_bot_is_blocked_from_the_page(does: Does, ada: Person) -> None:
    await does(ada, f"/chats/{ada.id}/block", on=True)
    assert ada.chat.is_blocked
    await does(ada, f"/chats/{ada.id}/block", on=False)
    assert not ada.chat.is_blocked
