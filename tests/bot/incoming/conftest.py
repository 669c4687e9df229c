"""A simulator that nobody listens to: what people do becomes raw updates to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.links import Links
from bot.playground import Group, Person, Simulator, SteppedClock
from bot.playground.model import Message
from bot.playground.topics import Topic
from bot.telegram.incoming import WANTED, Reader

Heard = Callable[[], list[Arrival]]
Posts = Callable[..., Message]


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def sim(clock: SteppedClock) -> Simulator:
    """Nothing listens on any port: people act on it, and nobody asks for updates."""
    sim = Simulator(limits=None, clock=clock)
    sim.updates.allowed = list(WANTED)
    return sim


@pytest.fixture
def links(sim: Simulator) -> Links:
    return Links("a secret", sim.bot.username or "")


@pytest.fixture
def read(sim: Simulator, links: Links) -> Reader:
    return Reader(sim.bot.id, sim.bot.username or "", links)


@pytest.fixture
def heard(sim: Simulator, read: Reader) -> Heard:
    """What the bot was told since last time, without its numbers and payloads."""
    known = 0

    def since() -> list[Arrival]:
        nonlocal known
        fresh = sim.updates.history[known:]
        known += len(fresh)
        return [unnumbered(read(raw)) for raw in fresh]

    return since


@pytest.fixture
def tom(sim: Simulator) -> Person:
    return sim.person("Tom", "Teacher")


@pytest.fixture
def mia(sim: Simulator) -> Person:
    return sim.person("Mia")


@pytest.fixture
def group(sim: Simulator, tom: Person, mia: Person, heard: Heard) -> Group:
    """A supergroup in which the bot is a plain member, and was told so."""
    group = sim.group("Class 3b", tom, mia, kind="supergroup")
    heard()
    return group


@pytest.fixture
def forum(sim: Simulator, tom: Person, mia: Person, heard: Heard) -> Group:
    """A forum in which the bot is a plain member, and was told so."""
    forum = sim.group("School", tom, mia, kind="supergroup", is_forum=True)
    heard()
    return forum


@pytest.fixture
def posts(sim: Simulator) -> Posts:
    """The bot posts something, with buttons by their label."""

    def post(
        group: Group,
        *,
        topic: Topic | None = None,
        buttons: Mapping[str, str] | None = None,
    ) -> Message:
        rows = [[{"text": k, "callback_data": v}] for k, v in (buttons or {}).items()]
        message = Message(
            id=sim.world.new_message_id(group),
            chat_id=group.id,
            sender=sim.bot,
            date=sim.world.now(),
            text="the card",
            markup={"inline_keyboard": rows},
            thread=topic.id if topic else None,
            in_topic=topic is not None,
        )
        return sim.world.post(message)

    return post


def unnumbered(arrival: Arrival) -> Arrival:
    """An arrival without what is new in each."""
    return replace(arrival, update=0, payload="")


async def taps(person: Person, label: str, on: Message) -> None:
    """Tap a button that nobody is there to answer."""
    with pytest.raises(AssertionError, match="did not answer"):
        await person.taps(label, on=on, timeout=0)


def raw_tap(person: Person, message: dict[str, Any], data: str) -> dict[str, Any]:
    query = {
        "id": "7",
        "from": person.user.as_json(),
        "message": message,
        "chat_instance": "1",
        "data": data,
    }
    return {"update_id": 1, "callback_query": query}
