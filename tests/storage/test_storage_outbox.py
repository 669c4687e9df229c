from __future__ import annotations

from typing import Any

import pytest

from storage import ConversationRow, NewRow, OutboxRow, Storage
from tests.storage.examples import BOT, HOSTILE_TEXTS, NOW
from tests.transactions import transaction


@pytest.fixture
async def bob(storage: Storage) -> ConversationRow:
    return await storage.transact(lambda uow: uow.conversations(BOT, [1002])[1002])


async def test_messages_wait_in_the_order_they_were_put(
    storage: Storage, alice: ConversationRow, bob: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        ids = await uow.put(
            [
                NewRow(bob.id, "question", "first"),
                NewRow(alice.id, None, "second"),
                NewRow(bob.id, None, "third"),
            ],
            NOW,
        )
        assert await uow.pending(BOT) == [
            OutboxRow(ids[0], bob.id, 1002, "question", "first"),
            OutboxRow(ids[1], alice.id, 1001, None, "second"),
            OutboxRow(ids[2], bob.id, 1002, None, "third"),
        ]
    assert ids == sorted(ids)


async def test_ids_belong_to_the_messages_just_put_whatever_waits_already(
    storage: Storage,
) -> None:
    async with transaction(storage) as uow:
        rows = await uow.conversations(BOT, range(1, 1201))
        keys = [row.id for row in rows.values()]
        for turn in range(3):
            ids = await uow.put(
                [NewRow(key, None, f"{turn} {key}") for key in reversed(keys)], NOW
            )
            waiting = {row.id: row.payload for row in await uow.pending(BOT)}
            assert [waiting[id_] for id_ in ids] == [
                f"{turn} {key}" for key in reversed(keys)
            ]


async def test_nothing_to_put_gives_no_ids(storage: Storage) -> None:
    async with transaction(storage) as uow:
        assert await uow.put([], NOW) == []


async def test_a_hundred_messages_are_put_in_one_statement(
    storage: Storage, alice: ConversationRow, statements: list[tuple[str, Any]]
) -> None:
    async with transaction(storage) as uow:
        await uow.put([NewRow(alice.id, None, "hello")] * 100, NOW)
    asked = [text for text, _ in statements if "last_insert_rowid" in text]
    assert len(statements) - len(asked) == 1
    assert len(asked) < 2


async def test_a_thousand_messages_get_ids_in_their_order(
    storage: Storage, alice: ConversationRow
) -> None:
    words = [f"message {number}" for number in range(1000)]
    async with transaction(storage) as uow:
        ids = await uow.put([NewRow(alice.id, None, each) for each in words], NOW)
        pending = await uow.pending(BOT)
    assert [(row.id, row.payload) for row in pending] == list(
        zip(ids, words, strict=True)
    )


async def test_an_id_is_never_given_twice(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        first = await uow.put([NewRow(alice.id, None, "first")], NOW)
        await uow.remove(first)
        second = await uow.put([NewRow(alice.id, None, "second")], NOW)
    assert second[0] > first[0]


async def test_a_bot_has_its_own_messages(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        await uow.put([NewRow(alice.id, None, "hello")], NOW)
        assert await uow.pending(BOT + 1) == []


async def test_messages_are_removed_by_id_even_twice(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        ids = await uow.put([NewRow(alice.id, None, "x")] * 1200, NOW)
        await uow.remove(ids[:-1])
        await uow.remove(ids[:2])
        assert [row.id for row in await uow.pending(BOT)] == [ids[-1]]


async def test_a_conversation_loses_all_its_messages_and_only_its_own(
    storage: Storage, alice: ConversationRow, bob: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        await uow.put(
            [NewRow(alice.id, None, "x")] * 3 + [NewRow(bob.id, None, "y")], NOW
        )
        await uow.remove_all([alice.id])
        assert [row.chat for row in await uow.pending(BOT)] == [1002]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
async def test_a_message_may_say_anything(
    storage: Storage, alice: ConversationRow, text: str
) -> None:
    async with transaction(storage) as uow:
        await uow.put([NewRow(alice.id, None, text)], NOW)
    async with transaction(storage) as uow:
        assert [row.payload for row in await uow.pending(BOT)] == [text]


async def test_nothing_to_remove_needs_no_statement(
    storage: Storage, statements: list[tuple[str, Any]]
) -> None:
    async with transaction(storage) as uow:
        await uow.remove([])
        await uow.remove_all([])
    assert statements == []
