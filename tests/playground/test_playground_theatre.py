"""Scenes that the page begins, and conversations that it plays again."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.playground import Person, Simulator
from bot.playground.images import image_in
from bot.playground.sight import by_the_bot
from bot.recordings import recordings
from bot.scenes import SCENES
from tests.playground.conftest import Api


async def posted(http: aiohttp.ClientSession, **body: Any) -> Any:
    async with http.post("/api/scenes", json=body) as response:
        return await response.json()


async def test_a_scene_is_begun_by_name(
    sim: Simulator, http: aiohttp.ClientSession, bob: Person
) -> None:
    begun = await posted(http, scene="start", person=bob.id)
    unknown = await posted(http, scene="opera", person=bob.id)
    nobody = await posted(http, scene="start", person=1)

    assert begun == {"places": [{"person": bob.id, "chat": bob.id}]}
    assert [message.text for message in bob.chat.messages] == ["/start"]
    assert unknown == {"error": "no such scene"}
    assert nobody == {"error": "person not found"}


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
async def test_every_scene_of_the_demo_says_something(
    scene: Any, sim: Simulator, bob: Person
) -> None:
    seats = await scene.play(sim, bob)

    assert all(seat.person.id in seat.chat.members for seat in seats)
    assert sim.updates.pending > 0


async def test_a_recording_tells_what_was_seen(
    sim: Simulator, api: Api, ada: Person
) -> None:
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "secret"}]]}
    sent = await api(
        "sendMessage",
        chat_id=ada.id,
        text="<b>Hi</b>",
        parse_mode="HTML",
        reply_markup=keys,
    )
    with pytest.raises(AssertionError, match="did not answer"):
        await ada.taps("Go", timeout=0)
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}
    await api("editMessageText", **place, text="Bye")
    await api("deleteMessage", **place)
    recording = sim.recording(ada, "A talk")
    _, hi, tap, bye, end = recording["steps"]

    assert (recording["title"], recording["person"]) == ("A talk", ada.id)
    assert hi["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert hi["message"]["keyboard"] == [[{"label": "Go", "data": "", "url": None}]]
    assert (hi["message"]["date"], bye["message"]["edit_date"]) == (0, None)
    assert tap == {"what": "taps", "id": sent["message_id"], "label": "Go"}
    assert (bye["what"], bye["message"]["text"]) == ("edits", "Bye")
    assert (end["what"], end["id"]) == ("deletes", sent["message_id"])


async def test_the_page_gets_a_recording_by_name() -> None:
    talks = recordings()
    async with (
        Simulator(recordings=talks) as sim,
        aiohttp.ClientSession(sim.url) as http,
    ):
        async with http.get("/api/state") as response:
            listed = (await response.json())["recordings"]
        async with http.get("/api/recordings/interview") as response:
            talk = await response.json()
        [number] = talks["interview"]["photos"]
        async with http.get(f"/api/recordings/interview/photos/{number}") as response:
            photo = await response.read()
        statuses = []
        for path in ("opera", "interview/photos/1"):
            async with http.get(f"/api/recordings/{path}") as response:
                statuses.append(response.status)
        async with http.get("/watch") as response:
            page = await response.text()

    assert {"name": "interview", "title": "A whole interview"} in listed
    assert talk.items() < talks["interview"].items()
    assert image_in(photo) is not None
    assert len(talk["steps"]) > 50
    assert statuses == [404, 404]
    assert "/page/watch.js" in page


async def test_people_act_by_themselves_until_they_are_through(
    sim: Simulator, api: Api, ada: Person
) -> None:
    async def waves_back() -> None:
        seen = await ada.waits(lambda: next(by_the_bot(ada.chat), None))
        await ada.sends(f"You said {seen.text}")

    part = sim.lets(waves_back())
    await asyncio.sleep(0)
    await api("sendMessage", chat_id=ada.id, text="Hello")
    await part
    assert ada.chat.messages[-1].text == "You said Hello"


async def test_who_waits_in_vain_gives_up_but_what_is_broken_is_told(
    ada: Person,
) -> None:
    told: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: told.append(context["exception"]))

    async def waits(within: float) -> None:
        await ada.waits(lambda: None, timeout=within)

    async def stumbles() -> None:
        raise KeyError("a mistake in her part")

    async with Simulator() as sim:
        parts = [sim.lets(waits(0)), sim.lets(stumbles()), sim.lets(waits(3600))]
        await asyncio.wait(parts[:2])
        await asyncio.sleep(0)
    assert [type(error) for error in told] == [KeyError]
    assert isinstance(parts[0].exception(), AssertionError)
    assert parts[2].cancelled()
