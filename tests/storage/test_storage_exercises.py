"""Exercises are kept whole, and written back by what differs."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from conversations.exercise import events as e
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Setup
from conversations.exercise.states import State
from storage import ConversationRow, ExerciseHeadline, Storage, UnitOfWork
from tests.conversations.classroom import Classroom, a_class, class_in, setup
from tests.storage.examples import DAY, NOW, place_of
from tests.transactions import rows_of

GROUP = -100_4001
HOST = Classroom().teacher.number
STRANGER = 99


@pytest.fixture
async def place(storage: Storage) -> ConversationRow:
    return await place_of(storage, GROUP)


async def begun(
    storage: Storage, place: ConversationRow, exercise: Exercise, title: str = "7b"
) -> int:
    return await storage.transact(
        lambda uow: uow.begin_exercise(place.id, title, exercise, NOW)
    )


async def kept(storage: Storage, id_: int) -> Exercise:
    rows = await storage.transact(lambda uow: uow.exercises([id_]))
    return rows[id_].exercise


async def saved(storage: Storage, id_: int, after: Exercise) -> None:
    def save(uow: UnitOfWork) -> None:
        before = uow.exercises([id_])[id_].exercise
        uow.save_exercises({id_: before}, {id_: after}, NOW + DAY)

    await storage.transact(save)


async def test_an_exercise_is_found_as_it_was_begun(
    storage: Storage, place: ConversationRow
) -> None:
    exercise = Classroom().exercise
    id_ = await begun(storage, place, exercise)
    rows = await storage.transact(lambda uow: uow.exercises([id_, 404]))

    assert {row.id: row.exercise for row in rows.values()} == {id_: exercise}
    assert (rows[id_].conversation, rows[id_].admins_at) == (place.id, None)


async def test_in_any_state_it_comes_back_with_all_its_people_and_notes(
    storage: Storage, place: ConversationRow
) -> None:
    for state in State:
        exercise = class_in(state, "Zoe", "Ada", "Moe").exercise
        found = await kept(storage, await begun(storage, place, exercise))
        assert found == exercise
        assert list(found.people) == list(exercise.people)
        assert list(found.notes) == list(exercise.notes)


async def test_two_exercises_do_not_mix(
    storage: Storage, place: ConversationRow
) -> None:
    rooms = [a_class("Ada", "Ben")[0], a_class("Cat")[0]]
    rooms[0].teacher.taps(e.RoomNoteAdded, "said aloud")
    ids = [await begun(storage, place, room.exercise) for room in rooms]
    rows = await storage.transact(lambda uow: uow.exercises(ids))
    assert [rows[id_].exercise for id_ in ids] == [room.exercise for room in rooms]


async def test_an_answer_is_written_as_a_note_and_the_exercises_row(
    storage: Storage, place: ConversationRow, statements: list[tuple[str, Any]]
) -> None:
    room, _, people = a_class(*(f"pupil {n}" for n in range(30)))
    for person in people:
        person.sends("queue at the till\npay in coins")
    id_ = await begun(storage, place, room.exercise)

    people[7].sends("find a seat")
    statements.clear()
    await saved(storage, id_, room.exercise)
    written = [text.split()[:3] for text, _ in statements if text[:6] != "SELECT"]
    assert [" ".join(words) for words in written] == [
        "UPDATE exercises SET",
        "INSERT INTO exercise_notes",
    ]
    assert len(statements) == 3 + 2
    assert await kept(storage, id_) == room.exercise


async def test_many_answers_at_once_are_written_in_as_many_statements(
    storage: Storage, place: ConversationRow, statements: list[tuple[str, Any]]
) -> None:
    room, teacher, people = a_class(*(f"pupil {n}" for n in range(20)))
    id_ = await begun(storage, place, room.exercise)
    for person in people:
        person.sends("queue at the till").taps(e.DoneTapped, 0)
    people[0].taps(e.LeftTapped)
    teacher.taps(e.NextTapped)
    statements.clear()
    await saved(storage, id_, room.exercise)
    assert len(statements) == 3 + 3
    assert await kept(storage, id_) == room.exercise


async def test_what_did_not_change_is_not_written(
    storage: Storage, place: ConversationRow, statements: list[tuple[str, Any]]
) -> None:
    room, _, (ada,) = a_class("Ada")
    ada.sends("pay in coins")
    id_ = await begun(storage, place, room.exercise)
    statements.clear()
    await saved(storage, id_, room.exercise)
    await storage.transact(
        lambda uow: uow.save_exercises(
            {id_: room.exercise}, {id_: room.exercise}, NOW + DAY
        )
    )
    assert [text for text, _ in statements if text[:6] != "SELECT"] == []


async def test_the_words_of_somebody_forgotten_are_nowhere(
    storage: Storage, place: ConversationRow
) -> None:
    room, _, (ada, _) = a_class("Zeisig", "Ben")
    ada.sends("feed the Zeisig").sends("Zeisig\nZeisig again")
    id_ = await begun(storage, place, room.exercise)
    room.happens(e.Forgotten(ada.number))
    await saved(storage, id_, room.exercise)
    for table in ("exercises", "participants", "exercise_notes"):
        rows = await rows_of(storage, f"SELECT * FROM {table}")
        assert rows
        assert "Zeisig" not in str(rows)
    assert await kept(storage, id_) == room.exercise


async def test_when_admins_were_looked_up_is_kept_beside_it(
    storage: Storage, place: ConversationRow
) -> None:
    id_ = await begun(storage, place, Classroom().exercise)
    await storage.transact(lambda uow: uow.set_admins_at({id_: NOW + DAY}))
    rows = await storage.transact(lambda uow: uow.exercises([id_]))
    assert rows[id_].admins_at == NOW + DAY


# --- finding them ---------------------------------------------------------------------


async def test_the_newest_exercise_of_a_place_is_the_one_that_counts(
    storage: Storage, place: ConversationRow
) -> None:
    topic, empty = await place_of(storage, GROUP, 7), await place_of(storage, GROUP, 8)
    exercise = Classroom().exercise
    ids = [await begun(storage, each, exercise) for each in (place, topic, place)]
    newest = await storage.transact(
        lambda uow: uow.newest_in([place.id, topic.id, empty.id])
    )
    assert newest == {place.id: ids[2], topic.id: ids[1]}


async def test_what_is_on_counts_before_what_is_set_up_or_over(
    storage: Storage, place: ConversationRow
) -> None:
    set_up, on = Classroom().exercise, Classroom().opens().exercise
    over = class_in(State.FINISHED, "Ada").exercise
    ids = [await begun(storage, place, each) for each in (on, on, set_up, over)]
    newest = await storage.transact(lambda uow: uow.newest_in([place.id]))
    assert newest == {place.id: ids[1]}


async def test_people_find_what_they_host_or_take_part_in_the_newest_first(
    storage: Storage, place: ConversationRow
) -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben", chosen=setup(segment="café owners"))
    ben.taps(e.LeftTapped)
    one = await begun(storage, place, room.exercise, "7b")
    two = await begun(storage, place, Classroom(setup(segment="")).exercise, "8a")
    hers = ExerciseHeadline(one, "7b", "café owners", "asking", False, NOW)

    assert await list_of(storage, ada.number) == [hers]
    assert await list_of(storage, ben.number) == [hers]
    assert await list_of(storage, HOST) == [
        ExerciseHeadline(two, "8a", "", "setting_up", True, NOW),
        hers._replace(hosted=True),
    ]
    assert await list_of(storage, STRANGER) == []


async def list_of(storage: Storage, person: int) -> list[ExerciseHeadline]:
    return await storage.transact(lambda uow: uow.exercises_of(person))


async def test_what_is_set_up_once_more_and_what_was_forgotten_is_in_no_list(
    storage: Storage, place: ConversationRow
) -> None:
    room = Classroom().opens()
    ada, ben = room.people("Ada", "Ben")
    room.happens(e.Forgotten(ben.number))
    id_ = await begun(storage, place, room.exercise)
    assert [len(await list_of(storage, one.number)) for one in (ada, ben)] == [1, 0]
    room.teacher.taps(e.ReviseTapped)
    await saved(storage, id_, room.exercise)
    assert await list_of(storage, ada.number) == []
    assert [line.id for line in await list_of(storage, HOST)] == [id_]


async def test_the_host_finds_the_newest_different_set_ups(
    storage: Storage, place: ConversationRow
) -> None:
    async def set_ups(person: int) -> list[tuple[int, Setup]]:
        found = await storage.transact(lambda uow: uow.setups_of(person))
        return [(headline.id, each) for headline, each in found]

    chosen = [setup(notes_each=number) for number in range(1, 11)]
    ids = [await begun(storage, place, Exercise(HOST, each)) for each in chosen]
    again = await begun(storage, place, Exercise(HOST, chosen[4]))
    await begun(storage, place, Exercise(STRANGER, setup(teams=7)))

    newest = [(again, chosen[4])]
    newest += [(ids[at], chosen[at]) for at in (9, 8, 7, 6, 5, 3, 2)]
    assert await set_ups(HOST) == newest
    assert await set_ups(5) == []


async def test_what_is_to_be_forgotten_of_people_is_found(
    storage: Storage, place: ConversationRow
) -> None:
    room, _, (ada,) = a_class("Ada")
    ada.sends("pay in coins")
    one = await begun(storage, place, room.exercise)
    ada_hosts = replace(Classroom().exercise, host=ada.number)
    two = await begun(storage, place, ada_hosts)

    def found(uow: UnitOfWork) -> list[set[int]]:
        asked = ({ada.number}, {HOST}, {STRANGER}, {HOST, ada.number})
        return [uow.exercises_with(people) for people in asked]

    expected = [{one, two}, {one}, set(), {one, two}]
    assert await storage.transact(found) == expected


async def test_exercises_are_found_by_the_messages_their_notes_came_from(
    storage: Storage, place: ConversationRow
) -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben")
    ada.sends("queue\npay")
    ben.sends("sit down")
    first, second = room.note("queue").origin, room.note("sit down").origin
    assert first is not None
    assert second is not None
    ids = {await begun(storage, place, room.exercise) for _ in range(2)}
    asked = {
        (first.chat, first.message),
        (first.chat, second.message),
        (GROUP, first.message),
    }
    found = await storage.transact(lambda uow: uow.written_in_exercises(asked))
    assert found == {(first.chat, first.message): ids}
    assert await storage.transact(lambda uow: uow.written_in_exercises(set())) == {}
