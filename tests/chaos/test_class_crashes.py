"""kill -9 at the boundaries while a class joins, answers and goes on."""

from __future__ import annotations

import asyncio
import contextlib
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.playground import Group, Person
from storage import open_storage
from storage.snapshots import exercise_of
from tests import databases
from tests.bot.processes import environment
from tests.chaos.test_crash_points import (
    SEED,
    Chaos,
    bots,
    nothing_is_left,
    telegram,
)
from tests.chaos.wanderers import IMPATIENCE, PATIENCE

#: The points that a class comes to again and again.
POINTS = (
    *("taken", "remembered", "written", "committed", "confirming", "answering"),
    *("sending", "accepted", "marked"),
)

EXERCISE = "/exercise@playground_bot"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Tom, his group, and students who write on and on until it is over."""

    tom: Person
    group: Group
    students: tuple[Person, ...]
    over: asyncio.Event = field(default_factory=asyncio.Event)
    said: list[str] = field(default_factory=list)

    async def taught(self) -> None:
        """Open it, start it, and go on when it is over."""
        await self.tom.starts()
        await self.tom.sends(EXERCISE, to=self.group)
        await self.tom.sees("Your exercise", timeout=PATIENCE)
        await _taps(self.tom, "👤 Customer", until="Who is the customer?")
        await self.tom.sends("owners of cafés")
        await self.tom.sees("Customer: owners of cafés", timeout=PATIENCE)
        await _taps(self.tom, "Open for joining", until="▶ Start")
        await self.tom.sees(f"{len(self.students)} have joined", timeout=PATIENCE)
        await _taps(self.tom, "▶ Start", until="card 1 of")
        await self.over.wait()
        await _taps(self.tom, "⏭ Next", until="card 2 of")

    async def attended(self, student: Person) -> None:
        """Join, write, and look at one's notes."""
        await student.starts()
        await _taps(student, "✋ Join", self.group, until="You are in")
        await student.sees(" of 3", timeout=PATIENCE)  # it may be the second by now
        while not self.over.is_set():
            self.said.append(f"{student.name} {len(self.said)}")
            await student.sends(self.said[-1])
            with contextlib.suppress(AssertionError):
                await student.taps("My notes", timeout=0.5)


async def _taps(
    who: Person, label: str, group: Group | None = None, *, until: str
) -> None:
    """Tap until it is seen what comes of it: the answer to a tap may get lost."""
    for _ in range(int(PATIENCE / IMPATIENCE)):
        with contextlib.suppress(AssertionError):
            await who.taps(label, in_=group, timeout=IMPATIENCE)
        if await who._world.found(lambda: _sees(who, until), IMPATIENCE):
            return
    raise AssertionError(f"{who.name} never saw {until!r}")


def _sees(who: Person, words: str) -> bool | None:
    """Whether the bot shows that now, in words or on a button."""
    shown = (message for message in who.chat.newest_first() if message.from_bot)
    said = (part for m in shown for part in (m.text, *(b.label for b in m.buttons)))
    return any(words in part for part in said) or None


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_class_loses_and_doubles_nothing_though_the_bot_is_killed(
    database: str, tmp_path: Path
) -> None:
    dice = random.Random(f"{SEED} class")
    settings: dict[str, str] = {
        "DATABASE_URL": database,
        "CRASH_JOURNAL": str(tmp_path / "journal"),
    }
    async with telegram("polling") as (sim, _):
        bot = environment(sim, tmp_path, **settings)
        tom, *students = (sim.person(name) for name in ("Tom", "Mia", "Ned", "Lea"))
        group = sim.group("Class 3b", tom, *students, kind="supergroup")
        lesson = Lesson(tom, group, tuple(students))
        async with bots(bot, tmp_path) as nursery, asyncio.TaskGroup() as living:
            chaos = Chaos(sim, nursery, dice)
            living.create_task(lesson.taught())
            for student in students:
                living.create_task(lesson.attended(student))
            for point in dice.sample(POINTS, len(POINTS)):
                await chaos.dies_at(point, dice.randint(1, 12))
            async with chaos.lives():
                await tom.sees("card 1 of", timeout=PATIENCE)
                lesson.over.set()
                await tom.sees("card 2 of", in_=group, timeout=PATIENCE)
                await sim.settled(quiet=0.3, timeout=60)
                await nothing_is_left(database)
    storage = await open_storage(database)
    row = await exercise_of(storage, 1)
    await storage.close()
    assert row is not None
    notes = [note.text for note in row.exercise.notes.values()]
    assert sorted(notes) == sorted(lesson.said)
    assert (len(row.exercise.people), row.exercise.place.step) == (3, 1)
    assert await databases.run(database, "SELECT update_id FROM quarantine") == []
