"""Groups with their topics, people we know by a number only, and what moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from conversations.exercise.desk import EMPTY, Awaits, Console, Desk, Screen
from conversations.interview.session import Session
from storage import (
    ConversationRow,
    NewErrand,
    NewRow,
    OutboxRow,
    QuizPoll,
    RoomCard,
    Storage,
    UnitOfWork,
)
from tests.conversations.classroom import Classroom
from tests.storage.examples import BOT, NOW, place_of
from tests.transactions import column_of, rows_of

GROUP, SUPERGROUP, FURTHER = -4001, -100_4001, -100_4002
DESK = Desk(7, Console(8, Screen.NOTE, 2, 31), Awaits.ROOM_NOTE)


async def move(storage: Storage, old: int = GROUP, new: int = SUPERGROUP) -> None:
    await storage.transact(lambda uow: uow.move_chat(BOT, old, new))


# --- places ---------------------------------------------------------------------------


async def test_a_group_and_its_topics_are_places_of_one_chat(storage: Storage) -> None:
    asked = {(GROUP, 0), (GROUP, 7), (FURTHER, 9)}
    rows = await storage.transact(lambda uow: uow.places(BOT, asked))

    assert rows.keys() == asked
    assert {(row.chat, row.topic): row for row in rows.values()} == rows
    assert rows[GROUP, 0].chat_id == rows[GROUP, 7].chat_id
    assert rows[GROUP, 0].session == Session()
    assert await storage.transact(lambda uow: uow.places(BOT, asked)) == rows
    assert await place_of(storage, GROUP, 7) == rows[GROUP, 7]


async def test_where_nothing_is_asked_for_nothing_is_made(
    storage: Storage, statements: list[tuple[str, Any]]
) -> None:
    def ask(uow: UnitOfWork) -> list[object]:
        return [uow.places(BOT, []), uow.privates([]), uow.people(BOT, [])]

    assert await storage.transact(ask) == [{}, {}, {}]
    assert statements == []


async def test_all_conversations_of_a_group_are_found_and_none_is_made(
    storage: Storage,
) -> None:
    asked = {(GROUP, 0), (GROUP, 7)}
    rows = await storage.transact(lambda uow: uow.places(BOT, asked))
    await move(storage)
    both = [GROUP, SUPERGROUP, FURTHER]
    found = await storage.transact(lambda uow: uow.groups(BOT, both))
    assert found.keys() == {GROUP, SUPERGROUP}
    assert found[GROUP] == found[SUPERGROUP]
    assert {row.id for row in found[GROUP]} == {row.id for row in rows.values()}


async def test_which_message_is_which_card_is_known_the_newest_word_counts(
    storage: Storage,
) -> None:
    place, topic = await place_of(storage, GROUP), await place_of(storage, GROUP, 7)

    def keep(uow: UnitOfWork) -> tuple[int, dict[tuple[int, int], tuple[int, int]]]:
        id_ = uow.begin_exercise(place.id, "7b", Classroom().exercise, NOW)
        uow.keep_room_cards([RoomCard(place.id, 5, id_, 0)])
        uow.keep_room_cards(
            [RoomCard(place.id, 5, id_, 1), RoomCard(topic.id, 6, id_, 2)]
        )
        asked = {(place.id, 5), (place.id, 6), (topic.id, 6), (topic.id, 5)}
        return id_, uow.asked_in(asked)

    id_, found = await storage.transact(keep)
    assert found == {(place.id, 5): (id_, 1), (topic.id, 6): (id_, 2)}


async def test_which_poll_asks_what_is_known_for_every_copy_of_a_question(
    storage: Storage,
) -> None:
    place = await place_of(storage, GROUP)

    def keep(uow: UnitOfWork) -> tuple[list[QuizPoll], dict[str, QuizPoll]]:
        ids = [uow.begin_exercise(place.id, "7b", Classroom().exercise, NOW)]
        ids += [uow.begin_exercise(place.id, "7b", Classroom().exercise, NOW)]
        lost = QuizPoll("902", ids[0], 1, 0, 0)
        uow.keep_polls([lost, QuizPoll("901", ids[0], 1, 0, 0)])
        uow.keep_polls([QuizPoll("901", ids[0], 1, 0, 7, in_doubt=True)])
        uow.keep_polls([QuizPoll("903", ids[1], 1, 0, 8)])
        return uow.polls_of(ids[0]), uow.polls({"901", "903", "999"})

    (sent, lost), asked = await storage.transact(keep)
    assert (sent.poll, sent.message, sent.in_doubt) == ("901", 7, True)
    assert (lost.poll, lost.message, lost.in_doubt) == ("902", 0, False)
    assert asked.keys() == {"901", "903"}
    assert asked["901"] == sent


async def test_a_message_for_a_topic_waits_with_it(storage: Storage) -> None:
    topic = await place_of(storage, GROUP, 7)

    def put(uow: UnitOfWork) -> list[OutboxRow]:
        (id_,) = uow.put([NewRow(topic.id, "room", "m")], NOW)
        assert uow.pending(BOT) == [OutboxRow(id_, topic.id, GROUP, "room", "m", 7)]
        return uow.pending(BOT + 1)

    assert await storage.transact(put) == []


# --- people ---------------------------------------------------------------------------


async def test_who_never_wrote_to_us_gets_a_number_and_cannot_be_reached(
    storage: Storage, alice: ConversationRow
) -> None:
    people = await storage.transact(lambda uow: uow.people(BOT, [1001, 1002]))
    assert people[1001] == alice.chat_id
    assert await storage.transact(lambda uow: uow.people(BOT, [1002, 1001])) == people

    rows = await storage.transact(lambda uow: uow.privates(people.values()))
    bob = rows[people[1002]]
    assert rows[people[1001]] == alice
    assert (bob.chat, bob.reachable, bob.topic) == (1002, False, 0)
    met = await storage.transact(lambda uow: uow.conversations(BOT, [1002]))
    assert met == {1002: bob}


async def test_of_who_was_forgotten_for_good_only_the_number_is_left(
    storage: Storage, alice: ConversationRow
) -> None:
    gone = alice.chat_id + 99
    rows = await storage.transact(lambda uow: uow.privates([gone, alice.chat_id]))
    assert rows == {alice.chat_id: alice}


async def test_a_crowd_is_known_in_few_statements(
    storage: Storage, statements: list[tuple[str, Any]]
) -> None:
    people = await storage.transact(lambda uow: uow.people(BOT, range(1, 301)))
    assert len(statements) <= 5
    rows = await storage.transact(lambda uow: uow.privates(people.values()))
    assert {row.chat: row.chat_id for row in rows.values()} == people
    statements.clear()
    assert await storage.transact(lambda uow: uow.privates(people.values())) == rows
    assert len(statements) == 1


async def test_what_lies_before_people_is_kept_until_it_is_taken_away(
    storage: Storage, alice: ConversationRow
) -> None:
    async def desk() -> Desk:
        rows = await storage.transact(lambda uow: uow.by_ids([alice.id]))
        return rows[alice.id].desk

    assert alice.desk == EMPTY
    await storage.transact(lambda uow: uow.set_desks({alice.id: DESK}))
    assert await desk() == DESK
    await storage.transact(lambda uow: uow.set_desks({}))
    await storage.transact(lambda uow: uow.set_desks({alice.id: EMPTY}))
    assert await desk() == EMPTY


# --- a group that moves ---------------------------------------------------------------


def with_everything(uow: UnitOfWork, place: ConversationRow, word: str) -> int:
    """An exercise, messages, and what else can belong to a group."""
    uow.set_chat({place.chat_id: (500 + place.chat_id, True)})
    uow.set_slots({place.id: word})
    uow.put([NewRow(place.id, "room", word)], NOW)
    uow.put_errands([NewErrand(place.id, "admins", "same")], NOW)
    uow.put_errands([NewErrand(place.id, "admins", word)], NOW)
    uow.quarantine(BOT, 1, place.id, word, "KeyError", NOW)
    id_ = uow.begin_exercise(place.id, word, Classroom().exercise, NOW)
    uow.keep_room_cards([RoomCard(place.id, 5, id_, 0)])
    return id_


async def test_a_group_that_becomes_a_supergroup_is_the_same_group(
    storage: Storage,
) -> None:
    place = await place_of(storage, GROUP)
    id_ = await storage.transact(lambda uow: with_everything(uow, place, "7b"))
    await move(storage)

    for number in (GROUP, SUPERGROUP):
        found = await place_of(storage, number)
        assert (found.id, found.chat, found.chat_id) == (
            *(place.id, SUPERGROUP, place.chat_id),
        )
        assert (found.last_message, found.slots) == (0, "")
    waiting = await storage.transact(lambda uow: uow.pending(BOT))
    assert [row[1:] for row in waiting] == [(place.id, SUPERGROUP, "room", "7b", 0)]
    errands = await storage.transact(lambda uow: uow.pending_errands(BOT))
    assert [row[2:] for row in errands] == [
        (SUPERGROUP, "admins", "same"),
        (SUPERGROUP, "admins", "7b"),
    ]
    rows = await storage.transact(lambda uow: uow.exercises([id_]))
    assert rows[id_].conversation == place.id
    assert await storage.transact(lambda uow: uow.asked_in({(place.id, 5)})) == {}


async def test_a_supergroup_that_wrote_first_becomes_one_with_the_group_it_was(
    storage: Storage,
) -> None:
    old, new = await place_of(storage, GROUP), await place_of(storage, SUPERGROUP)
    topic = await place_of(storage, SUPERGROUP, 7)

    def fill(uow: UnitOfWork) -> list[int]:
        named = ((old, "one"), (new, "two"), (topic, "three"))
        return [with_everything(uow, place, word) for place, word in named]

    begun = await storage.transact(fill)
    await move(storage)

    at_home = await place_of(storage, GROUP)
    assert await place_of(storage, SUPERGROUP) == at_home
    assert (at_home.id, at_home.chat, at_home.chat_id) == (
        *(old.id, SUPERGROUP, old.chat_id),
    )
    assert at_home.slots == "two"  # a message of the supergroup
    assert at_home.last_message == 500 + new.chat_id
    moved = await place_of(storage, SUPERGROUP, 7)
    assert (moved.id, moved.chat_id) == (topic.id, old.chat_id)

    cards = await storage.transact(lambda uow: uow.asked_in({(old.id, 5)}))
    assert cards == {(old.id, 5): (begun[1], 0)}

    rows = await storage.transact(lambda uow: uow.exercises(begun))
    assert [rows[id_].conversation for id_ in begun] == [old.id, old.id, topic.id]
    waiting = await storage.transact(lambda uow: uow.pending(BOT))
    assert [(row.conversation, row.chat, row.payload) for row in waiting] == [
        (old.id, SUPERGROUP, "one"),
        (old.id, SUPERGROUP, "two"),
        (topic.id, SUPERGROUP, "three"),
    ]
    errands = await storage.transact(lambda uow: uow.pending_errands(BOT))
    assert sorted((row.conversation, row.data) for row in errands) == [
        *((old.id, data) for data in ("one", "same", "two")),
        *((topic.id, data) for data in ("same", "three")),
    ]
    assert len(await rows_of(storage, "SELECT * FROM chats")) == 1
    assert len(await rows_of(storage, "SELECT * FROM conversations")) == 2
    owners = await column_of(storage, "SELECT conversation_id FROM quarantine")
    assert sorted(owners) == [old.id, old.id, topic.id]


@pytest.mark.parametrize(
    "steps",
    [
        ["old", "move", "move"],
        ["old", "new", "move", "move"],
        ["new", "move", "old", "move"],
        ["move", "old", "new", "move"],
        ["move", "new", "old", "move"],
    ],
    ids="-".join,
)
async def test_in_whatever_order_it_becomes_known_there_is_one_group(
    storage: Storage, steps: Sequence[str]
) -> None:
    for step in steps:
        if step == "move":
            await move(storage)
        else:
            await place_of(storage, {"old": GROUP, "new": SUPERGROUP}[step])
    there = await place_of(storage, SUPERGROUP)
    assert await place_of(storage, GROUP) == there
    assert there.chat == SUPERGROUP
    for table in ("chats", "conversations"):
        assert len(await rows_of(storage, f"SELECT * FROM {table}")) == 1


async def test_both_numbers_of_a_group_are_one_place(storage: Storage) -> None:
    await place_of(storage, GROUP)
    await move(storage)
    both = {(GROUP, 0), (SUPERGROUP, 0)}
    rows = await storage.transact(lambda uow: uow.places(BOT, both))
    assert rows.keys() == both
    assert rows[GROUP, 0] == rows[SUPERGROUP, 0]


async def test_a_group_of_another_bot_stays_where_it_is(storage: Storage) -> None:
    def place(uow: UnitOfWork) -> ConversationRow:
        return uow.places(BOT + 1, {(GROUP, 0)})[GROUP, 0]

    other = await storage.transact(place)
    await place_of(storage, GROUP)
    await move(storage)
    assert await storage.transact(place) == other


async def test_a_group_that_is_told_to_be_itself_stays(storage: Storage) -> None:
    here = await place_of(storage, GROUP)
    await move(storage, GROUP, GROUP)
    assert await place_of(storage, GROUP) == here
