"""Flood limits, ordered faults, and the ledger that tells what really happened."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.playground import (
    Action,
    Fault,
    FloodLimits,
    Person,
    Simulator,
    accept_then_drop,
    answer_late,
    delay,
    drip,
    gateway_page,
    half_body,
    refuse,
    reset,
)
from bot.playground.errors import ApiError
from bot.playground.limits import FloodControl

Api = Callable[..., Coroutine[Any, Any, Any]]


async def status_of(api: Api, chat: int, text: str = "x") -> int:
    """Send a message; give the code of the answer."""
    try:
        await api("sendMessage", chat_id=chat, text=text)
    except ApiError as error:
        return error.code
    return 200


def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    flood = FloodControl(FloodLimits(private_per_second=1, private_burst=3))
    for _ in range(3):
        flood.take(1, is_group=False, now=0.0)

    with pytest.raises(ApiError) as refusal:
        flood.take(1, is_group=False, now=0.0)
    assert refusal.value.description == "Too Many Requests: retry after 1"
    assert refusal.value.parameters == {"retry_after": 1}
    flood.take(2, is_group=False, now=0.0)
    flood.take(1, is_group=False, now=1.0)


def test_a_group_takes_twenty_a_minute() -> None:
    flood = FloodControl(FloodLimits())
    for moment in range(20):
        flood.take(-1, is_group=True, now=moment)

    with pytest.raises(ApiError) as refusal:
        flood.take(-1, is_group=True, now=20)
    assert refusal.value.parameters == {"retry_after": 40}
    flood.take(-2, is_group=True, now=20)
    flood.take(-1, is_group=True, now=60)
    with pytest.raises(ApiError):
        flood.take(-1, is_group=True, now=60)


def test_all_chats_together_take_thirty_a_second() -> None:
    flood = FloodControl(FloodLimits())
    for chat in range(30):
        flood.take(chat, is_group=False, now=0.0)

    with pytest.raises(ApiError):
        flood.take(30, is_group=False, now=0.0)
    flood.take(30, is_group=False, now=0.04)


async def test_edits_count_and_the_bot_is_told_when_to_retry() -> None:
    limits = FloodLimits(private_per_second=0.1, private_burst=1)
    async with (
        Simulator(limits=limits) as sim,
        aiohttp.ClientSession(sim.url) as http,
    ):
        ada = sim.person("Ada")
        await ada.sends("hi")
        place = {"chat_id": ada.id, "text": "x"}
        await http.post(f"/bot{sim.token}/sendMessage", json=place)
        edit = {**place, "text": "y", "message_id": ada.last.id}
        path = f"/bot{sim.token}/editMessageText"
        async with http.post(path, json=edit) as response:
            answer = await response.json()

    assert (response.status, response.headers["Retry-After"]) == (429, "10")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 10",
        "parameters": {"retry_after": 10},
    }


async def test_a_fault_hits_the_nth_matching_call_and_the_next_ones(
    sim: Simulator, api: Api, ada: Person
) -> None:
    bob = sim.person("Bob")
    await bob.sends("hi")
    order = Fault(refuse(500), method="sendMessage", chat=ada.id, nth=2, times=2)
    sim.faults.add(order)
    await api("getMe")

    assert await status_of(api, bob.id) == 200
    assert [await status_of(api, ada.id) for _ in range(4)] == [200, 500, 500, 200]


async def test_a_fault_may_last_until_it_is_cleared(
    sim: Simulator, api: Api, ada: Person
) -> None:
    sim.faults.add(Fault(refuse(403, "Forbidden: no"), times=None))
    during = [await status_of(api, ada.id) for _ in range(3)]
    sim.faults.clear()

    assert during == [403, 403, 403]
    assert await status_of(api, ada.id) == 200


async def test_a_429_can_be_ordered(sim: Simulator, api: Api, ada: Person) -> None:
    sim.faults.add(Fault(refuse(429, retry_after=3), method="sendMessage"))

    with pytest.raises(ApiError, match="Too Many Requests: retry after 3") as refusal:
        await api("sendMessage", chat_id=ada.id, text="x")
    assert refusal.value.parameters == {"retry_after": 3}
    assert ada.bot_messages == 0


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_gateway_answers_with_a_page(
    sim: Simulator, http: aiohttp.ClientSession, ada: Person, accepted: bool
) -> None:
    sim.faults.add(Fault(gateway_page(502, accepted=accepted)))
    params = {"chat_id": ada.id, "text": "x"}
    async with http.post(f"/bot{sim.token}/sendMessage", json=params) as response:
        page = await response.text()

    assert (response.status, response.content_type) == (502, "text/html")
    assert page.startswith("<html>")
    assert ada.bot_messages == accepted


@pytest.mark.parametrize(
    ("action", "accepted"),
    [(accept_then_drop(), True), (reset(), False), (half_body(), True)],
)
async def test_a_broken_connection_hides_whether_it_worked(
    sim: Simulator,
    http: aiohttp.ClientSession,
    ada: Person,
    action: Action,
    accepted: bool,
) -> None:
    sim.faults.add(Fault(action))
    params = {"chat_id": ada.id, "text": "x"}
    with pytest.raises(aiohttp.ClientError):
        async with http.post(f"/bot{sim.token}/sendMessage", json=params) as response:
            await response.read()

    assert ada.bot_messages == accepted
    assert sim.ledger.accepted() == accepted


@pytest.mark.parametrize(("action", "accepted"), [(answer_late(30), 1), (delay(30), 0)])
async def test_an_answer_may_come_too_late(
    sim: Simulator,
    http: aiohttp.ClientSession,
    ada: Person,
    action: Action,
    accepted: int,
) -> None:
    sim.faults.add(Fault(action))
    params = {"chat_id": ada.id, "text": "x"}
    patience = aiohttp.ClientTimeout(total=0.2)
    path = f"/bot{sim.token}/sendMessage"
    with pytest.raises(TimeoutError):
        await http.post(path, json=params, timeout=patience)

    assert ada.bot_messages == accepted


async def test_an_answer_may_drip_in(
    sim: Simulator,
    http: aiohttp.ClientSession,
    ada: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.playground.server.DRIP_EVERY", 0.0001)
    sim.faults.add(Fault(drip()))
    params = {"chat_id": ada.id, "text": "x"}
    async with http.post(f"/bot{sim.token}/sendMessage", json=params) as response:
        first = await response.content.read(1)
        rest = await response.read()

    assert json.loads(first + rest)["ok"]
    assert sim.ledger.accepted() == 1


async def test_a_delayed_message_comes_although_the_client_gave_up(
    sim: Simulator, http: aiohttp.ClientSession, api: Api, ada: Person
) -> None:
    sim.faults.add(Fault(delay(0.2)))
    params = {"chat_id": ada.id, "text": "late"}
    patience = aiohttp.ClientTimeout(total=0.05)
    path = f"/bot{sim.token}/sendMessage"
    with pytest.raises(TimeoutError):
        await http.post(path, json=params, timeout=patience)

    assert ada.bot_messages == 0
    assert (await ada.sees("late")).text == "late"


async def test_a_delayed_call_works_in_the_end(
    sim: Simulator, api: Api, ada: Person
) -> None:
    sim.faults.add(Fault(delay(0.02)))
    started = asyncio.get_running_loop().time()
    await api("sendMessage", chat_id=ada.id, text="x")

    assert asyncio.get_running_loop().time() - started >= 0.02


async def test_the_ledger_tells_every_call(
    sim: Simulator, api: Api, ada: Person
) -> None:
    await status_of(api, ada.id, "one")
    await status_of(api, ada.id, "")
    await status_of(api, 5, "two")
    sim.faults.add(Fault(refuse(500)))
    await status_of(api, ada.id, "three")
    await api("getMe")

    sends = sim.ledger.calls("sendMessage", chat=ada.id)
    assert [(c.params["text"], c.accepted, c.status) for c in sends] == [
        ("one", True, 200),
        ("", False, 400),
        ("three", False, 500),
    ]
    assert sends[1].description == "Bad Request: message text is empty"
    assert sends[0].at == sim.world.clock.now()
    assert len(sim.ledger.calls()) == 5
    assert sim.ledger.accepted() == 1
    assert sim.ledger.accepted("getMe") == 1
