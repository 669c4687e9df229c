"""A whole class at once, at Telegram's own pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.bootstrap import running_bot
from bot.playground import FloodLimits, Person, Simulator, SteppedClock
from bot.settings import Pace
from tests.bot.classes.lesson import Lesson
from tests.bot.conftest import settings_for

STUDENTS = 60

#: Telegram's limit of a group as it is; else quick, so that the test is.
LIMITS = FloodLimits(private_burst=100, overall_per_second=200, overall_burst=100)
PACE = Pace(chat_burst=50, total_rate=100)


@pytest.fixture
async def sim(clock: SteppedClock) -> AsyncIterator[Simulator]:
    async with Simulator(limits=LIMITS, clock=clock) as simulator:
        yield simulator


async def test_sixty_join_and_answer_and_the_group_has_few_messages(
    sim: Simulator, clock: SteppedClock, tmp_path: Path, lesson: Lesson
) -> None:
    """K06: nothing is refused for haste, and the numbers are right in the end."""
    people = await lesson.students(*(f"Student {n}" for n in range(STUDENTS)))
    for person in people:
        await person.starts()
    async with running_bot(settings_for(sim, tmp_path, pace=PACE), clock=clock) as bot:
        sim.watch(lambda: bot.is_busy)
        await lesson.begins()
        await lesson.opens()
        await asyncio.gather(*(join(person, lesson) for person in people))
        await lesson.tom.taps("▶ Start")
        await asyncio.gather(*(answer(person) for person in people))
        everybody = f"{STUDENTS} of {STUDENTS} have answered · {STUDENTS} notes"
        await lesson.tom.sees(everybody, in_=lesson.group)
        await lesson.tom.sees(everybody)
    hasty = [c for c in sim.ledger.calls() if c.status == 429]
    assert hasty == []
    writing = ("sendMessage", "editMessageText")
    in_group = sim.ledger.calls(chat=lesson.group.id)
    assert len([call for call in in_group if call.method in writing]) <= 20


async def join(person: Person, lesson: Lesson) -> None:
    await person.taps("✋ Join", in_=lesson.group)
    await person.sees("You are in")


async def answer(person: Person) -> None:
    await person.sees("card 1 of")
    await person.sends(f"a note of {person.name}")
    await person.sees("✓ a note of")
