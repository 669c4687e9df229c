"""What the core of exercises was given, kept in the transactions that applied it.

So it is known exactly what counted, whatever was tried, killed and done again.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec import field
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, insert, select

from bot.batch import Batch
from bot.classes import Classes, Work
from bot.classes.classroom import Classroom, Steward, Visit
from bot.classes.people import People
from conversations.exercise import effects as f
from conversations.exercise import events as x
from conversations.exercise.exercise import Exercise
from conversations.exercise.machine import advance
from storage import Storage, UnitOfWork
from tests.bot.engine.engine import LIBRARY, classes_of
from tests.transactions import column_of

_TURNS = Table(
    "journal_of_tests",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("turn", LargeBinary),
)


@dataclass(frozen=True, slots=True)
class Applied:
    """An event as the core was given it, and the update that brought it, or 0.

    `before` is the exercise as it was.
    """

    exercise: int
    update: int
    event: x.Event
    now: datetime
    before: Exercise


class WatchedSteward(Steward, frozen=True):
    """Remembers what the core was given in the transaction under way."""

    turns: dict[int, Applied] = field(default_factory=dict)

    def _turn(
        self, room: Classroom, visit: Visit, people: People, now: datetime
    ) -> Sequence[f.Effect]:
        if isinstance(visit.event, x.EVENTS):
            number = visit.arrival.update if visit.arrival else 0
            turn = Applied(room.id, number, visit.event, now, room.exercise)
            self.turns[id(visit)] = turn
        return Steward._turn(self, room, visit, people, now)

    def fail(self, room: Classroom, visit: Visit, error: str) -> None:
        self.turns.pop(id(visit), None)
        Steward.fail(self, room, visit, error)


class JournaledClasses(Classes, frozen=True):
    """The real ones; what they applied is committed with it, or not at all."""

    def apply(self, uow: UnitOfWork, work: Work, batch: Batch, now: datetime) -> None:
        assert isinstance(self.steward, WatchedSteward)
        self.steward.turns.clear()
        Classes.apply(self, uow, work, batch, now)
        turns = [{"turn": pickle.dumps(t)} for t in self.steward.turns.values()]
        if turns:
            uow._connection.execute(insert(_TURNS), turns)


def journaled() -> JournaledClasses:
    """Classes that keep a journal."""
    real = classes_of()
    steward = real.steward
    watched = WatchedSteward(steward.library, steward.renderer, steward.links)
    return JournaledClasses(watched, real.viewer, real.bot)


async def begin_journal(storage: Storage) -> None:
    """Make room for it."""
    await storage.transact(lambda uow: _TURNS.create(uow._connection, checkfirst=True))


async def journal(storage: Storage) -> list[Applied]:
    """All that counted, in order."""
    turns = select(_TURNS.c.turn).order_by(_TURNS.c.id)
    return [pickle.loads(turn) for turn in await column_of(storage, turns)]


def replayed(turns: Sequence[Applied]) -> dict[int, Exercise]:
    """What the pure core makes of it; nothing counts twice."""
    counted = Counter((turn.update, turn.event) for turn in turns if turn.update)
    assert [key for key, times in counted.items() if times > 1] == []
    exercises: dict[int, Exercise] = {}
    for turn in turns:
        before = exercises.get(turn.exercise, turn.before)
        exercises[turn.exercise] = advance(
            before, turn.event, LIBRARY, turn.now
        ).exercise
    return exercises
