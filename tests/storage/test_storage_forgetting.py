from __future__ import annotations

from msgspec.structs import replace

from conversations.exercise import events as e
from conversations.exercise.desk import EMPTY, Desk
from conversations.exercise.exercise import Exercise, Participant
from conversations.interview.session import Session
from storage import ConversationRow, NewRow, NewTimer, Storage, UnitOfWork
from tests.conversations.classroom import Classroom, a_class
from tests.storage.examples import BOT, DAY, NOW, interview, note
from tests.transactions import column_of, rows_of


async def test_a_conversation_that_starts_over_has_another_id_and_nothing_else(
    storage: Storage, alice: ConversationRow
) -> None:
    session = Session(current=1, next_number=2).holding(interview(1, note(1)))

    def start_over(uow: UnitOfWork) -> dict[int, int]:
        uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        uow.set_slots({alice.id: "m"})
        uow.put([NewRow(alice.id, None, "hello")], NOW)
        uow.quarantine(BOT, 1, alice.id, "{}", "KeyError", NOW)
        return uow.start_over([alice.id, alice.id + 99], NOW)

    fresh = await storage.transact(start_over)
    rows = await storage.transact(lambda uow: uow.conversations(BOT, [alice.chat]))
    row = rows[alice.chat]
    for table in ("profiles", "notes", "outbox", "quarantine"):
        assert await rows_of(storage, f"SELECT * FROM {table}") == []

    assert fresh == {alice.id: row.id}
    assert row == replace(alice, id=row.id)
    assert row.id > alice.id


async def test_only_those_who_came_back_for_nothing_are_left(
    storage: Storage, alice: ConversationRow
) -> None:
    def leave(uow: UnitOfWork) -> tuple[dict[int, int], int]:
        others = uow.conversations(BOT, [1002, 1003])
        old = [alice.id, others[1002].id]
        fresh = uow.start_over(old, NOW - DAY)
        again = fresh[others[1002].id]
        session = Session().holding(interview(1))
        uow.save({again: Session()}, {again: session}, NOW)
        assert uow.leave(NOW - 2 * DAY) == 0
        assert uow.leave(NOW) == 1
        assert uow.leave(NOW) == 0
        return fresh, again

    fresh, again = await storage.transact(leave)
    left = await storage.transact(lambda uow: uow.by_ids([fresh[alice.id], again]))
    back = await storage.transact(lambda uow: uow.conversations(BOT, [alice.chat]))
    assert left.keys() == {again}
    assert back[alice.chat].id > max(fresh.values())


async def test_what_nobody_touched_is_deleted_once(
    storage: Storage, alice: ConversationRow
) -> None:
    old, fresh = interview(1, note(1)), interview(2, note(1))
    old = replace(old, touched_at=NOW - DAY)
    session = Session(current=1, next_number=3).holding(old).holding(fresh)

    def put_out(uow: UnitOfWork) -> None:
        uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        assert uow.put_out(NOW, NOW) == 1
        assert uow.put_out(NOW, NOW) == 0

    def read(uow: UnitOfWork) -> Session:
        rows = uow.by_ids([alice.id])
        return uow.sessions(rows.values(), {alice.id: {1, 2}})[alice.id]

    await storage.transact(put_out)
    found = await storage.transact(read)
    assert found.current is None
    assert [line.number for line in found.deleted] == [1]
    assert found.interviews[1].profile.deleted_at == NOW


# --- exercises ------------------------------------------------------------------------


def an_exercise(uow: UnitOfWork, exercise: Exercise, topic: int = 0) -> int:
    place = uow.places(BOT, {(-1, topic)})[-1, topic]
    return uow.begin_exercise(place.id, "7b", exercise, NOW)


async def test_who_starts_over_is_the_same_person_with_an_empty_desk(
    storage: Storage, alice: ConversationRow
) -> None:
    def start_over(uow: UnitOfWork) -> dict[int, ConversationRow]:
        uow.set_desks({alice.id: Desk(7)})
        uow.start_over([alice.id], NOW)
        return uow.privates([alice.chat_id])

    rows = await storage.transact(start_over)
    row = rows[alice.chat_id]
    assert (row.chat, row.desk) == (alice.chat, EMPTY)
    assert row.id != alice.id


async def test_who_came_back_to_an_exercise_stays_known(
    storage: Storage, alice: ConversationRow
) -> None:
    """By taking part under a name, by hosting one since, or with a console open."""

    def begin(uow: UnitOfWork) -> tuple[list[int], dict[int, int]]:
        people = list(uow.people(BOT, range(1, 6)).values())
        taking_part, hosting, steering, forgotten, hosted_before = people
        known = {
            taking_part: Participant(taking_part, "Ada"),
            forgotten: Participant(forgotten, "", here=False),
        }
        exercise = replace(Classroom().exercise, host=hosting, people=known)
        an_exercise(uow, exercise)
        rows = uow.privates(people)
        early = [rows[person].id for person in people if person != hosted_before]
        fresh = uow.start_over(early, NOW - DAY)
        uow.set_desks({fresh[rows[steering].id]: Desk(1)})
        an_exercise(uow, replace(exercise, host=hosted_before))
        fresh |= uow.start_over([rows[hosted_before].id], NOW + DAY)
        return people, fresh

    people, fresh = await storage.transact(begin)
    assert await storage.transact(lambda uow: uow.leave(NOW + 2 * DAY)) == 2
    left = await storage.transact(lambda uow: uow.privates(people))
    assert list(left) == people[:3]
    assert {row.id for row in left.values()} <= set(fresh.values())


async def test_an_exercise_that_nobody_touched_is_removed_with_all_that_quotes_it(
    storage: Storage,
) -> None:
    room, _, (ada,) = a_class("Ada")
    ada.sends("the canary")

    def begin(uow: UnitOfWork) -> tuple[list[int], list[int]]:
        ids = [an_exercise(uow, room.exercise, topic) for topic in (0, 7, 7, 8)]
        rows = uow.places(BOT, {(-1, topic) for topic in (0, 7, 8)})
        places = [rows[-1, topic].id for topic in (0, 7, 8)]
        uow.set_slots(dict.fromkeys(places, "m"))
        uow.put([NewRow(place, "room", "m") for place in places], NOW)
        uow.put_timers([NewTimer(id_, NOW, "{}") for id_ in ids])
        left = {ids[2]: room.exercise, ids[3]: room.exercise}
        room.happens(e.LeftTapped(ada.number))
        uow.save_exercises(left, dict.fromkeys(left, room.exercise), NOW + DAY)
        return ids, places

    ids, places = await storage.transact(begin)
    assert await storage.transact(lambda uow: uow.drop_exercises(NOW + DAY)) == 2
    assert await storage.transact(lambda uow: uow.drop_exercises(NOW + DAY)) == 0
    kept = await storage.transact(lambda uow: uow.exercises(ids))
    assert kept.keys() == {ids[2], ids[3]}
    for table, column, left in (
        ("participants", "exercise_id", ids[2:]),
        ("exercise_notes", "exercise_id", ids[2:]),
        ("timers", "exercise_id", ids[2:]),
        ("conversations WHERE slots = 'm'", "id", places[1:]),
        ("outbox", "conversation_id", places[1:]),
    ):
        found = await column_of(storage, f"SELECT {column} FROM {table}")
        assert sorted(found) == left
