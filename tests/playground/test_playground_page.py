"""The demo's page: its files, its JSON API, its event stream, and who may use it."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from msgspec.structs import asdict
from yarl import URL

from bot.playground import Person, Simulator, Toast

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]
Http = aiohttp.ClientSession
START_LINK = "https://t.me/playground_bot?start=j1"


async def get(http: Http, path: str) -> Any:
    async with http.get(path) as response:
        assert response.status == 200
        return await response.json()


async def post(http: Http, path: str, **body: Any) -> Any:
    async with http.post(path, json=body) as response:
        return await response.json()


async def test_the_page_comes_with_strict_headers(http: Http) -> None:
    async with http.get("/") as response:
        page = await response.text()

    assert (response.status, response.content_type) == (200, "text/html")
    assert "<html" in page
    assert {
        name: response.headers[name]
        for name in (
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Cache-Control",
        )
    } == {
        "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


async def test_scripts_are_served_and_nothing_else(http: Http) -> None:
    found = {}
    for name in ("chat.js", "no.js", "..%2Fserver.py", "%2e%2e%2fbot_api.json"):
        async with http.get(URL(f"/page/{name}", encoded=True)) as r:
            found[name] = r.status

    assert list(found.values()) == [200, 404, 404, 404]


async def test_the_state_names_bot_people_and_chats(
    sim: Simulator, http: Http, api: Api, ada: Person
) -> None:
    start = {"command": "start", "description": "Begin"}
    await api("setMyCommands", commands=[start])
    await api("setMyDescription", description="Long")
    await api("setMyShortDescription", short_description="Short")
    before = await get(http, "/api/state")
    await api("getUpdates")
    after = await get(http, "/api/state")

    assert before == {
        "bot": {
            "id": 42,
            "name": "Playground bot",
            "username": "playground_bot",
            "description": "Long",
            "short_description": "Short",
            "commands": [start],
            "group_commands": [start],
            "online": False,
        },
        "scenes": [{"name": "start", "title": "Start", "about": ""}],
        "recordings": [],
        "people": [{"id": ada.id, "name": "Ada Lovelace"}],
        "chats": [
            {
                "id": ada.id,
                "type": "private",
                "title": "Ada Lovelace",
                "awaited": True,
                "typing": [],
                "blocked": False,
                "version": 1,
                "members": [ada.id, 42],
                "last": before["chats"][0]["last"],
                "unread": {str(ada.id): 0},
                "group": None,
            }
        ],
    }
    assert before["chats"][0]["last"]["text"] == "/start"
    assert after["bot"]["online"] is True


async def test_a_person_joins_writes_and_edits_from_the_page(
    sim: Simulator, http: Http, api: Api
) -> None:
    person = await post(http, "/api/people", name=" Grace ")
    path = f"/api/chats/{person['chat_id']}"
    sent = await post(http, path + "/messages", person=person["id"], text="/start")
    edited = await post(
        http, f"{path}/messages/{sent['id']}/edit", person=person["id"], text="hello"
    )
    chat = await get(http, path)

    assert person == {"id": person["id"], "name": "Grace", "chat_id": person["id"]}
    assert sent["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (chat["title"], chat["type"]) == ("Grace", "private")
    assert chat["version"] == 2
    assert chat["messages"] == [edited]
    assert edited == {
        "id": sent["id"],
        "from": {"id": person["id"], "name": "Grace", "is_bot": False},
        "writer": person["id"],
        "topic": 0,
        "date": sent["date"],
        "edit_date": sent["date"],
        "text": "hello",
        "entities": [],
        "keyboard": None,
        "kind": "text",
        "poll": None,
        "reactions": [],
        "file": None,
        "album": None,
        "reply_to": None,
        "pinned": False,
    }
    kinds = [list(update)[1] for update in await api("getUpdates")]
    assert kinds == ["message", "edited_message"]


async def test_what_others_wrote_is_unread_until_it_was_seen(
    http: Http, api: Api, ada: Person
) -> None:
    async def unread() -> int:
        [chat] = (await get(http, "/api/state"))["chats"]
        return int(chat["unread"][str(ada.id)])

    async def seen(message: int) -> Any:
        path = f"/api/chats/{ada.id}/read"
        return await post(http, path, person=ada.id, up_to=message)

    first = await api("sendMessage", chat_id=ada.id, text="one")
    await api("sendMessage", chat_id=ada.id, text="two")
    await ada.sends("mine")
    assert await unread() == 2
    await seen(first["message_id"])
    assert await unread() == 1
    await seen(ada.chat.messages[-1].id)
    await seen(first["message_id"])  # a slow page tells of an older one
    assert await unread() == 0
    assert await post(http, f"/api/chats/{ada.id}/read", person=ada.id) == {
        "error": '"up_to" must be a number'
    }


async def test_a_person_replies_and_deletes_from_the_page(
    http: Http, api: Api, ada: Person
) -> None:
    sent = await api("sendMessage", chat_id=ada.id, text="Who?")
    path = f"/api/chats/{ada.id}/messages"
    question = sent["message_id"]
    reply = await post(http, path, person=ada.id, text="Me", reply_to=question)
    await post(http, f"{path}/{reply['id']}/delete", person=ada.id)
    again = await post(http, f"{path}/{reply['id']}/delete", person=ada.id)

    assert reply["reply_to"] == question
    assert [message.text for message in ada.chat.messages] == ["/start", "Who?"]
    assert again == {"error": "Ada Lovelace does not see that message any more"}


@pytest.mark.parametrize(
    ("words", "toast"),
    [
        ({}, Toast()),
        ({"text": "Yes"}, Toast("Yes")),
        ({"text": "No", "show_alert": True}, Toast("No", alert=True)),
        ({"url": START_LINK}, Toast(url=START_LINK)),
    ],
)
async def test_a_tap_returns_the_toast(
    http: Http, api: Api, ada: Person, words: dict[str, Any], toast: Toast
) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await api("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
    path = f"/api/chats/{ada.id}"
    [_, shown] = (await get(http, path))["messages"]
    tap = asyncio.create_task(
        post(
            http,
            f"{path}/messages/{sent['message_id']}/tap",
            person=ada.id,
            data="go",
        )
    )
    offset = (await api("getUpdates"))[-1]["update_id"] + 1
    [update] = await api("getUpdates", offset=offset, timeout=10)
    number = update["callback_query"]["id"]
    await api("answerCallbackQuery", callback_query_id=number, **words)

    assert shown["keyboard"] == [[{"label": "Go", "data": "go", "url": None}]]
    assert update["callback_query"]["data"] == "go"
    assert await tap == {"toast": asdict(toast)}


async def test_a_tap_that_the_bot_never_answers_ends_without_a_toast(
    http: Http, api: Api, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = timedelta(milliseconds=20)
    monkeypatch.setattr("bot.playground.webpage.ANSWER_WINDOW", window)
    await api("sendMessage", chat_id=ada.id, text="x")
    path = f"/api/chats/{ada.id}/messages/{ada.last.id}/tap"

    assert await post(http, path, person=ada.id, data="go") == {
        "toast": asdict(Toast())
    }


@pytest.mark.parametrize(
    ("path", "body", "answer"),
    [
        ("/api/people", {"name": "  "}, (400, '"name" must be a text')),
        ("/api/people", {}, (400, '"name" must be a text')),
        ("/api/people", [], (400, "a JSON object is wanted")),
        ("/api/chats/5/messages", {"text": "x"}, (404, "chat not found")),
        (
            "/api/chats/7000000001/messages",
            {"person": 5, "text": "x"},
            (404, "person not found"),
        ),
        (
            "/api/chats/7000000001/messages/9/tap",
            {"person": 7000000001, "data": "x"},
            (404, "message not found"),
        ),
        (
            "/api/chats/7000000001/messages",
            {"person": 7000000001, "text": "x" * 4097},
            (400, "a message has 1 to 4096 characters"),
        ),
    ],
)
async def test_a_refusal_has_words_for_the_page(
    http: Http, ada: Person, path: str, body: Any, answer: tuple[int, str]
) -> None:
    async with http.post(path, json=body) as response:
        refusal = await response.json()

    assert (response.status, refusal["error"]) == answer


async def test_backstage_shows_calls_and_what_became_of_them(
    http: Http, api: Api, ada: Person
) -> None:
    await api("sendMessage", chat_id=ada.id, text="x")
    shown = await get(http, "/api/backstage")

    assert shown == {
        "calls": [
            {
                "id": 0,
                "method": "sendMessage",
                "at": shown["calls"][0]["at"],
                "accepted": True,
                "status": 200,
                "description": "",
                "params": {"chat_id": ada.id, "text": "x"},
            }
        ],
        "fault": "works",
        "bot": None,
    }


async def test_a_fault_ordered_from_the_page_replaces_the_one_before(
    http: Http, refused: Refused, api: Api, ada: Person
) -> None:
    path = "/api/backstage/fault"
    await post(http, path, chat=ada.id, fault="slow")
    flood = await post(http, path, chat=ada.id, fault="flood")
    busy = await refused("sendMessage", chat_id=ada.id, text="x")
    unknown = await post(http, path, chat=ada.id, fault="fire")
    works = await post(http, path, chat=ada.id, fault="works")
    await api("sendMessage", chat_id=ada.id, text="x")

    assert (flood["fault"], works["fault"]) == ("flood", "works")
    assert busy == (429, "Too Many Requests: retry after 5")
    assert unknown == {"error": "no such fault"}


class Switch:
    """A bot that is only a light."""

    def __init__(self) -> None:
        self.on = True

    def is_running(self) -> bool:
        return self.on

    async def kill(self) -> None:
        self.on = False

    async def start(self) -> None:
        self.on = True


async def test_the_page_may_use_a_switch_only_if_it_was_lent_one(
    sim: Simulator, http: Http, api: Api
) -> None:
    path = "/api/backstage/bot"
    await api("getUpdates")
    without = await post(http, path, on=False)
    sim.offer_switch(Switch())
    nonsense = await post(http, path, on="maybe")
    killed = await post(http, path, on=False)
    offline = (await get(http, "/api/state"))["bot"]["online"]
    started = await post(http, path, on=True)

    assert without == nonsense == {"error": "there is no such switch"}
    assert [killed["bot"], started["bot"]] == [{"running": False}, {"running": True}]
    assert offline is False


@pytest.mark.parametrize(
    "path", ["/api/people", "/api/backstage/fault", "/api/backstage/bot"]
)
async def test_only_json_may_be_posted(http: Http, path: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(path, data={"name": "Eve"}) as response:
        assert response.status == 415
    async with http.post(path, data=b"{", headers=headers) as response:
        assert response.status == 400


@pytest.mark.parametrize("path", ["/", "/api/state", "/api/backstage"])
async def test_a_foreign_host_name_is_refused(http: Http, path: str) -> None:
    statuses = []
    for host in ("evil.example", "evil.example:80", "localhost", "127.0.0.1:1"):
        async with http.get(path, headers={"Host": host}) as response:
            statuses.append(response.status)

    assert statuses == [403, 403, 200, 200]


class Stream:
    """Reads the events of a page."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._lines = response.content

    async def event(self, kind: str) -> Any:
        """Skip to the next event of a kind; give its data."""
        async with asyncio.timeout(10):
            while await self._lines.readline() != f"event: {kind}\n".encode():
                pass
            return json.loads((await self._lines.readline()).removeprefix(b"data: "))


async def test_changes_are_told_as_they_happen(
    sim: Simulator, http: Http, api: Api, ada: Person
) -> None:
    async with http.get("/api/events") as response:
        stream = Stream(response)
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b": still here\n"

        await api("sendMessage", chat_id=ada.id, text="x")
        assert await stream.event("chat") == {"id": ada.id, "version": 2}
        assert await stream.event("calls") == {}
        await post(http, "/api/people", name="Bob")
        assert await stream.event("state") == {}
        await api("getUpdates")  # the bot is online now
        assert await stream.event("state") == {}


async def test_stopping_does_not_wait_for_an_open_page() -> None:
    sim = Simulator()
    await sim.start()
    async with aiohttp.ClientSession(sim.url) as http:
        response = await http.get("/api/events")
        poll = asyncio.create_task(http.get(f"/bot{sim.token}/getUpdates?timeout=30"))
        while not sim.updates.is_polled:  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await sim.stop()
        await response.read()
        await asyncio.gather(poll, return_exceptions=True)
    assert sim.updates.is_polled is False
