"""Exercises are kept whole, and written back by what differs."""

from __future__ import annotations


import pytest

from conversations.exercise.exercise import Exercise
from conversations.exercise.states import State
from storage import ConversationRow, Storage
from tests.conversations.classroom import class_in
from tests.storage.examples import BOT, NOW

GROUP = -100_4001


@pytest.fixture
async def place(storage: Storage) -> ConversationRow:
    return await place_of(storage, GROUP)


async def place_of(storage: Storage, chat: int, topic: int = 0) -> ConversationRow:
    found = await storage.transact(lambda uow: uow.places(BOT, {(chat, topic)}))
    return found[chat, topic]


async def begun(
    storage: Storage, place: ConversationRow, exercise: Exercise, title: str = "7b"
) -> int:
    return await storage.transact(
        lambda uow: uow.begin_exercise(place.id, title, exercise, NOW)
    )


async def kept(storage: Storage, id_: int) -> Exercise:
    rows = await storage.transact(lambda uow: uow.exercises([id_]))
    return rows[id_].exercise


async def test_an_exercise_is_found_as_it_was_begun(
    storage: Storage, place: ConversationRow
) -> None:
    exercise = class_in(State.SETTING_UP).exercise
    id_ = await begun(storage, place, exercise)
    rows = await storage.transact(lambda uow: uow.exercises([id_, 404]))

    assert {row.id: row.exercise for row in rows.values()} == {id_: exercise}
    assert (rows[id_].conversation, rows[id_].admins_at) == (place.id, None)


@pytest.mark.parametrize("state", State)
async def test_an_exercise_in_any_state_comes_back_with_all_its_people_and_notes(
    storage: Storage, place: ConversationRow, state: State
) -> None:
    exercise = class_in(state, "Zoe", "Ada", "Moe").exercise
    id_ = await begun(storage, place, exercise)
    found = await kept(storage, id_)

    assert found == exercise
    assert list(found.people) == list(exercise.people)
    assert list(found.notes) == list(exercise.notes)
    assert type(found.place) is type(exercise.place)
