from __future__ import annotations

from typing import Any

import pytest

from storage import ConversationRow, Storage
from tests.storage.examples import BOT, HOSTILE_TEXTS, NOW


async def test_only_what_was_not_remembered_is_unseen(storage: Storage) -> None:
    async with storage.transaction() as uow:
        assert await uow.unseen(BOT, [1, 2, 3]) == {1, 2, 3}
        await uow.remember(BOT, [1, 3], NOW)
        assert await uow.unseen(BOT, [1, 2, 3]) == {2}


async def test_bots_remember_for_themselves(storage: Storage) -> None:
    async with storage.transaction() as uow:
        await uow.remember(BOT, [1], NOW)
        assert await uow.unseen(BOT + 1, [1]) == {1}


async def test_no_updates_need_no_statement(
    storage: Storage, statements: list[tuple[str, Any]]
) -> None:
    async with storage.transaction() as uow:
        assert await uow.unseen(BOT, []) == set()
        await uow.remember(BOT, [], NOW)
    assert statements == []


async def test_many_updates_need_few_statements(
    storage: Storage, statements: list[tuple[str, Any]]
) -> None:
    async with storage.transaction() as uow:
        await uow.remember(BOT, range(0, 2000, 2), NOW)
        assert await uow.unseen(BOT, range(2000)) == set(range(1, 2000, 2))
    assert len(statements) == 1 + 1 + 4  # BEGIN, INSERT, SELECT of 500 each


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
async def test_an_update_set_aside_is_kept_as_it_was(
    storage: Storage, alice: ConversationRow, text: str
) -> None:
    async with storage.transaction() as uow:
        await uow.quarantine(BOT, 5, alice.id, text, "KeyError", NOW)
        await uow.quarantine(BOT, 6, None, text, "KeyError", NOW)
    async with storage.reader() as connection:
        found = await connection.exec_driver_sql(
            "SELECT bot, update_id, conversation_id, payload, error FROM quarantine"
        )
        assert [tuple(row) for row in found] == [
            (BOT, 5, alice.id, text, "KeyError"),
            (BOT, 6, None, text, "KeyError"),
        ]
