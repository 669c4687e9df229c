"""A simulator, somebody who has started the bot, and a bare Bot API client."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.playground import Person, Simulator, SteppedClock
from bot.playground.errors import ApiError

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
async def sim(clock: SteppedClock) -> AsyncIterator[Simulator]:
    async with Simulator(limits=None, clock=clock) as sim:
        yield sim


@pytest.fixture
async def http(sim: Simulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sim.url) as session:
        yield session


@pytest.fixture
def api(sim: Simulator, http: aiohttp.ClientSession) -> Api:
    """Call a method with JSON parameters; a refusal is raised."""

    async def call(method: str, **params: Any) -> Any:
        path = f"/bot{sim.token}/{method}"
        async with http.post(path, json=params) as response:
            envelope = await response.json()
        if envelope["ok"]:
            return envelope["result"]
        assert response.status == envelope["error_code"]
        raise ApiError(
            response.status, envelope["description"], envelope.get("parameters")
        )

    return call


@pytest.fixture
def refused(api: Api) -> Refused:
    """Call a method and give code and words of its refusal."""

    async def call(method: str, **params: Any) -> tuple[int, str]:
        try:
            result = await api(method, **params)
        except ApiError as error:
            return error.code, error.description
        raise AssertionError(f"{method} was not refused but gave {result}")

    return call


@pytest.fixture
async def ada(sim: Simulator) -> Person:
    """Somebody who wrote to the bot; her /start waits in the queue."""
    ada = sim.person("Ada", "Lovelace")
    await ada.sends("/start")
    return ada


@pytest.fixture
def bob(sim: Simulator) -> Person:
    """Somebody who never wrote to the bot."""
    return sim.person("Bob")
