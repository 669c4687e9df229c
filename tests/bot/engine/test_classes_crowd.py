"""Sixty students in a minute at Telegram's limits, on a clock nobody waits for."""

from __future__ import annotations

import asyncio
import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest

from bot.arrivals import Arrival
from bot.outgoing import Outgoing
from bot.playground import FloodLimits
from bot.playground.errors import ApiError
from bot.playground.limits import FloodControl
from bot.settings import Pace
from tests.bot.engine.chats import Chats, Fate
from tests.bot.engine.engine import Engine, Updates
from tests.bot.engine.school import GROUP, TOM, School, opened, stored, students

STUDENTS = students(60)


@dataclass(slots=True)
class Hours:
    """Time that goes on when all has come to rest, to whatever is due next."""

    now: float = 0.0
    waiting: list[tuple[float, int, asyncio.Event]] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        over = asyncio.Event()
        heapq.heappush(self.waiting, (self.now + seconds, id(over), over))
        await over.wait()

    async def until(self, engine: Engine, end: float) -> None:
        """Let everything happen that happens before this time."""
        await _calm(engine)
        while self.waiting and self.waiting[0][0] <= end:
            at, _, over = heapq.heappop(self.waiting)
            self.now = max(self.now, at)
            over.set()
            await _calm(engine)
        self.now = max(self.now, end)


async def _calm(engine: Engine) -> None:
    """Wait until nothing happens that takes no time."""
    calm = 0
    while calm < 20:
        await asyncio.sleep(0)
        calm = 0 if engine.door.is_busy else calm + 1


@dataclass(slots=True)
class Counter:
    """What Telegram would say of each call, and when it came."""

    hours: Hours
    control: FloodControl = field(default_factory=lambda: FloodControl(FloodLimits()))
    calls: list[tuple[float, int]] = field(default_factory=list)
    refused: int = 0

    def fate(self, chat: int, outgoing: Outgoing) -> Fate:
        try:
            self.control.take(chat, is_group=chat < 0, now=self.hours.now)
        except ApiError:
            self.refused += 1
            return Fate.FLOOD
        self.calls.append((self.hours.now, chat))
        return Fate.ACCEPTED


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_sixty_join_and_answer_in_a_minute_at_telegrams_pace(
    database: str, chats: Chats, updates: Updates
) -> None:
    """K06: no call is refused, replies are quick, and the number is right."""
    hours, dice, school = Hours(), random.Random(6), School(updates)
    engine = Engine(database, chats, pace=Pace())
    engine.time = hours  # type: ignore[assignment]
    await engine.start()
    preparing = asyncio.ensure_future(_prepared(engine, school))
    while not preparing.done():
        await hours.until(engine, hours.now + 1)
    exercise = await preparing
    await hours.until(engine, hours.now + 120)
    counter = Counter(hours)
    chats.fate = counter.fate
    begin = hours.now

    acts: list[tuple[float, int, Callable[[], Arrival]]] = [
        (30.0, TOM, lambda: school.taps(TOM, "▶ Start"))
    ]
    for person in STUDENTS:
        join = partial(school.data, person, f"e:{exercise}:J", in_group=True)
        answer = partial(school.writes, person, f"note of {person}")
        acts += [
            (dice.uniform(0, 28), person, join),
            (dice.uniform(33, 60), person, answer),
        ]
    asked: list[tuple[float, int]] = []
    for at, person, act in sorted(acts, key=lambda each: each[0]):
        await hours.until(engine, begin + at)
        asked.append((hours.now, person))
        await engine.door.submit([act()])
    await hours.until(engine, begin + 120)

    kept = await stored(engine, exercise)
    assert len(kept.notes) == len(kept.present) == 60
    assert "<b>60 of 60</b> have answered · 60 notes" in school.card.text
    assert counter.refused == 0
    in_group = [at for at, chat in counter.calls if chat == GROUP]
    for at in in_group:
        assert len([each for each in in_group if at <= each < at + 60]) <= 20
    waits = sorted(
        min(at for at, chat in counter.calls if chat == person and at >= since) - since
        for since, person in asked
    )
    assert waits[len(waits) * 95 // 100] <= 2.0
    await engine.crash()


async def _prepared(engine: Engine, school: School) -> int:
    exercise = await opened(engine, school)
    await engine.hears(*(school.starts(person) for person in STUDENTS))
    return exercise
