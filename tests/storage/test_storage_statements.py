"""Every statement of a busy bot: found by an index, and understood elsewhere too."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ClauseElement

from conversations.exercise import events as e
from conversations.exercise.desk import Desk
from conversations.exercise.states import State
from conversations.interview.session import Session
from storage import (
    NewErrand,
    NewRow,
    NewTimer,
    QuizPoll,
    RoomCard,
    Storage,
    UnitOfWork,
    chats,
    errands,
    exercises,
    files,
    forgetting,
    inbox,
    keeping,
    moving,
    outbox,
    quiz_polls,
    room_cards,
    sessions,
    tables,
    timers,
)
from storage.upsert import upsert
from tests.conversations.classroom import a_class, class_in
from tests.storage.examples import BOT, DAY, NOW, interview, note, with_profile
from tests.transactions import transaction


async def busy_turn(storage: Storage) -> None:
    async with transaction(storage) as uow:
        await uow.remember(BOT, range(50), NOW)
        rows = await uow.conversations(BOT, range(1, 51))
        before = await uow.sessions(rows.values(), {})
        after = {
            id_: with_profile(session, interview(session.next_number, note(1), note(2)))
            for id_, session in before.items()
        }
        await uow.save(before, after, NOW)
        changed = {
            id_: session.holding(interview(session.current or 0, note(1, "Sleep")))
            for id_, session in after.items()
        }
        await uow.save(after, changed, NOW)
        await uow.sessions((await uow.by_ids(after)).values(), {})
        ids = await uow.put([NewRow(id_, None, "hello") for id_ in after], NOW)
        await uow.set_slots(dict.fromkeys(after, "m"))
        await uow.set_chat({row.chat_id: (1, True) for row in rows.values()})
        await uow.remove(ids)
        await uow.remove_all(after)
        await uow.purge(NOW, NOW, NOW)
        await uow.start_over(after, NOW)
        await uow.leave(NOW)


def busy_class(uow: UnitOfWork) -> None:
    room, teacher, pupils = a_class("Ada", "Ben")
    places = uow.places(BOT, {(-1, 0), (-1, 7), (-2, 0)})
    ids = [
        uow.begin_exercise(row.id, "7b", room.exercise, NOW) for row in places.values()
    ]
    before = {id_: row.exercise for id_, row in uow.exercises(ids).items()}
    pupils[0].sends("queue").taps(e.DoneTapped, 0)
    pupils[1].joins().sends("pay").taps(e.WithdrawTapped, 1, True)
    uow.save_exercises(before, dict.fromkeys(ids, room.exercise), NOW)
    changed = class_in(State.SORTING, "Ada", "Ben").exercise
    uow.save_exercises(
        dict.fromkeys(ids, room.exercise), dict.fromkeys(ids, changed), NOW
    )
    uow.set_admins_at(dict.fromkeys(ids, NOW))
    people = uow.people(BOT, [1, 2, 3])
    uow.set_desks(
        {row.id: Desk(ids[0]) for row in uow.privates(people.values()).values()}
    )
    uow.newest_in([row.id for row in places.values()])
    uow.exercises_of(teacher.number)
    uow.setups_of(teacher.number)
    uow.exercises_with(people.values())
    uow.written_in_exercises({(pupils[0].number, 1)})
    uow.groups(BOT, [-1, -2])
    uow.keep_room_cards([RoomCard(row.id, 5, ids[0], 0) for row in places.values()])
    uow.asked_in({(row.id, 5) for row in places.values()})
    uow.keep_polls([QuizPoll("7", ids[0], 1, 0, 5)])
    uow.polls({"7"})
    uow.polls_of(ids[0])
    uow.take_timers(uow.put_timers([NewTimer(ids[0], NOW, "{}")]))
    uow.put_errands([NewErrand(row.id, "admins", "") for row in places.values()], NOW)
    uow.move_chat(BOT, -1, -2)
    uow.move_chat(BOT, -2, -3)
    uow.put_out(NOW, NOW)
    uow.drop_exercises(NOW + DAY)


#: How to ask for a plan, and which of its lines walk through a whole table.
EXPLAIN = {
    "sqlite": (
        "EXPLAIN QUERY PLAN",
        re.compile(r"^SCAN (?!.*CONSTANT ROW|.*VIRTUAL TABLE)"),
    ),
    "postgresql": ("EXPLAIN", re.compile(r"Seq Scan on (?!pg_)")),
}


async def test_no_statement_walks_through_a_whole_table(
    storage: Storage, statements: list[tuple[str, Any]], kind: str
) -> None:
    await busy_turn(storage)
    await storage.transact(busy_class)
    explain, walking = EXPLAIN[kind]
    seen = [seen for seen in statements if not seen[0].startswith("INSERT")]
    walks = []
    async with transaction(storage) as uow:
        if kind == "postgresql":
            # It walks through tables this small because that is quicker.
            await uow.sql("SET LOCAL enable_seqscan = off")
        for statement, parameters in seen:
            one = parameters[0] if isinstance(parameters, list) else parameters
            plan = await uow.sql(f"{explain} {statement}", one)
            walks += [
                (statement, step[-1]) for step in plan if walking.search(str(step[-1]))
            ]
    assert len(seen) > 20
    assert walks == []


MODULES = (
    *(chats, errands, exercises, files, forgetting, inbox, keeping, moving, outbox),
    *(quiz_polls, room_cards, sessions, timers),
)


def test_every_statement_can_be_said_to_postgresql() -> None:
    written: list[ClauseElement] = [
        value
        for module in MODULES
        for name, value in vars(module).items()
        if name.isupper() and name.startswith("_") and isinstance(value, ClauseElement)
    ]
    upserts = [upsert(table, "postgresql") for table in (tables.files, tables.guides)]
    assert len(written) > 20
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for statement in (*written, *upserts):
        assert str(statement.compile(dialect=dialect))


async def test_sessions_of_nobody_are_none(storage: Storage) -> None:
    async with transaction(storage) as uow:
        assert await uow.sessions([], {}) == {}
        await uow.save({1: Session()}, {}, NOW)
