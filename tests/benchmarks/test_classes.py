"""The load of classes: it would notice what is lost and what is too much."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from benchmarks.classes import DOTS, STARS, Watch, busiest_minute, missing
from bot.playground import Group, Simulator, SteppedClock
from bot.playground.ledger import Call
from conversations.exercise.ballots import Ballot
from conversations.exercise.exercise import Exercise, Note, Participant
from conversations.exercise.setup import Setup
from conversations.profile import Section

SAID = ["books", "queue"]


def exercise(*texts: str, stars: int = STARS, dots: int = DOTS) -> Exercise:
    """One student's class as it was kept."""
    notes = {n: Note(n, words, 0, Section.JOBS) for n, words in enumerate(texts)}
    ballot = Ballot({0: dots})
    mia = Participant(7, "Mia", stars=tuple(range(stars)), ballots={1: ballot})
    return Exercise(1, Setup("priority", 1), people={7: mia}, notes=notes)


def test_nothing_is_missing() -> None:
    assert missing([exercise(*SAID)], Watch(said=SAID), 1) == ""


@pytest.mark.parametrize(
    "kept",
    [
        [],
        [exercise("books")],
        [exercise("books", "books")],
        [exercise("books", "queue", "queue")],
        [exercise(*SAID, stars=STARS - 1)],
        [exercise(*SAID, dots=DOTS - 1)],
    ],
)
def test_what_is_missing_or_there_twice_is_noticed(kept: list[Exercise]) -> None:
    assert "NOT kept" in missing(kept, Watch(said=SAID), 1)


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(limits=None, clock=SteppedClock()) as simulator:
        yield simulator


def test_the_busiest_minute_is_any_minute(sim: Simulator) -> None:
    """What was refused, or is no message, does not count."""
    group: Group = sim.group("Class", sim.person("Tom"))
    begin = sim.world.now()

    def call(second: int, method: str, *, accepted: bool = True) -> Call:
        at = begin + timedelta(seconds=second)
        return Call(method, {}, group.id, at, accepted, 200)

    sim.ledger.entries += [call(second, "sendMessage") for second in range(0, 120, 10)]
    assert busiest_minute(sim, group) == 6
    sim.ledger.entries += [call(59, "editMessageText"), call(60, "editMessageText")]
    assert busiest_minute(sim, group) == 8
    sim.ledger.entries += [call(59, "getChatAdministrators")]
    sim.ledger.entries += [call(59, "sendMessage", accepted=False)]
    assert busiest_minute(sim, group) == 8
