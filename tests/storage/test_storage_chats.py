from __future__ import annotations

from typing import Any

from conversations.interview.session import Session
from storage import ConversationRow, Storage
from tests.storage.examples import BOT
from tests.transactions import transaction


async def test_a_newcomer_gets_a_conversation(storage: Storage) -> None:
    async with transaction(storage) as uow:
        rows = await uow.conversations(BOT, [1001])
    assert rows == {
        1001: ConversationRow(
            id=1,
            chat=1001,
            chat_id=1,
            last_message=0,
            reachable=True,
            session=Session(),
            slots="",
        )
    }


async def test_who_comes_back_finds_the_same_conversation(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        assert await uow.conversations(BOT, [1001]) == {1001: alice}


async def test_nobody_gets_a_conversation_only_because_we_looked(
    storage: Storage,
) -> None:
    async with transaction(storage) as uow:
        assert await uow.conversations(BOT, [], known=[1001]) == {}
        assert (await uow.conversations(BOT, [5], known=[1001])).keys() == {5}


async def test_a_chat_may_talk_with_two_bots(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        other = await uow.conversations(BOT + 1, [1001])
        assert other[1001].id != alice.id
        assert await uow.by_ids([alice.id]) == {alice.id: alice}


async def test_a_known_chat_without_a_conversation_gets_one(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        await uow.sql("DELETE FROM conversations")
        again = (await uow.conversations(BOT, [1001]))[1001]
    assert (again.chat_id, again.id) == (alice.chat_id, alice.id + 1)


async def test_a_crowd_is_welcomed_and_found_in_few_statements(
    storage: Storage, statements: list[tuple[str, Any]], kind: str
) -> None:
    crowd = [-(10**12) - n for n in range(200)] + [10**12 + n for n in range(200)]
    async with transaction(storage) as uow:
        rows = await uow.conversations(BOT, crowd)
    assert {row.chat: row for row in rows.values()} == rows
    assert rows.keys() == set(crowd)
    assert len(statements) < 10

    statements.clear()
    async with transaction(storage) as uow:
        assert await uow.conversations(BOT, crowd) == rows
        assert await uow.by_ids([row.id for row in rows.values()]) == {
            row.id: row for row in rows.values()
        }
    # Where others write too, newcomers are looked for before anybody is locked.
    assert len(statements) == (1 + 1 if kind == "sqlite" else 2 + 1)


async def test_rows_come_in_the_order_of_their_ids(storage: Storage) -> None:
    async with transaction(storage) as uow:
        await uow.conversations(BOT, [5])
        await uow.conversations(BOT, [3])
        rows = await uow.conversations(BOT, [3, 4, 5])
        again = await uow.conversations(BOT, [3, 4, 5])
    assert [row.chat for row in again.values()] == [5, 3, 4]
    assert rows == again


async def test_a_conversation_that_is_not_there_is_left_out(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        assert list(await uow.by_ids([alice.id, 404])) == [alice.id]


async def test_what_fills_slots_comes_along(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        bob = (await uow.conversations(BOT, [1002]))[1002]
        await uow.set_slots({alice.id: '{"question":"a"}'})
        await uow.set_slots({alice.id: '{"question":"b"}'})
        rows = await uow.by_ids([alice.id, bob.id])
    assert rows[alice.id].slots == '{"question":"b"}'
    assert rows[bob.id].slots == ""


async def test_no_chat_slot_or_desk_that_changed_needs_no_statement(
    storage: Storage, statements: list[tuple[str, Any]]
) -> None:
    async with transaction(storage) as uow:
        await uow.set_chat({})
        await uow.set_slots({})
        await uow.set_desks({})
    assert statements == []


async def test_the_newest_message_never_becomes_an_older_one(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        await uow.set_chat({alice.chat_id: (2**40, True)})
        await uow.set_chat({alice.chat_id: (7, False)})
        row = (await uow.by_ids([alice.id]))[alice.id]
    assert (row.last_message, row.reachable) == (2**40, False)


async def test_many_chats_are_set_in_one_statement(
    storage: Storage, statements: list[tuple[str, Any]]
) -> None:
    async with transaction(storage) as uow:
        rows = await uow.conversations(BOT, range(1, 100))
        statements.clear()
        await uow.set_chat({row.chat_id: (row.chat, True) for row in rows.values()})
        assert len(statements) == 1
        found = await uow.conversations(BOT, range(1, 100))
    assert {row.chat: row.last_message for row in found.values()} == {
        chat: chat for chat in range(1, 100)
    }
