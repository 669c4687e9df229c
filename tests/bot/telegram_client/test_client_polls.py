"""Polls: how a quiz is asked and closed, and what the answers to that tell."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.outgoing import Accepted, Outgoing, Poll, PollStands, Refused, Unknown
from bot.playground import Person, Simulator
from bot.playground.faults import Fault, accept_then_drop
from bot.telegram.client import TelegramClient

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
QUIZ = Outgoing(
    text="",
    poll=Poll(
        exercise=7,
        quiz=1,
        question=0,
        ask="Which one is a pain?",
        options=("A queue", "A shop", "An app"),
        right=0,
        why="It annoys them.",
        anonymous=False,
    ),
)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(limits=None) as simulator:
        yield simulator


@pytest.fixture
async def client(sim: Simulator) -> AsyncIterator[TelegramClient]:
    async with TelegramClient(sim.token, sim.url, StoppedClock()) as client:
        yield client


@pytest.fixture
async def ada(sim: Simulator) -> Person:
    ada = sim.person("Ada")
    await ada.starts()
    return ada


async def test_a_quiz_is_asked_and_closed_with_its_numbers(
    sim: Simulator, client: TelegramClient, ada: Person
) -> None:
    asked = await client.post(ada.id, QUIZ)
    assert isinstance(asked, Accepted)
    assert asked.poll is not None
    assert asked.poll.votes == (0, 0, 0)
    poll = ada.chat.polls[asked.message]
    assert (poll.id, poll.correct, poll.is_anonymous) == (asked.poll.id, (0,), False)
    assert poll.explanation["explanation"] == "It annoys them."
    await ada.votes("A shop", on=ada.last)
    closed = await client.edit(ada.id, asked.message, QUIZ)

    assert closed == Accepted(
        asked.message, NOW, poll=PollStands(asked.poll.id, (0, 1, 0))
    )
    again = await client.edit(ada.id, asked.message, QUIZ)
    assert isinstance(again, Refused)


async def test_whether_it_was_closed_may_not_be_known(
    sim: Simulator, client: TelegramClient, ada: Person
) -> None:
    asked = await client.post(ada.id, QUIZ)
    assert isinstance(asked, Accepted)
    sim.faults.add(Fault(accept_then_drop(), method="stopPoll"))

    assert await client.edit(ada.id, asked.message, QUIZ) == Unknown()
