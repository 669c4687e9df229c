"""Several bots share a PostgreSQL database, and one class."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.batch import Batch
from bot.classes import Work
from bot.classes.classroom import Classroom
from bot.classes.people import People
from bot.deeds import Due, load_timed
from storage import UnitOfWork
from tests.bot.engine.chats import Chats
from tests.bot.engine.engine import Engine, Updates
from tests.bot.engine.journal import (
    JournaledClasses,
    begin_journal,
    journal,
    journaled,
    replayed,
)
from tests.bot.engine.school import TOM, ZOE, School, running, stored, students, texts
from tests.bot.engine.test_poison import Heard, set_aside
from tests.bot.engine.test_several_processes import submitted
from tests.transactions import waiting

MIA, *OTHERS = students(13)


@pytest.fixture(params=["postgresql"])
def kind() -> str:
    return "postgresql"


@pytest.fixture
def school(updates: Updates) -> School:
    return School(updates, admins=frozenset({TOM, ZOE}))


@pytest.fixture
async def engines(database: str, chats: Chats) -> AsyncIterator[list[Engine]]:
    """Three of them, which keep one journal; nothing is sent yet by the others."""
    engines = [Engine(database, chats, classes=journaled()) for _ in range(3)]
    for engine in engines:
        await engine.start()
    await begin_journal(engines[0].storage)
    yield engines
    for engine in engines:
        await engine.crash()


async def test_what_a_class_does_at_three_at_once_counts_once(
    engines: list[Engine], school: School, chats: Chats
) -> None:
    """D06: joins, answers, stars and Next of two facilitators, each given to all."""
    here = engines[0]
    exercise = await running(here, school, MIA)
    await here.hears(school.starts(ZOE))
    await here.hears(school.begins(ZOE))
    for person in OTHERS:
        await here.hears(school.starts(person))
    chats.open.clear()
    join, done = f"e:{exercise}:J", f"e:{exercise}:d:0"
    for number, person in enumerate(OTHERS):
        made = [
            school.data(person, join, in_group=True),
            school.writes(MIA, f"hers {number}", ago=0),
            school.data(person, done),
        ]
        await asyncio.gather(*(submitted(engine, made) for engine in engines))
    steps = [school.data(who, f"e:{exercise}:n:0") for who in (TOM, ZOE, TOM)]
    await asyncio.gather(*map(_submitted, engines, steps))
    kept = await stored(here, exercise)
    assert kept.place.step == 1
    assert (len(kept.people), len(kept.answered(0))) == (13, 13)
    assert await texts(here, exercise) == [f"hers {n}" for n in range(12)]
    assert kept == replayed(await journal(here.storage))[exercise]
    assert await set_aside(here) == []


async def _submitted(engine: Engine, arrival: object) -> None:
    await submitted(engine, [arrival])  # type: ignore[list-item]


async def test_crowds_of_a_class_lose_nothing_whatever_locks_they_meet(
    engines: list[Engine], school: School, chats: Chats
) -> None:
    """D06: everyone writes to one bot while another one shows everyone something."""
    here = engines[0]
    exercise = await running(here, school, MIA, *OTHERS)
    chats.open.clear()
    said: list[str] = []

    async def write(engine: Engine, crowd: list[int]) -> None:
        for turn in range(3):
            words = [f"note {person} {turn}" for person in crowd]
            said.extend(words)
            made = [school.writes(p, w) for p, w in zip(crowd, words, strict=True)]
            await submitted(engine, made)

    async def steer(engine: Engine) -> None:
        for code in ("p:0", "r:0", "c:0", "o:0") * 2:
            await submitted(engine, [school.data(TOM, f"e:{exercise}:{code}")])

    await asyncio.gather(
        write(engines[0], OTHERS[:6]), write(engines[1], OTHERS[6:]), steer(engines[2])
    )
    assert sorted(await texts(here, exercise)) == sorted(said)
    assert (
        await stored(here, exercise) == replayed(await journal(here.storage))[exercise]
    )
    assert await set_aside(here) == []


async def test_a_circle_of_a_person_and_an_exercise_is_broken_and_applied_again(
    engines: list[Engine], school: School, chats: Chats
) -> None:
    """D06: one holds the person and wants the exercise, the other the reverse."""
    here, there, _ = engines
    exercise = await running(here, school, MIA)
    chats.open.clear()
    person, shown, wait = asyncio.Event(), asyncio.Event(), waiting()

    class HoldsPerson(JournaledClasses, frozen=True):
        def apply(
            self, uow: UnitOfWork, work: Work, batch: Batch, now: datetime
        ) -> None:
            person.set()
            wait(shown.wait())
            JournaledClasses.apply(self, uow, work, batch, now)

    class HoldsExercise(type(here.classes.steward)):  # type: ignore[misc]
        def apply(self, room: Classroom, people: People, now: datetime) -> None:
            shown.set()
            wait(person.wait())
            super().apply(room, people, now)

    for engine, classes in ((here, HoldsPerson), (there, JournaledClasses)):
        steward = engine.classes.steward
        if engine is there:
            steward = HoldsExercise(steward.library, steward.renderer, steward.links)
        slow = classes(steward, engine.classes.viewer, engine.classes.bot)
        engine.service._classes = slow
    async with Heard("deadlock detected"):
        await asyncio.gather(
            submitted(here, [school.writes(MIA, "order beans")]),
            submitted(there, [school.data(TOM, f"e:{exercise}:c:0")]),
        )
    kept = await stored(here, exercise)
    assert [note.text for note in kept.notes.values()] == ["order beans"]
    assert 0 in kept.ended
    assert await set_aside(here) == []


async def test_a_timer_of_three_goes_off_once(
    engines: list[Engine], school: School, chats: Chats
) -> None:
    """Z02: each of them has it."""
    exercise = await running(engines[0], school, MIA)
    chats.clock.advance(minutes=30)
    waiting_ = await engines[0].service.timers()
    due = [Due(row.id, row.exercise, load_timed(row.data)) for row in waiting_]
    chats.open.clear()
    await asyncio.gather(
        *(each.unless_it_fails(each.door.submit(due)) for each in engines)
    )
    kept = await stored(engines[0], exercise)
    assert 0 in kept.ended
    turns = await journal(engines[0].storage)
    assert len([t for t in turns if type(t.event).__name__ == "TimeUp"]) == 1
